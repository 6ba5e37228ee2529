"""The updates of a person wait in memory, and in their rows when there are too many."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.intake.queues import MemoryQueue
from bot.usecases.inbox import InboxRow
from storage.unit_of_work import SqlDatabase

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
ANA, DAN = 101, 102


def row(update_id: int, sender: int = ANA) -> InboxRow:
    return InboxRow(update_id, sender, "{}")


async def store(database: SqlDatabase, queue: MemoryQueue, *rows: InboxRow) -> None:
    async with database.writing() as uow:
        await uow.inbox.store(rows, NOW)
    queue.add(rows)


async def work_off(database: SqlDatabase, queue: MemoryQueue, sender: int = ANA) -> list[int]:
    """Do all that waits for a person; gives it in its order."""
    done = []
    while waiting := await queue.next(sender):
        done.append(waiting.row.update_id)
        async with database.writing() as uow:
            await uow.inbox.finish(waiting.row.update_id)
    return done


async def test_each_persons_updates_are_next_in_their_order_and_once(database: SqlDatabase) -> None:
    queue = MemoryQueue(database)
    await store(database, queue, row(1), row(2, DAN), row(3))
    queue.add([row(1), row(3)])  # they are known by now

    assert await work_off(database, queue) == [1, 3]
    assert await work_off(database, queue, DAN) == [2]
    assert await queue.next(ANA) is None


async def test_more_than_is_held_in_memory_waits_in_its_rows(database: SqlDatabase) -> None:
    queue = MemoryQueue(database)
    await store(database, queue, *(row(number) for number in range(1, 251)))

    for number in (1, 2):  # which makes room in memory
        waiting = await queue.next(ANA)
        assert waiting is not None
        assert waiting.row.update_id == number
        async with database.writing() as uow:
            await uow.inbox.finish(number)
    await store(database, queue, *(row(number) for number in range(251, 261)))

    assert await work_off(database, queue) == list(range(3, 261))
    await store(database, queue, row(261))
    assert await work_off(database, queue) == [261]


async def test_what_an_earlier_process_left_is_known_as_such(database: SqlDatabase) -> None:
    await store(database, MemoryQueue(database), row(1), row(2, DAN))
    queue = MemoryQueue(database)

    assert set(await queue.found()) == {ANA, DAN}
    await store(database, queue, row(3))

    left = []
    while waiting := await queue.next(ANA):
        left.append((waiting.row.update_id, waiting.left))
    assert left == [(1, True), (3, False)]
