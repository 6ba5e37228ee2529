"""Handing a meeting over: nothing changes until the colleague and the other side have agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.booking import Meeting, MeetingState
from bot.domain.deadlines import change_deadline, deadline, nudge_at
from bot.domain.errors import NotBookableError, NotFoundError, Reason, StaleError
from bot.domain.event import Event, PendingHolds
from bot.domain.handover import Handover, HandoverState, why_not_taken_over, with_side
from bot.domain.intervals import Interval
from bot.domain.people import Participant
from bot.usecases import closing, offering, today
from bot.usecases.agenda import Entry, entry
from bot.usecases.confirming import end_competing, take_table
from bot.usecases.identity import Me, event_of, locked, participant_of
from bot.usecases.notify import plan_reminders, tell_handover
from bot.usecases.outbox import Note, Priority
from bot.usecases.ports import UnitOfWork

_BATCH = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal with its meeting, as it stands, and the three."""

    handover: Handover
    meeting: Meeting
    people: Mapping[int, Participant]


async def mine(uow: UnitOfWork, me: Me, meeting_id: int, now: datetime) -> Entry:
    """Give a meeting that somebody may hand over.

    Raises:
        NotFoundError: no such meeting of this person.
        StaleError: it is not confirmed any more, or a hand-over is proposed already.
        NotBookableError: CHANGE_DEADLINE.
    """
    found = await entry(uow, me, meeting_id, now)
    if found.meeting.state is not MeetingState.CONFIRMED or found.handover is not None:
        raise StaleError
    if now >= change_deadline(me.event, found.meeting.slot.start):
        raise NotBookableError(Reason.CHANGE_DEADLINE)
    return found


async def why_not(
    uow: UnitOfWork, event: Event, meeting: Meeting, to_id: int, other_id: int, now: datetime
) -> Reason | None:
    """Give what stands against somebody's taking a meeting over."""
    to = await participant_of(uow, to_id, event.id)
    other = await participant_of(uow, other_id, event.id)
    if to_id == other_id or meeting.involves(to_id):
        return Reason.SAME_PERSON
    leaver_id = meeting.other(other_id)
    if await uow.blocks.are_apart(to_id, other_id) or await uow.blocks.are_apart(to_id, leaver_id):
        return Reason.TYPES  # nobody is told of a block
    standing = await uow.seats.standing((to, other), now)
    reason = why_not_taken_over(event, meeting, standing[to_id], standing[other_id], now)
    going = await uow.requests.open_between(to_id, other_id) or await uow.meetings.between(to_id, other_id)
    return Reason.ALREADY if reason is None and going else reason


async def propose(
    uow: UnitOfWork, me: Me, meeting_id: int, version: int, to_id: int, now: datetime
) -> Handover:
    """Ask a colleague and the other side whether he may come instead.

    Raises:
        NotFoundError: no such meeting of this person, or no such colleague.
        StaleError: the meeting has changed, or something is proposed already.
        NotBookableError: the colleague cannot take it over, or it is too late.
    """
    first = await entry(uow, me, meeting_id, now)
    me = await locked(uow, me, (me.id, to_id, first.other.id))
    found = await mine(uow, me, meeting_id, now)
    meeting, other = found.meeting, found.other
    if meeting.version != version:
        raise StaleError
    await closing.expire_overdue(uow, me.event, (to_id, other.id), now)
    reason = await why_not(uow, me.event, meeting, to_id, other.id, now)
    if reason is not None:
        raise NotBookableError(reason)
    start = meeting.slot.start
    proposed = Handover(
        id=0,
        event_id=me.event.id,
        meeting_id=meeting.id,
        from_id=me.id,
        to_id=to_id,
        other_id=other.id,
        state=HandoverState.OPEN,
        sent_at=now,
        deadline=min(deadline(me.event, now, start), change_deadline(me.event, start)),
    )
    proposed = replace(proposed, id=await uow.handovers.add(proposed))
    for one in (await participant_of(uow, to_id, me.event.id), other):
        await tell_handover(uow, me.event, one, "asked", proposed, meeting, now)
        await _plan_nudge(uow, me.event, one, proposed, now)
    return proposed


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


async def _hold(uow: UnitOfWork, me: Me, agreed: Handover, meeting: Meeting, now: datetime) -> None:
    """Hold the colleague's seat until the other side has answered, unless the event holds none.

    Who holds the slot for a request of his own has no second seat to hold; either ends the other.
    """
    standing = await uow.seats.standing((me.participant,), now)
    if me.event.booking.pending_holds is not PendingHolds.NONE and not standing[me.id].is_taken(meeting.slot):
        stretch = Interval(meeting.slot.start, meeting.slot.end)
        await uow.seats.hold_for_handover(agreed.id, stretch, me.id)


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


async def shown(uow: UnitOfWork, me: Me, handover_id: int, now: datetime) -> Shown:
    """Give a proposal as it counts.

    Raises:
        NotFoundError: there is none with this person among the three, or its meeting is gone.
    """
    found = await uow.handovers.get(handover_id)
    meeting = await uow.meetings.get(found.meeting_id) if found else None
    if found is None or meeting is None or me.id not in found.everybody:
        raise NotFoundError
    if found.overdue(now):
        found = replace(found, state=HandoverState.EXPIRED)
    return Shown(found, meeting.as_of(now), await uow.participants.many(found.everybody))


async def awaited(uow: UnitOfWork, me: Me, now: datetime) -> list[Shown]:
    """Give the open proposals in which somebody is one of the three."""
    found = [one for one in await uow.handovers.open_of(me.id) if not one.overdue(now)]
    return [await shown(uow, me, one.id, now) for one in found]


async def sweep(uow: UnitOfWork, now: datetime) -> None:
    """Tidy: end overdue proposals."""
    overdue = await uow.handovers.overdue(now, _BATCH)
    await uow.participants.lock({one for found in overdue for one in found.everybody})
    for one in overdue:
        fresh = await uow.handovers.get(one.id)
        if fresh is not None and fresh.overdue(now):
            event = await event_of(uow, fresh.event_id)
            await closing.finish_handover(uow, event, fresh, HandoverState.EXPIRED, now)


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


async def _plan_nudge(
    uow: UnitOfWork, event: Event, to: Participant, proposed: Handover, now: datetime
) -> None:
    at = nudge_at(event, now, proposed.deadline)
    if at is None or to.telegram_id is None:
        return
    note = Note(
        kind="handover.nudge",
        chat_id=to.telegram_id,
        due_at=at,
        not_after=proposed.deadline,
        params={"to": to.id, "handover": proposed.id},
        priority=Priority.DIGEST,
        dedupe=f"handover:{proposed.id}:{to.id}",
    )
    await uow.outbox.add(note)
