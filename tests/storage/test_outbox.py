import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from bot.domain.departures import MARGIN
from bot.usecases.outbox import Note, OutboxRow, OutboxState, Priority
from storage.desk_tables import broadcast
from storage.tables import event, outbox, participant, person
from storage.unit_of_work import SqlDatabase

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
LEASE = NOW + timedelta(seconds=60)
LATER = LEASE + timedelta(seconds=60)
SECOND = timedelta(seconds=1)


def note(chat_id: int = 7, *, priority: Priority = Priority.NEWS, due_at: datetime = NOW) -> Note:
    return Note("test", chat_id, due_at, {"meeting": 3}, priority)


async def add(database: SqlDatabase, *notes: Note) -> None:
    async with database.writing() as uow:
        await uow.outbox.add(*notes)


async def claim(database: SqlDatabase, limit: int = 100, *, lease: datetime = LEASE) -> list[OutboxRow]:
    async with database.writing() as uow:
        return await uow.outbox.claim(limit, NOW, lease)


async def claim_one(database: SqlDatabase) -> int:
    rows = await claim(database, 1)
    assert len(rows) == 1
    return rows[0].id


async def begin_sending(database: SqlDatabase, row_id: int) -> bool:
    async with database.writing() as uow:
        return await uow.outbox.sending(row_id, LEASE, LATER)


async def states(database: SqlDatabase) -> list[str]:
    async with database.reading() as uow:
        found = await uow.connection.execute(select(outbox.c.state).order_by(outbox.c.id))
        return list(found.scalars())


async def test_claimed_row_is_what_was_added(database: SqlDatabase) -> None:
    await add(database, note())
    assert await claim(database) == [OutboxRow(1, note(), OutboxState.CLAIMED, attempts=0)]
    assert await claim(database) == []


async def test_claim_gives_due_rows_most_urgent_first(database: SqlDatabase) -> None:
    await add(
        database,
        note(1, priority=Priority.REMINDER),
        note(2, due_at=NOW + SECOND),
        note(3, priority=Priority.CONFIRMATION),
        note(4, due_at=NOW - SECOND),
        note(5),
    )
    assert [row.note.chat_id for row in await claim(database, 3)] == [3, 4, 5]
    assert [row.note.chat_id for row in await claim(database, 3)] == [1]


async def test_claim_keeps_order_within_chat_and_priority(database: SqlDatabase) -> None:
    await add(database, note(), note(), note(priority=Priority.REMINDER), note(8))
    assert [row.id for row in await claim(database)] == [1, 4, 3]
    await begin_sending(database, 1)
    assert await claim(database) == []
    async with database.writing() as uow:
        await uow.outbox.sent(1, 55, NOW)
    assert [row.id for row in await claim(database)] == [2]


async def test_claim_waits_for_older_row_that_is_retried_not_for_one_of_the_future(
    database: SqlDatabase,
) -> None:
    await add(database, note(due_at=NOW + timedelta(days=1)), note(), note())
    assert await claim_one(database) == 2
    async with database.writing() as uow:
        await uow.outbox.again(2, NOW + SECOND, counts=False)
    assert await claim(database) == []


async def test_dedupe_key_is_added_once(database: SqlDatabase) -> None:
    once = Note("test", 7, NOW, dedupe="meeting:3:1")
    await add(database, once, note())
    await add(database, once, note())
    assert len(await states(database)) == 3


async def test_earliest_due_is_told_after_commit_only(database: SqlDatabase) -> None:
    told: list[datetime] = []
    database.on_outbox(told.append)
    with pytest.raises(RuntimeError):
        async with database.writing() as uow:
            await uow.outbox.add(note())
            raise RuntimeError
    async with database.writing() as uow:
        await uow.outbox.add(note(due_at=NOW + SECOND))
        await uow.outbox.add(note(), note(due_at=NOW + 2 * SECOND))
        assert told == []
    assert told == [NOW]


async def test_sending_needs_the_very_claim(database: SqlDatabase) -> None:
    await add(database, note())
    await claim(database)
    async with database.writing() as uow:
        await uow.outbox.recover(LEASE)
    again = LEASE + SECOND
    await claim(database, lease=again)
    assert await begin_sending(database, 1) is False
    async with database.writing() as uow:
        assert await uow.outbox.sending(1, again, LATER) is True
        assert await uow.outbox.sending(1, again, LATER) is False


async def test_recover_leaves_running_leases_alone(database: SqlDatabase) -> None:
    await add(database, note(1), note(2))
    await claim(database)
    await begin_sending(database, 2)
    async with database.writing() as uow:
        assert await uow.outbox.recover(LEASE - SECOND) == 0
        assert await uow.outbox.recover(LEASE) == 1
        assert await uow.outbox.recover(LATER) == 1
    assert await states(database) == ["new", "new"]


async def test_message_caught_in_sending_goes_once_more_never_a_third_time(database: SqlDatabase) -> None:
    await add(database, note())
    for expected in ("new", "unknown"):
        assert await begin_sending(database, await claim_one(database))
        async with database.writing() as uow:
            await uow.outbox.recover(LATER)
        assert await states(database) == [expected]


async def test_doubt_after_crash_is_final(database: SqlDatabase) -> None:
    await add(database, note())
    settled = []
    for _ in range(2):
        await begin_sending(database, await claim_one(database))
        async with database.writing() as uow:
            settled.append(await uow.outbox.doubt(1, NOW, "no reply"))
    assert settled == [OutboxState.NEW, OutboxState.UNKNOWN]


async def test_late_reply_settles_row_as_sent(database: SqlDatabase) -> None:
    await add(database, note())
    await begin_sending(database, await claim_one(database))
    async with database.writing() as uow:
        await uow.outbox.recover(LATER)
        await uow.outbox.sent(1, 55, NOW)
    assert await claim(database) == []
    assert await states(database) == ["sent"]


async def test_again_counts_failures_not_refunds(database: SqlDatabase) -> None:
    await add(database, note())
    for counts in (True, False, True):
        await claim_one(database)
        async with database.writing() as uow:
            await uow.outbox.again(1, NOW, counts=counts, error="bad gateway")
    (row,) = await claim(database)
    assert (row.attempts, row.error) == (2, "bad gateway")


async def test_close_is_final(database: SqlDatabase) -> None:
    await add(database, note(1), note(2))
    await claim(database)
    async with database.writing() as uow:
        await uow.outbox.close(1, OutboxState.DROPPED)
        await uow.outbox.close(2, OutboxState.DEAD, "chat not found")
        await uow.outbox.again(1, NOW, counts=True)
        await uow.outbox.sent(2, 5, NOW)
    assert await states(database) == ["dropped", "dead"]


async def test_own_row_is_left_to_its_sender_until_the_lease_is_over(database: SqlDatabase) -> None:
    async with database.writing() as uow:
        assert await uow.outbox.add_sending(note(), LEASE) == 1
    assert await claim(database) == []
    async with database.writing() as uow:
        await uow.outbox.recover(LEASE)
    assert [row.id for row in await claim(database)] == [1]


@pytest.mark.parametrize(
    ("younger", "outdone"),
    [
        (Note("test", 7, NOW, {"meeting": 3}), True),
        (Note("test", 7, NOW, {"meeting": 4}), False),
        (Note("other", 7, NOW, {"meeting": 3}), False),
        (Note("test", 8, NOW, {"meeting": 3}), False),
    ],
)
async def test_row_is_outdone_by_a_younger_one_alike(
    database: SqlDatabase, younger: Note, *, outdone: bool
) -> None:
    await add(database, note(), younger)
    elder, *_ = sorted(await claim(database), key=lambda row: row.id)
    async with database.reading() as uow:
        assert await uow.outbox.outdone(elder) is outdone
    async with database.writing() as uow:
        await uow.outbox.close(2, OutboxState.DEAD)
        assert not await uow.outbox.outdone(elder)


async def test_follow_moves_unsent_rows(database: SqlDatabase) -> None:
    await add(database, note(-1), note(-1))
    async with database.writing() as uow:
        await uow.outbox.sent(1, 5, NOW)
        await uow.outbox.follow(-1, -100)
    assert [row.note.chat_id for row in await claim(database)] == [-100]


async def test_next_due_is_earliest_of_new_rows(database: SqlDatabase) -> None:
    async with database.reading() as uow:
        assert await uow.outbox.next_due() is None
    await add(database, note(due_at=NOW + SECOND), note(8))
    await claim(database)
    async with database.reading() as uow:
        assert await uow.outbox.next_due() == NOW + SECOND


async def seed_event(database: SqlDatabase) -> None:
    """Five participants: two reachable, one who blocked the bot, one erased, one not connected."""
    async with database.writing() as uow:
        await uow.connection.execute(
            insert(event).values(id=1, slug="x", definition={}, starts_at=NOW, ends_at=NOW + SECOND)
        )
        await uow.connection.execute(
            insert(broadcast).values(id=9, event_id=1, telegram_id=1, state="running", created_at=NOW)
        )
        for number in range(1, 6):
            connected = number != 5
            if connected:
                await uow.connection.execute(
                    insert(person).values(
                        telegram_id=number, language="en", reachable=number != 3, created_at=NOW
                    )
                )
            await uow.connection.execute(
                insert(participant).values(
                    event_id=1,
                    key=str(number),
                    name="A",
                    areas=[],
                    folded="a",
                    sort_name="a",
                    telegram_id=number if connected else None,
                    erased_at=NOW if number == 4 else None,
                )
            )


async def test_broadcast_reaches_connected_people_once(database: SqlDatabase) -> None:
    await seed_event(database)
    async with database.writing() as uow:
        assert await uow.outbox.add_broadcast(9, 1, NOW) == 2
    async with database.writing() as uow:
        assert await uow.outbox.add_broadcast(9, 1, NOW) == 0
    rows = await claim(database)
    expected = Note(
        "broadcast",
        1,
        NOW,
        {"broadcast": 9},
        Priority.BROADCAST,
        dedupe="broadcast:9:1",
        broadcast_id=9,
    )
    assert [row.note.chat_id for row in rows] == [1, 2]
    assert rows[0].note == expected


async def test_broadcast_without_reply_stays_unknown(database: SqlDatabase) -> None:
    await seed_event(database)
    async with database.writing() as uow:
        await uow.outbox.add_broadcast(9, 1, NOW)
    for row in await claim(database):
        assert await begin_sending(database, row.id)
    async with database.writing() as uow:
        assert await uow.outbox.doubt(1, NOW) is OutboxState.UNKNOWN
        await uow.outbox.recover(LATER)
    assert await states(database) == ["unknown", "unknown"]


async def test_two_claimers_never_get_the_same_row(database: SqlDatabase) -> None:
    await add(database, *(note(chat) for chat in range(40)))
    batches = await asyncio.gather(*(claim(database, 5) for _ in range(8)))
    claimed = [row.id for rows in batches for row in rows]
    assert sorted(claimed) == list(range(1, 41))


async def test_reminder_that_may_have_left_early_is_in_doubt_after_a_restore(database: SqlDatabase) -> None:
    """A reminder may leave five minutes before it is due; news never does."""
    soon, later = NOW + timedelta(minutes=5), NOW + timedelta(minutes=6)
    await add(
        database,
        note(priority=Priority.REMINDER, due_at=soon),
        note(8, priority=Priority.REMINDER, due_at=later),
        note(9, due_at=soon),
    )
    async with database.writing() as uow:
        assert await uow.outbox.in_doubt(NOW) == 1
        rows = await uow.connection.execute(select(outbox.c.chat_id).where(outbox.c.unsure))
        assert list(rows.scalars()) == [7]


async def test_what_a_crash_left_in_doubt_keeps_its_last_try_for_a_moment(database: SqlDatabase) -> None:
    soon, far = NOW + 3 * SECOND, NOW + timedelta(minutes=4)
    left = (note(1), note(2, priority=Priority.REMINDER), note(3, priority=Priority.REMINDER, due_at=far))
    async with database.writing() as uow:
        for one in left:
            await uow.outbox.add_sending(one, LEASE)
        assert await uow.outbox.recover(LATER, soon) == 3
        rows = await uow.connection.execute(select(outbox.c.due_at).order_by(outbox.c.id))
        assert list(rows.scalars()) == [soon, soon + MARGIN, far]
