from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.intake.queues import MemoryQueue, Waiting
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
        return await uow.inbox.waiting_of(7, 100)


async def test_store_gives_ids_that_were_new(database: SqlDatabase) -> None:
    assert await store(database, row(1), row(2)) == {1, 2}
    assert await store(database, row(2), row(3)) == {3}
    assert await store(database) == set()


async def test_waiting_is_oldest_first_and_limited(database: SqlDatabase) -> None:
    await store(database, row(13), row(12), row(11, sender=-5), row(14))
    async with database.reading() as uow:
        assert sorted(await uow.inbox.waiting()) == [(11, -5), (12, 7), (13, 7), (14, 7)]
        assert await uow.inbox.waiting_of(7, 2) == [row(12), row(13)]


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


async def test_what_an_earlier_process_left_stays_in_its_rows_until_its_turn(database: SqlDatabase) -> None:
    left = [row(number, sender=7 + number % 2) for number in range(500)]
    await store(database, *left)
    queue = MemoryQueue(database)
    assert set(await queue.found()) == {7, 8}
    fresh = row(999, sender=7)
    await store(database, fresh)
    queue.add([fresh])

    for sender in (8, 7):
        given: list[Waiting] = []
        while waiting := await queue.next(sender):
            given.append(waiting)
            async with database.writing() as uow:
                await uow.inbox.finish(waiting.row.update_id)
        theirs = [one for one in (*left, fresh) if one.sender == sender]
        assert [one.row for one in given] == theirs
        assert [one.row for one in given if not one.left] == [one for one in theirs if one is fresh]
