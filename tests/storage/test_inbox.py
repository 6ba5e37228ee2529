from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.usecases.inbox import InboxRow
from storage.tables import inbox
from storage.unit_of_work import SqlDatabase

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def row(update_id: int, sender: int = 7) -> InboxRow:
    return InboxRow(update_id, sender, f'{{"update_id": {update_id}}}')


async def store(database: SqlDatabase, *rows: InboxRow) -> set[int]:
    async with database.writing() as uow:
        return await uow.inbox.store(rows, NOW)


async def waiting(database: SqlDatabase) -> list[InboxRow]:
    async with database.reading() as uow:
        return await uow.inbox.waiting(100)


async def test_store_gives_ids_that_were_new(database: SqlDatabase) -> None:
    assert await store(database, row(1), row(2)) == {1, 2}
    assert await store(database, row(2), row(3)) == {3}
    assert await store(database) == set()


async def test_waiting_is_oldest_first_and_limited(database: SqlDatabase) -> None:
    await store(database, row(12), row(11, sender=-5), row(13))
    async with database.reading() as uow:
        assert await uow.inbox.waiting(2) == [row(11, sender=-5), row(12)]


async def test_finish_erases_payload_and_happens_once(database: SqlDatabase) -> None:
    await store(database, row(1))
    async with database.writing() as uow:
        assert await uow.inbox.finish(1) is True
        assert await uow.inbox.finish(1) is False
        assert await uow.inbox.finish(404) is False
    async with database.reading() as uow:
        found = (await uow.connection.execute(select(inbox.c.state, inbox.c.payload))).all()
    assert found == [("done", None)]
    assert await store(database, row(1)) == set()


async def test_finish_is_undone_by_rollback(database: SqlDatabase) -> None:
    await store(database, row(1))
    with pytest.raises(RuntimeError):
        async with database.writing() as uow:
            await uow.inbox.finish(1)
            raise RuntimeError
    assert await waiting(database) == [row(1)]


async def test_retry_counts_attempts(database: SqlDatabase) -> None:
    await store(database, row(1))
    async with database.writing() as uow:
        await uow.inbox.retry(1, NOW + timedelta(seconds=5))
        await uow.inbox.retry(1, NOW + timedelta(seconds=30))
    assert [found.attempts for found in await waiting(database)] == [2]


async def test_bury_takes_update_out_of_waiting(database: SqlDatabase) -> None:
    await store(database, row(1), row(2))
    async with database.writing() as uow:
        assert await uow.inbox.bury(1) is True
        assert await uow.inbox.bury(1) is False
    assert await waiting(database) == [row(2)]


async def test_forget_deletes_only_what_is_finished_and_old(database: SqlDatabase) -> None:
    await store(database, row(1), row(2))
    async with database.writing() as uow:
        await uow.inbox.finish(1)
        assert await uow.inbox.forget(NOW) == 0
        assert await uow.inbox.forget(NOW + timedelta(seconds=1)) == 1
    assert await waiting(database) == [row(2)]
