"""Rows of reminders: due when promised, claimed before that by promise, the farthest tables first."""

from __future__ import annotations

from datetime import timedelta

from bot.delivery.departures import next_look
from bot.usecases import booking
from bot.usecases.outbox import Note, OutboxState, Priority
from storage.unit_of_work import SqlDatabase
from tests.support.world import THURSDAY_WINDOW, ManualClock, add_people, at, make_event, row

NOW = ManualClock().now()
SOON = NOW + timedelta(minutes=3)
SECOND = timedelta(seconds=1)


def reminder(chat_id: int, after: float, rank: int = 0) -> Note:
    return Note("reminder", chat_id, NOW + after * SECOND, priority=Priority.REMINDER, rank=rank)


async def claim(database: SqlDatabase, limit: int = 100, least: Priority = Priority.BROADCAST) -> list[int]:
    """Claim as while a crowd of the next three minutes leaves; gives the chats in order."""
    async with database.writing() as uow:
        rows = await uow.outbox.claim(
            limit, NOW, NOW + timedelta(seconds=60), reminders_until=SOON, least=least
        )
    return [row.note.chat_id for row in rows]


async def add(database: SqlDatabase, *notes: Note) -> None:
    async with database.writing() as uow:
        await uow.outbox.add(*notes)


async def test_reminders_are_due_when_promised_and_know_how_far_the_table_is(database: SqlDatabase) -> None:
    names = [f"{side}{number}" for number in range(3) for side in ("Guest", "Host")]
    async with database.writing() as uow:
        event = await uow.events.save(make_event(mode="instant"))
        people = await add_people(uow, event, *(row(name, THURSDAY_WINDOW) for name in names), now=NOW)
        for number in range(3):
            guest, host = people[f"Guest{number}"], people[f"Host{number}"]
            await booking.ask(uow, guest, host.id, at("Thu 14:30"), "", NOW)

    async with database.reading() as uow:
        rows = await uow.outbox.find([OutboxState.NEW], 1000)
        waiting = await uow.outbox.promised(NOW, at("Thu 14:30"))
    reminders = [one.note for one in rows if one.note.kind == "reminder"]
    assert [(note.due_at, note.rank) for note in reminders] == [
        (at("Thu 14:15"), -table) for table in (1, 1, 2, 2, 3, 3)
    ]
    assert waiting == [(at("Thu 14:15"), 6)]


async def test_reminders_are_claimed_ahead_by_promise_then_from_the_farthest_table(
    database: SqlDatabase,
) -> None:
    await add(
        database,
        reminder(1, 60, rank=-2),
        reminder(2, 60, rank=-9),
        reminder(3, 30),
        reminder(4, 200),
        reminder(5, 60),
        Note("digest", 6, NOW + SECOND, priority=Priority.DIGEST),
    )
    assert await claim(database, 2) == [3, 2]
    assert await claim(database) == [1, 5]


async def test_reminder_that_failed_is_not_claimed_before_its_next_try(database: SqlDatabase) -> None:
    await add(database, reminder(1, 60))
    assert await claim(database) == [1]
    async with database.writing() as uow:
        await uow.outbox.again(1, NOW + SECOND, counts=True)
        assert await uow.outbox.promised(NOW, SOON) == []
    assert await claim(database) == []


async def test_earlier_promise_does_not_wait_for_an_older_row_of_the_same_chat(database: SqlDatabase) -> None:
    await add(database, reminder(1, 90), *(reminder(chat, 60) for chat in range(2, 9)), reminder(1, 30))
    assert await claim(database, 1) == [1]
    async with database.reading() as uow:
        (claimed,) = await uow.outbox.find([OutboxState.CLAIMED], 9)
    assert claimed.note.due_at == NOW + 30 * SECOND


async def test_what_has_no_hurry_is_left_where_only_urgent_rows_are_wanted(database: SqlDatabase) -> None:
    hurry = (Priority.NEWS, Priority.REMINDER, Priority.DIGEST, Priority.BROADCAST)
    await add(database, *(Note("note", number, NOW, priority=one) for number, one in enumerate(hurry)))
    assert await claim(database, least=Priority.REMINDER) == [0, 1]
    assert await claim(database) == [2, 3]


async def test_outbox_is_looked_at_again_when_the_next_row_may_have_to_leave(database: SqlDatabase) -> None:
    async def look() -> float | None:
        async with database.reading() as uow:
            at = await next_look(uow, NOW)
        return None if at is None else (at - NOW) / SECOND

    assert await look() is None
    await add(database, Note("news", 1, NOW + 1000 * SECOND))
    assert await look() == 300  # what is not known yet may be promised
    await add(database, Note("news", 2, NOW + 20 * SECOND))
    assert await look() == 20
    await add(database, *(reminder(chat, 12) for chat in range(100, 600)))
    assert await look() == 0  # so many are only in time when they begin to leave now
