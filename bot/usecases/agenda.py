"""Agreed meetings: the agenda, cancelling, and what the two sides say just before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain import deadlines
from bot.domain.booking import Attendance, Meeting, MeetingState, Request
from bot.domain.errors import NotBookableError, NotFoundError, Reason, StaleError
from bot.domain.handover import Handover
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.usecases import closing, today
from bot.usecases.answering import REASON_CHARACTERS
from bot.usecases.identity import Me, locked
from bot.usecases.notify import tell_meeting
from bot.usecases.ports import UnitOfWork
from bot.usecases.presence import plan_question


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting with the other side, as one of the two sees it; with what is proposed for it."""

    meeting: Meeting
    other: Participant
    said: Attendance | None = None  # by the one who looks
    other_said: Attendance | None = None
    move: Request | None = None
    handover: Handover | None = None


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """An open request that moves no meeting, with the other side, as one of the two sees it."""

    request: Request
    other: Participant


@dataclass(frozen=True, slots=True)
class Plan:
    """What an agenda shows: meetings by time, with what is proposed for them, and what is only asked for."""

    entries: Sequence[Entry] = ()
    requests: Sequence[OpenRequest] = ()

    def slots(self) -> list[Slot]:
        """Give the slots of all of it in time order, those that are only asked for as well."""
        agreed = [one.meeting.slot for one in self.entries]
        return sorted({*agreed, *(slot for one in self.requests for slot in one.request.slots)})


async def plan(uow: UnitOfWork, me: Me, now: datetime) -> Plan:
    """Give the confirmed and held meetings of a participant, and his open requests, sent and received."""
    meetings = await uow.meetings.of(me.id)
    pending = [one for one in await uow.requests.open_of(me.id) if not one.overdue(now)]
    both = (*(one.other(me.id) for one in meetings), *(one.other(me.id) for one in pending))
    people = await uow.participants.many(both)
    moves = {one.moves: one for one in pending if one.moves}
    return Plan(
        [Entry(one, people[one.other(me.id)], move=moves.get(one.id)) for one in meetings],
        [OpenRequest(one, people[one.other(me.id)]) for one in pending if not one.moves],
    )


async def entries(uow: UnitOfWork, me: Me) -> list[Entry]:
    """Give the confirmed and held meetings of a participant, by time; without what is said or proposed."""
    return await _with_others(uow, me, await uow.meetings.of(me.id))


async def coming(uow: UnitOfWork, me: Me, now: datetime) -> list[Entry]:
    """Give the confirmed meetings of a participant that have not ended, by time."""
    return [
        one
        for one in await entries(uow, me)
        if one.meeting.state is MeetingState.CONFIRMED and one.meeting.slot.end > now
    ]


async def _with_others(uow: UnitOfWork, me: Me, meetings: Sequence[Meeting]) -> list[Entry]:
    people = await uow.participants.many([meeting.other(me.id) for meeting in meetings])
    return [Entry(meeting, people[meeting.other(me.id)]) for meeting in meetings]


async def all_entries(uow: UnitOfWork, me: Me) -> list[Entry]:
    """Give the meetings of a participant in whatever state, by time."""
    return await _with_others(uow, me, await uow.meetings.all_of(me.id))


async def entry(uow: UnitOfWork, me: Me, meeting_id: int, now: datetime) -> Entry:
    """Give one meeting of a participant, in whatever state; it is done as soon as its slot has ended.

    Raises:
        NotFoundError: it does not exist or is not his.
    """
    meeting = await uow.meetings.get(meeting_id)
    if meeting is None or not meeting.involves(me.id):
        raise NotFoundError
    other = await uow.participants.get(meeting.other(me.id))
    if other is None:
        raise NotFoundError
    said = await uow.meetings.said(meeting.id)
    move, handover = None, None
    if meeting.state is MeetingState.CONFIRMED:
        move = await uow.requests.moving(meeting.id)
        handover = await uow.handovers.of_meeting(meeting.id)
    return Entry(
        meeting.as_of(now),
        other,
        said.get(me.id),
        said.get(other.id),
        None if move is None or move.overdue(now) else move,
        None if handover is None or handover.overdue(now) else handover,
    )


def change_deadline(me: Me, meeting: Meeting) -> datetime:
    """Give the instant from which a meeting is no longer moved or cancelled in the ordinary way."""
    return deadlines.change_deadline(me.event, meeting.slot.start)


async def cancel(uow: UnitOfWork, me: Me, meeting_id: int, reason: str, now: datetime) -> Entry:
    """Cancel a meeting before the change deadline; seats and table are freed, the other side is told.

    Raises:
        NotFoundError: no such meeting of this person.
        StaleError: it is not confirmed any more, or its slot has ended.
        NotBookableError: CHANGE_DEADLINE; *cannot come* is still possible.
    """
    me, mine = await _locked(uow, me, meeting_id, now)
    if now >= change_deadline(me, mine.meeting):
        raise NotBookableError(Reason.CHANGE_DEADLINE)
    return await _end(uow, me, mine, MeetingState.CANCELLED, reason, now)


async def cannot_come(uow: UnitOfWork, me: Me, meeting_id: int, now: datetime) -> Entry:
    """Say that one cannot come: allowed until the slot ends, *late* after the change deadline.

    Raises:
        NotFoundError: no such meeting of this person.
        StaleError: it is not confirmed any more, or its slot has ended.
    """
    me, mine = await _locked(uow, me, meeting_id, now)
    late = now >= change_deadline(me, mine.meeting)
    state = MeetingState.CANCELLED_LATE if late else MeetingState.CANCELLED
    await uow.meetings.say(meeting_id, me.id, Attendance.CANNOT_COME, now)
    return await _end(uow, me, mine, state, "", now)


async def say(uow: UnitOfWork, me: Me, meeting_id: int, status: Attendance, now: datetime) -> Entry:
    """Tell the other side *on my way* or *5 min late*, once for each change, until the slot ends.

    Raises:
        NotFoundError: no such meeting of this person.
        StaleError: it is not confirmed any more, or its slot has ended.
    """
    me, mine = await _locked(uow, me, meeting_id, now)
    if await uow.meetings.say(meeting_id, me.id, status, now):
        await tell_meeting(
            uow, me.event, mine.other, "attendance", mine.meeting, now, side=me.id, status=status.value
        )
        if status is Attendance.ON_MY_WAY:
            await plan_question(uow, me.participant, mine.meeting, now)
        await today.touch(uow, me.event, mine.meeting, (mine.other,), now)
    return replace(mine, said=status)


async def _locked(uow: UnitOfWork, me: Me, meeting_id: int, now: datetime) -> tuple[Me, Entry]:
    first = await entry(uow, me, meeting_id, now)
    me = await locked(uow, me, (me.id, first.other.id))
    fresh = await entry(uow, me, meeting_id, now)
    if fresh.meeting.state is not MeetingState.CONFIRMED:
        raise StaleError
    return me, fresh


async def _end(
    uow: UnitOfWork, me: Me, mine: Entry, state: MeetingState, reason: str, now: datetime
) -> Entry:
    meeting = replace(
        mine.meeting,
        state=state,
        version=mine.meeting.version + 1,
        cancelled_by=me.id,
        reason=reason.strip()[:REASON_CHARACTERS],
    )
    await uow.meetings.change(
        meeting.id,
        state=state,
        version=meeting.version,
        cancelled_by=me.id,
        reason=meeting.reason,
        closed_at=now,
    )
    await closing.end_move(uow, meeting, now)
    await closing.end_handover(uow, me.event, meeting, now)
    await uow.seats.release(meeting.request_id)
    await uow.seats.release_table(meeting.id)
    await tell_meeting(uow, me.event, mine.other, "cancelled", meeting, now, version=meeting.version)
    await today.touch(uow, me.event, meeting, (me.participant, mine.other), now)
    return replace(mine, meeting=meeting, move=None, handover=None)
