"""What must never be is refused by the database itself, whoever writes it."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.unit_of_work import SqlDatabase
from tests.support.trio import three_people


@pytest.mark.parametrize(
    ("refused", "statement"),
    [
        ("ck_meeting_sides", "UPDATE meeting SET guest_id = :dan"),
        ("ck_request_sides", "UPDATE request SET guest_id = :dan"),
        (
            "ck_attendance_status",
            "INSERT INTO attendance SELECT id, :dan, 'asleep', confirmed_at FROM meeting",
        ),
        (
            "ck_wanted_pair",
            "INSERT INTO wanted (host_id, guest_id, created_at) SELECT :dan, :dan, confirmed_at FROM meeting",
        ),
    ],
)
async def test_row_that_must_never_be_is_refused(database: SqlDatabase, refused: str, statement: str) -> None:
    async with three_people(database) as world:
        await world.met(world.ana, world.hana, "Thu 14:30")
        with pytest.raises(IntegrityError, match=refused):
            async with database.writing() as uow:
                await uow.connection.execute(text(statement), {"dan": world.dan.id})
