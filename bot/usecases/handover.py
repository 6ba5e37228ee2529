"""Handing a meeting over: proposing it, and how a proposal stands; see ``handover_answers`` too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.booking import Meeting, MeetingState
from bot.domain.deadlines import change_deadline, deadline, nudge_at
from bot.domain.errors import NotBookableError, NotFoundError, Reason, StaleError
from bot.domain.event import Event
from bot.domain.handover import Handover, HandoverState, why_not_taken_over
from bot.domain.people import Participant
from bot.usecases import closing
from bot.usecases.agenda import Entry, entry
from bot.usecases.identity import Me, event_of, locked, participant_of
from bot.usecases.notify import tell_handover
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
