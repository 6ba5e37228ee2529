"""Answers to a hand-over: nothing changes until the colleague and the other side have agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.booking import Meeting, MeetingState
from bot.domain.errors import NotFoundError, Reason, StaleError
from bot.domain.event import Event, PendingHolds
from bot.domain.handover import Handover, HandoverState, why_not_taken_over, with_side
from bot.domain.intervals import Interval
from bot.usecases import closing, offering, today
from bot.usecases.confirming import end_competing, take_table
from bot.usecases.identity import Me, locked, participant_of
from bot.usecases.notify import plan_reminders
from bot.usecases.ports import UnitOfWork


async def agree(uow: UnitOfWork, me: Me, handover_id: int, now: datetime) -> Handover:
    """Agree to a hand-over; with the second consent the meeting changes hands.

    One that ran out meanwhile is expired instead, one that is not possible any more is lost.

    Raises:
        NotFoundError: no such proposal to this person.
        StaleError: his answer is not awaited.
        NotBookableError: the slot was taken at this very moment; nothing was changed.
    """
    me, proposed, meeting = await _waiting(uow, me, handover_id)
    if proposed.overdue(now):
        return await closing.finish_handover(uow, me.event, proposed, HandoverState.EXPIRED, now)
    agreed = proposed.agreed_by(me.id)
    await closing.expire_overdue(uow, me.event, (agreed.to_id, agreed.other_id), now)
    if await why_not_now(uow, me.event, meeting, agreed, now):
        return await closing.finish_handover(uow, me.event, agreed, HandoverState.LOST, now, me.id)
    if not (agreed.to_agreed and agreed.other_agreed):
        await uow.handovers.change(agreed.id, to_agreed=agreed.to_agreed, other_agreed=agreed.other_agreed)
        if agreed.to_agreed:
            await _hold(uow, me, agreed, meeting, now)
        return agreed
    await _change_hands(uow, me, agreed, meeting, now)
    return await closing.finish_handover(uow, me.event, agreed, HandoverState.DONE, now, me.id)


async def refuse(uow: UnitOfWork, me: Me, handover_id: int, now: datetime) -> Handover:
    """Decline: the meeting stays with the one who has it.

    Raises:
        NotFoundError: no such proposal to this person.
        StaleError: his answer is not awaited.
    """
    me, proposed, _ = await _waiting(uow, me, handover_id)
    state = HandoverState.EXPIRED if proposed.overdue(now) else HandoverState.DECLINED
    return await closing.finish_handover(uow, me.event, proposed, state, now, me.id)


async def take_back(uow: UnitOfWork, me: Me, handover_id: int, now: datetime) -> Handover:
    """Agree no longer, before everybody has: as if one had declined.

    Raises:
        NotFoundError: no such proposal to this person.
        StaleError: he has not agreed, or it is not open any more.
    """
    me, proposed, _ = await _held(uow, me, handover_id)
    if not proposed.may_be_taken_back_by(me.id):
        raise StaleError
    state = HandoverState.EXPIRED if proposed.overdue(now) else HandoverState.DECLINED
    return await closing.finish_handover(uow, me.event, proposed, state, now, me.id)


async def withdraw(uow: UnitOfWork, me: Me, handover_id: int, now: datetime) -> Handover:
    """Take one's own proposal back.

    Raises:
        NotFoundError: no such proposal of this person.
        StaleError: it is not open any more.
    """
    me, proposed, _ = await _held(uow, me, handover_id)
    if proposed.state is not HandoverState.OPEN or proposed.from_id != me.id:
        raise StaleError
    state = HandoverState.EXPIRED if proposed.overdue(now) else HandoverState.WITHDRAWN
    return await closing.finish_handover(uow, me.event, proposed, state, now, me.id)


async def leave(uow: UnitOfWork, me: Me, now: datetime) -> None:
    """End the proposals that somebody is part of who leaves the event; the others are told."""
    for found in await uow.handovers.open_of(me.id):
        state = HandoverState.EXPIRED if found.overdue(now) else HandoverState.DECLINED
        await closing.finish_handover(uow, me.event, found, state, now, me.id)


async def why_not_now(
    uow: UnitOfWork, event: Event, meeting: Meeting, agreed: Handover, now: datetime
) -> Reason | None:
    """Give what stands against a hand-over to which everybody has agreed, but for what gives way to it."""
    to = await participant_of(uow, agreed.to_id, event.id)
    other = await participant_of(uow, agreed.other_id, event.id)
    if await uow.blocks.are_apart(to.id, other.id):
        return Reason.TYPES  # nobody is told of a block
    standing = await uow.seats.standing((to, other), now)
    sure = tuple(seat for seat in standing[to.id].seats if seat.confirmed)
    reason = why_not_taken_over(event, meeting, replace(standing[to.id], seats=sure), standing[other.id], now)
    going = await uow.requests.open_between(to.id, other.id) or await uow.meetings.between(to.id, other.id)
    return Reason.ALREADY if reason is None and going else reason


async def _hold(uow: UnitOfWork, me: Me, agreed: Handover, meeting: Meeting, now: datetime) -> None:
    """Hold the colleague's seat until the other side has answered, unless the event holds none.

    Who holds the slot for a request of his own has no second seat to hold; either ends the other.
    """
    standing = await uow.seats.standing((me.participant,), now)
    if me.event.booking.pending_holds is not PendingHolds.NONE and not standing[me.id].is_taken(meeting.slot):
        stretch = Interval(meeting.slot.start, meeting.slot.end)
        await uow.seats.hold_for_handover(agreed.id, stretch, me.id)


async def _change_hands(uow: UnitOfWork, me: Me, agreed: Handover, meeting: Meeting, now: datetime) -> None:
    """Replace the side of a meeting, with its seat, reminders and, for another host, its table."""
    both = (agreed.to_id, agreed.other_id)
    leaver = await participant_of(uow, agreed.from_id, me.event.id)
    taken = with_side(meeting, agreed.from_id, agreed.to_id)
    taken = replace(taken, version=meeting.version + 1, confirmed_at=now)
    people = await uow.participants.many(both)
    sides = (people[taken.guest_id], people[taken.host_id])
    await closing.end_move(uow, meeting, now)
    await uow.seats.release_handover(agreed.id)  # or what is held for it would be in its own way
    await end_competing(uow, me.event, both, meeting.slot, me.id, now, but=meeting.request_id)
    await offering.give_way(uow, both, meeting.slot, now)
    await offering.settle(uow, *both)
    await uow.seats.release(meeting.request_id)
    await uow.seats.take(meeting.request_id, meeting.slot, both, confirmed=True)
    await uow.meetings.change(
        taken.id,
        guest_id=taken.guest_id,
        host_id=taken.host_id,
        low_id=min(both),
        high_id=max(both),
        version=taken.version,
        confirmed_at=now,
    )
    if meeting.host_id == agreed.from_id:  # whose fixed table comes first
        await uow.seats.release_table(taken.id)
        taken = replace(taken, table=await take_table(uow, me.event, taken, sides) or "")
    await uow.meetings.unsay(taken.id)
    await plan_reminders(uow, me.event, taken, sides, now)
    await today.touch(uow, me.event, meeting, (leaver,), now)


async def _waiting(uow: UnitOfWork, me: Me, handover_id: int) -> tuple[Me, Handover, Meeting]:
    me, proposed, meeting = await _held(uow, me, handover_id)
    if not proposed.waits_for(me.id) or meeting.state is not MeetingState.CONFIRMED:
        raise StaleError
    return me, proposed, meeting


async def _held(uow: UnitOfWork, me: Me, handover_id: int) -> tuple[Me, Handover, Meeting]:
    """Load a proposal and its meeting, with everybody locked whom it may touch."""
    first = await _load(uow, me, handover_id)
    competing = await uow.requests.competing((first[0].to_id, first[0].other_id), first[1].slot)
    sides = {side for one in competing for side in (one.guest_id, one.host_id)}
    me = await locked(uow, me, {*first[0].everybody, *sides})
    return me, *await _load(uow, me, handover_id)


async def _load(uow: UnitOfWork, me: Me, handover_id: int) -> tuple[Handover, Meeting]:
    proposed = await uow.handovers.get(handover_id)
    meeting = await uow.meetings.get(proposed.meeting_id) if proposed else None
    if proposed is None or meeting is None or me.id not in proposed.everybody:
        raise NotFoundError
    return proposed, meeting
