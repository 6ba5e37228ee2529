from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.domain.broadcasts import Audience, Broadcast, BroadcastState, Tally
from bot.domain.errors import NotAllowedError, NotFoundError, StaleError
from bot.usecases import broadcasting
from bot.usecases.broadcasting import Draft, Progress
from bot.usecases.organizing import Organizer
from bot.usecases.outbox import OutboxRow, OutboxState
from storage.unit_of_work import SqlDatabase
from tests.support.world import ManualClock, add_people, at, make_event, row

OWNER, STRANGER = 9, 10
OWNERS = frozenset({OWNER})
NOW = ManualClock().now()
LEASE = timedelta(seconds=60)


class Desk:
    """An event with four people: two can be reached, one has blocked the bot, one never came."""

    def __init__(self, database: SqlDatabase, organizer: Organizer) -> None:
        self.database, self.organizer, self.card = database, organizer, 77

    async def draft(self, html: str = "<b>Hello</b>", now: datetime = NOW) -> Draft:
        async with self.database.writing() as uow:
            return await broadcasting.write(uow, self.organizer, html, "", "", now)

    async def start(
        self, broadcast_id: int, now: datetime = NOW, *, by: int = OWNER, at_once: bool = False
    ) -> Progress:
        async with self.database.writing() as uow:
            return await broadcasting.start(
                uow, by, OWNERS, broadcast_id, now, at_once=at_once, card=self.card
            )

    async def stop(self, broadcast_id: int, *, by: int = OWNER) -> Progress:
        async with self.database.writing() as uow:
            return await broadcasting.stop(uow, by, OWNERS, broadcast_id, self.card)

    async def finish(self, broadcast_id: int) -> bool:
        async with self.database.writing() as uow:
            return await broadcasting.finish(uow, broadcast_id, NOW)

    async def get(self, broadcast_id: int) -> Broadcast:
        async with self.database.reading() as uow:
            found = await uow.broadcasts.get(broadcast_id)
        assert found is not None
        return found

    async def claim(self) -> list[OutboxRow]:
        async with self.database.writing() as uow:
            return await uow.outbox.claim(10, NOW, NOW + LEASE)

    async def settle(self, row: OutboxRow, state: OutboxState, error: str = "") -> None:
        async with self.database.writing() as uow:
            await uow.outbox.sending(row.id, NOW + LEASE, NOW + 2 * LEASE)
            if state is OutboxState.SENT:
                await uow.outbox.sent(row.id, 1, NOW)
            elif state is OutboxState.UNKNOWN:
                assert await uow.outbox.doubt(row.id, NOW) is OutboxState.UNKNOWN
            else:
                await uow.outbox.close(row.id, state, error)


@pytest.fixture
async def desk(database: SqlDatabase) -> Desk:
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
        await add_people(uow, event, row("Ana"), row("Dan"), row("Eva"), now=NOW)
        await uow.persons.change(103, reachable=False)
        await uow.participants.add(event, row("Never"))
    return Desk(database, Organizer(OWNER, event))


async def test_draft_counts_whom_it_reaches(desk: Desk) -> None:
    draft = await desk.draft()
    assert draft.audience == Audience(reachable=2, never_connected=1, unreachable=1)
    assert draft.broadcast.html == "<b>Hello</b>"
    assert draft.wait_until is None


async def test_started_broadcast_is_one_row_for_each_reachable_person(desk: Desk) -> None:
    progress = await desk.start((await desk.draft()).broadcast.id)
    assert progress.tally == Tally(waiting=2)
    started = progress.broadcast
    assert (started.state, started.started_at, started.progress_message_id) == (
        BroadcastState.RUNNING,
        NOW,
        77,
    )
    assert (started.never_connected, started.unreachable) == (1, 1)
    assert [one.note.chat_id for one in await desk.claim()] == [101, 102]


async def test_draft_is_sent_once(desk: Desk) -> None:
    broadcast_id = (await desk.draft()).broadcast.id
    await desk.start(broadcast_id)
    with pytest.raises(StaleError):
        await desk.start(broadcast_id)
    assert len(await desk.claim()) == 2


async def test_only_organizers_send_stop_and_discard(desk: Desk) -> None:
    broadcast_id = (await desk.draft()).broadcast.id
    with pytest.raises(NotAllowedError):
        await desk.start(broadcast_id, by=STRANGER)
    with pytest.raises(NotAllowedError):
        await desk.stop(broadcast_id, by=STRANGER)
    async with desk.database.writing() as uow:
        with pytest.raises(NotAllowedError):
            await broadcasting.discard(uow, STRANGER, OWNERS, broadcast_id)
    assert await desk.claim() == []


async def test_quiet_hours_hold_a_broadcast_back_unless_it_is_sent_at_once(desk: Desk) -> None:
    night, morning = at("Wed 23:00"), at("Thu 07:30")
    draft = await desk.draft(now=night)
    assert draft.wait_until == morning
    assert (await desk.start(draft.broadcast.id, night)).broadcast.started_at == morning
    other = await desk.draft(now=night)
    assert (await desk.start(other.broadcast.id, night, at_once=True)).broadcast.started_at == night


async def test_discarded_draft_is_gone(desk: Desk) -> None:
    broadcast_id = (await desk.draft()).broadcast.id
    async with desk.database.writing() as uow:
        await broadcasting.discard(uow, OWNER, OWNERS, broadcast_id)
    with pytest.raises(NotFoundError):
        await desk.start(broadcast_id)


async def test_running_broadcast_cannot_be_discarded(desk: Desk) -> None:
    broadcast_id = (await desk.draft()).broadcast.id
    await desk.start(broadcast_id)
    async with desk.database.writing() as uow:
        with pytest.raises(StaleError):
            await broadcasting.discard(uow, OWNER, OWNERS, broadcast_id)


async def test_tally_tells_what_became_of_each_message(desk: Desk) -> None:
    async with desk.database.writing() as uow:
        rows = [row(f"Guest {number}") for number in range(4)]
        await add_people(uow, desk.organizer.event, *rows, now=NOW, first_id=201)
    broadcast_id = (await desk.draft()).broadcast.id
    await desk.start(broadcast_id)
    first, second, third, fourth, *_ = await desk.claim()
    await desk.settle(first, OutboxState.SENT)
    await desk.settle(second, OutboxState.DEAD, "Forbidden: bot was blocked by the user")
    await desk.settle(third, OutboxState.DEAD, "Chat not found")
    await desk.settle(fourth, OutboxState.UNKNOWN)
    progress = await desk.stop(broadcast_id)
    assert progress.tally == Tally(reached=1, blocked=1, failed=1, unconfirmed=1, stopped=2)
    assert progress.over
    assert progress.tally.total == 6


async def test_report_is_for_organizers_and_not_of_a_draft(desk: Desk) -> None:
    broadcast_id = (await desk.draft()).broadcast.id

    async with desk.database.reading() as uow:
        with pytest.raises(NotFoundError):
            await broadcasting.report(uow, OWNER, OWNERS, broadcast_id)
    await desk.start(broadcast_id)
    async with desk.database.reading() as uow:
        assert (await broadcasting.report(uow, OWNER, OWNERS, broadcast_id)).tally == Tally(waiting=2)
        with pytest.raises(NotAllowedError):
            await broadcasting.report(uow, STRANGER, OWNERS, broadcast_id)


async def test_stopped_broadcast_sends_nothing_more(desk: Desk) -> None:
    broadcast_id = (await desk.draft()).broadcast.id
    await desk.start(broadcast_id)
    first, second = await desk.claim()
    async with desk.database.writing() as uow:
        assert await uow.outbox.sending(first.id, NOW + LEASE, NOW + 2 * LEASE)
    progress = await desk.stop(broadcast_id)
    assert progress.tally == Tally(waiting=1, stopped=1)
    assert not await desk.finish(broadcast_id)
    async with desk.database.writing() as uow:
        assert not await uow.outbox.sending(second.id, NOW + LEASE, NOW + 2 * LEASE)
        await uow.outbox.again(first.id, NOW, counts=False)  # a 429: back to the outbox
        assert await broadcasting.message_to(uow, broadcast_id, 101, NOW) is None
        await uow.outbox.close(first.id, OutboxState.DROPPED)
    assert await desk.finish(broadcast_id)
    assert (await desk.get(broadcast_id)).state is BroadcastState.STOPPED


async def test_end_is_noted_and_reported_once(desk: Desk) -> None:
    broadcast_id = (await desk.draft()).broadcast.id
    await desk.start(broadcast_id)
    assert not await desk.finish(broadcast_id)
    for one in await desk.claim():
        await desk.settle(one, OutboxState.SENT)
    assert await desk.finish(broadcast_id)
    assert not await desk.finish(broadcast_id)
    finished = await desk.get(broadcast_id)
    assert (finished.state, finished.finished_at) == (BroadcastState.FINISHED, NOW)
    reports = await desk.claim()
    assert [(one.note.kind, one.note.chat_id) for one in reports] == [("broadcast.report", OWNER)]
    async with desk.database.reading() as uow:
        assert await uow.broadcasts.unfinished() == []
        assert await uow.broadcasts.latest(desk.organizer.event.id) == finished


async def test_message_goes_only_to_people_who_are_still_in_the_event(desk: Desk) -> None:
    broadcast_id = (await desk.draft()).broadcast.id
    await desk.start(broadcast_id)
    async with desk.database.writing() as uow:
        assert await broadcasting.message_to(uow, broadcast_id, 101, NOW) == await uow.broadcasts.get(
            broadcast_id
        )
        await uow.erasure.erase_account(101)
        assert await broadcasting.message_to(uow, broadcast_id, 101, NOW) is None


async def test_progress_card_can_be_let_go(desk: Desk) -> None:
    broadcast_id = (await desk.draft()).broadcast.id
    await desk.start(broadcast_id)
    async with desk.database.writing() as uow:
        await uow.broadcasts.follow_on(broadcast_id, None)
    assert (await desk.get(broadcast_id)).progress_message_id is None
