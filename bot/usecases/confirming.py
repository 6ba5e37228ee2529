"""The moment a request becomes a meeting: both seats and a table in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.bookable import Standing, has_all_meetings, has_all_of_block
from bot.domain.booking import Meeting, MeetingState, Request, RequestState
from bot.domain.errors import Reason, turned
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.domain.tables import table_order
from bot.usecases import closing, offering
from bot.usecases.notify import plan_reminders, tell_meeting, tell_request
from bot.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A meeting was made; ``withdrawn`` are requests of the two that gave way to it."""

    meeting: Meeting
    withdrawn: tuple[Request, ...] = ()


async def confirm(
    uow: UnitOfWork,
    event: Event,
    request: Request,
    sides: tuple[Standing, Standing],
    actor_id: int,
    now: datetime,
) -> Confirmed | Reason:
    """Make the meeting of a request whose two participants are locked; ``sides`` is (guest, host).

    The slot is that of the request, the first where it asks for any of several. Competing requests for it
    end: those the two sent themselves are withdrawn, others are lost; what asks for other times as well stays
    open for those. Everybody concerned is told. A ``Reason`` says to ``actor_id`` why not; then nothing was
    changed.

    Raises:
        NotBookableError: TAKEN, by a seat that another process took at this very moment.
    """
    reason = too_much(event, sides, request.slot)
    if reason is not None:
        return reason if actor_id == request.guest_id else turned(reason)
    people = (sides[0].participant, sides[1].participant)
    meeting = _agreed(request, now)
    meeting = replace(meeting, id=await uow.meetings.add(meeting))
    table = await take_table(uow, event, meeting, people)
    if table is None:
        # Undone here rather than by the caller, who may have expired requests in this transaction.
        await uow.meetings.remove(meeting.id)
        return Reason.NO_TABLE
    meeting = replace(meeting, table=table)
    other = people[0] if people[1].id == actor_id else people[1]
    await tell_meeting(uow, event, other, "confirmed", meeting, now)
    withdrawn = await end_competing(
        uow, event, (request.guest_id, request.host_id), request.slot, actor_id, now, but=request.id
    )
    await offering.give_way(uow, (request.guest_id, request.host_id), request.slot, now)
    await uow.seats.release(request.id)
    await uow.seats.take(request.id, request.slot, (request.guest_id, request.host_id), confirmed=True)
    await uow.requests.change(
        request.id,
        slots=(request.slot,),
        state=RequestState.ACCEPTED,
        version=request.version + 1,
        closed_at=now,
    )
    await plan_reminders(uow, event, meeting, people, now)
    return Confirmed(meeting, tuple(withdrawn))


def _agreed(request: Request, now: datetime) -> Meeting:
    return Meeting(
        id=0,
        request_id=request.id,
        event_id=request.event_id,
        guest_id=request.guest_id,
        host_id=request.host_id,
        slot=request.slot,
        state=MeetingState.CONFIRMED,
        version=1,
        confirmed_at=now,
    )


def too_much(event: Event, sides: Sequence[Standing], slot: Slot) -> Reason | None:
    """Give what a confirmed seat or a limit says against a meeting; ``sides`` is (guest, host)."""
    per_meeting = (Reason.LIMIT_MEETINGS_GUEST, Reason.LIMIT_MEETINGS_HOST)
    per_block = (Reason.LIMIT_BLOCK_GUEST, Reason.LIMIT_BLOCK_HOST)
    for side, meetings, blocks in zip(sides, per_meeting, per_block, strict=True):
        if any(seat.confirmed and seat.touches(slot) for seat in side.seats):
            return Reason.TAKEN
        if has_all_meetings(event, side.meetings):
            return meetings
        if has_all_of_block(event, side.meetings_by_block, slot):
            return blocks
    return None


async def take_table(
    uow: UnitOfWork, event: Event, meeting: Meeting, people: tuple[Participant, Participant]
) -> str | None:
    """Take a table for a meeting of (guest, host); its name, "" where the block has none, None: all taken."""
    tables = await uow.events.tables(meeting.slot.block_id)
    if not tables:
        return ""
    taken = await uow.seats.tables_at(meeting.slot)
    free = [table for table in tables if table.id not in taken]
    neighbours = await uow.seats.table_positions([person.id for person in people], meeting.slot)
    reserved = await uow.seats.fixed_tables(event.id)
    for table in table_order(free, people[1].table, neighbours, reserved):
        if await uow.seats.take_table(table.id, meeting.slot.start, meeting.id):
            return table.name
    return None


async def end_competing(
    uow: UnitOfWork,
    event: Event,
    both: Sequence[int],
    slot: Slot,
    actor_id: int,
    now: datetime,
    *,
    but: int,
) -> list[Request]:
    """End all pending requests of two people for a slot alone, ``but`` one; gives those they had sent.

    So does a hand-over to one of them, for which he holds his seat in it.
    """
    await closing.lose_handovers(uow, event, both, slot, now)
    own = []
    for request in await uow.requests.competing(both, slot):
        if request.id == but:
            continue
        if request.overdue(now):
            await closing.expire(uow, event, request, now)
            continue
        mine = request.guest_id in both
        if left := request.without(slot):
            await closing.narrow(uow, event, request, left, actor_id, now)
            continue
        state = RequestState.WITHDRAWN if mine else RequestState.LOST
        closed = await closing.close(uow, request, state, now)
        to = await uow.participants.get(request.host_id if mine else request.guest_id)
        await tell_request(uow, event, to, state.value, closed, now)
        if mine:
            own.append(closed)
        if mine and request.guest_id != actor_id:
            owner = await uow.participants.get(request.guest_id)
            await tell_request(uow, event, owner, "gave_way", closed, now)
    return own
