"""Favourites and private notes on a real database: one row a pair, none about oneself or strangers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.errors import NotFoundError
from bot.domain.marks import Marks
from bot.usecases import marks
from storage.unit_of_work import SqlDatabase
from tests.support.trio import three_people
from tests.support.world import row


async def test_marks_are_each_owners_own_and_repeating_changes_nothing(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        ana, dan, hana, now = world.ana, world.dan, world.hana, world.clock.now()
        async with database.writing() as uow:
            for _ in range(2):
                await marks.favour(uow, ana, hana.id, now, chosen=True)
                await marks.write(uow, ana, hana.id, "first", now)
            await marks.write(uow, ana, hana.id, "second", now)
            await marks.write(uow, dan, hana.id, "of Dan", now)

            assert await uow.marks.of(ana.id, hana.id) == Marks(favourite=True, note="second")
            assert await uow.marks.of(dan.id, hana.id) == Marks(note="of Dan")
            assert await uow.marks.of(hana.id, ana.id) == Marks()
            assert await uow.marks.favourites(ana.id) == {hana.id}

            await marks.write(uow, ana, hana.id, "", now)
            await marks.favour(uow, ana, hana.id, now, chosen=False)
            assert await uow.marks.of(ana.id, hana.id) == Marks()
            assert await uow.marks.notes(dan.id) == {hana.id: "of Dan"}


async def test_nobody_is_marked_by_himself_or_across_events(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        ana, now = world.ana, world.clock.now()
        async with database.writing() as uow:
            other = await uow.events.save(replace(world.event, slug="other", id=0))
            stranger = await uow.participants.add(other, row("Stranger"))
            for someone in (ana.id, stranger, 9_999):
                with pytest.raises(NotFoundError):
                    await marks.favour(uow, ana, someone, now, chosen=True)
                with pytest.raises(NotFoundError):
                    await marks.write(uow, ana, someone, "note", now)
        with pytest.raises(IntegrityError):
            async with database.writing() as uow:
                await uow.marks.favour(ana.id, ana.id, now)


async def test_erasing_a_participant_takes_what_he_marked_and_what_marked_him(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        ana, dan, hana, now = world.ana, world.dan, world.hana, world.clock.now()
        async with database.writing() as uow:
            for one, other in ((ana, hana), (hana, dan), (dan, ana)):
                await marks.favour(uow, one, other.id, now, chosen=True)
                await marks.write(uow, one, other.id, "note", now)
            await uow.erasure.erase_people((hana.id,), now)

            assert await uow.marks.favourites(ana.id) == await uow.marks.favourites(hana.id) == frozenset()
            assert await uow.marks.notes(ana.id) == await uow.marks.notes(hana.id) == {}
            assert await uow.marks.of(dan.id, ana.id) == Marks(favourite=True, note="note")
