"""Moving an agreed meeting: one side proposes another slot, and nothing changes until the other agrees.

The proposal is a request that ``moves`` the meeting: its hold, nudge and end are those of any request.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.bookable import nearest, windows_as_guest
from bot.domain.booking import MOST_TIMES, Meeting, MeetingState, Request, RequestState
from bot.domain.deadlines import change_deadline
from bot.domain.errors import NotBookableError, NotFoundError, Reason, StaleError
from bot.domain.moving import elsewhere, move_deadline, without
from bot.domain.slots import Slot
from bot.usecases import closing
from bot.usecases.agenda import Entry, entry
from bot.usecases.booking import my_request
from bot.usecases.holding import hold
from bot.usecases.identity import Me, locked
from bot.usecases.notify import plan_nudge, tell_request
from bot.usecases.pair import Pair, load_pair
from bot.usecases.ports import UnitOfWork

_NEAREST = 6


@dataclass(frozen=True, slots=True)
class WhereTo:
    """A meeting and the slots to which its side who looks could ask to move it."""

    entry: Entry
    pair: Pair  # as if the meeting were not there
    slots: tuple[Slot, ...]

    @property
    def free(self) -> tuple[Slot, ...]:
        """The slots that are not proposed already."""
        proposed = self.entry.move.slots if self.entry.move else ()
        return tuple(slot for slot in self.slots if slot not in proposed)

    def nearest(self, to: datetime) -> tuple[Slot, ...]:
        """Give the slots nearest to an instant."""
        return nearest(self.free, to, _NEAREST)


async def choices(uow: UnitOfWork, me: Me, meeting_id: int, now: datetime) -> WhereTo:
    """Give where a meeting of somebody's could go.

    Raises:
        NotFoundError: no such meeting of this person.
        StaleError: it is not confirmed any more.
        NotBookableError: CHANGE_DEADLINE.
    """
    found = await entry(uow, me, meeting_id, now)
    if found.meeting.state is not MeetingState.CONFIRMED:
        raise StaleError
    if now >= change_deadline(me.event, found.meeting.slot.start):
        raise NotBookableError(Reason.CHANGE_DEADLINE)
    pair = await load_move(uow, me, found.meeting, now)
    return WhereTo(found, pair, elsewhere(me.event, found.meeting, pair.offered(now), now))


async def propose(
    uow: UnitOfWork,
    me: Me,
    meeting_id: int,
    version: int,
    starts: Collection[datetime],
    now: datetime,
    wish_id: int | None = None,
) -> Request:
    """Ask the other side to move a meeting, of this ``version``, to any of the slots that start then.

    ``wish_id`` is whom the one who asks would like to meet in the slot that becomes free.

    Raises:
        NotFoundError: no such meeting of this person, or no such slot.
        StaleError: the meeting has changed, something is proposed for it already, or too many slots.
        NotBookableError: the change deadline is over, or one of the slots is not free for both.
    """
    me, choice = await _choice(uow, me, meeting_id, now)
    if choice.entry.meeting.version != version or choice.entry.move is not None:
        raise StaleError
    slots = _slots(me, choice, starts, now)
    until = move_deadline(me.event, choice.entry.meeting, slots[0], now)
    request = _new(me, choice.entry, slots[0], until, wish_id, now).only(slots)
    request = replace(request, id=await uow.requests.add(request))
    await _tell(uow, me, choice, "asked", request, now)
    return request


async def counter(
    uow: UnitOfWork, me: Me, request_id: int, version: int, starts: Collection[datetime], now: datetime
) -> Request:
    """Answer a proposal, of this ``version``, by other slots: the turn passes and the holds move.

    Raises:
        NotFoundError: no such proposal to this person, or no such slot.
        StaleError: it is not waiting for this person, or has changed; too many slots, or one that is proposed
            already.
        NotBookableError: the change deadline is over, or one of the slots is not free for both.
    """
    first = await my_request(uow, me, request_id)
    me, choice = await _choice(uow, me, first.moves or 0, now)
    standing = choice.entry.move
    if standing is None or (standing.id, standing.turn_id, standing.version) != (request_id, me.id, version):
        raise StaleError
    if any(slot.start in starts for slot in standing.slots):
        raise StaleError
    slots = _slots(me, choice, starts, now)
    until = move_deadline(me.event, choice.entry.meeting, slots[0], now)
    await uow.seats.release(standing.id)
    turn, version = standing.other(me.id), version + 1
    await uow.requests.change(request_id, slots=slots, turn_id=turn, version=version, deadline=until)
    changed = replace(standing.only(slots), turn_id=turn, version=version, deadline=until)
    await _tell(uow, me, choice, "countered", changed, now)
    return changed


async def withdraw(uow: UnitOfWork, me: Me, request_id: int, now: datetime) -> Request:
    """Take back one's proposal; the other side is told.

    Raises:
        NotFoundError: no such proposal of this person.
        StaleError: it is no longer open, or not his to take back.
    """
    me, proposed, _ = await held(uow, me, request_id)
    if proposed.state is not RequestState.PENDING or proposed.proposer_id != me.id:
        raise StaleError
    if proposed.overdue(now):
        return await closing.expire(uow, me.event, proposed, now)
    return await close_move(uow, me, proposed, RequestState.WITHDRAWN, now)


async def load_move(
    uow: UnitOfWork, me: Me, meeting: Meeting, now: datetime, proposed: int | None = None
) -> Pair:
    """Load the two sides as if the meeting, and what is held to move it, were not there."""
    proposer_id = None if proposed else me.id
    pair = await load_pair(uow, me.event, meeting.guest_id, meeting.host_id, now, proposer_id)
    held = (proposed,) if proposed else ()
    host = without(pair.host, meeting, held)
    # A host by a meeting that was handed over to him takes no meetings otherwise, but may move this one.
    windows = windows_as_guest(me.event, host.participant)
    host = replace(host, participant=replace(host.participant, windows=windows))
    return replace(pair, guest=without(pair.guest, meeting, held), host=host)


async def _choice(uow: UnitOfWork, me: Me, meeting_id: int, now: datetime) -> tuple[Me, WhereTo]:
    """Give where a meeting could go, with its sides locked and without proposals that have run out."""
    first = await entry(uow, me, meeting_id, now)
    me = await locked(uow, me, (me.id, first.other.id))
    await closing.expire_overdue(uow, me.event, (me.id, first.other.id), now)
    return me, await choices(uow, me, meeting_id, now)


async def _tell(uow: UnitOfWork, me: Me, choice: WhereTo, kind: str, request: Request, now: datetime) -> None:
    """Hold what a proposal holds, and tell the other side of it."""
    sides = (choice.pair.guest, choice.pair.host)
    await hold(uow, me.event, request, next(one for one in sides if one.participant.id == request.host_id))
    await tell_request(uow, me.event, choice.entry.other, kind, request, now)
    await plan_nudge(uow, me.event, choice.entry.other, request, now)


def _slots(me: Me, choice: WhereTo, starts: Collection[datetime], now: datetime) -> tuple[Slot, ...]:
    """Check the slots to which a meeting is to be moved; gives them in time order."""
    if not 1 <= len(set(starts)) <= MOST_TIMES:
        raise StaleError
    return tuple(_slot(me, choice, start, now) for start in sorted(set(starts)))


def _slot(me: Me, choice: WhereTo, start: datetime, now: datetime) -> Slot:
    slot = choice.pair.slot_at(start, now, me.id)
    if slot.start == choice.entry.meeting.slot.start:
        raise StaleError
    if slot not in choice.slots:
        raise NotBookableError(Reason.TOO_SOON)
    return slot


def _new(me: Me, found: Entry, slot: Slot, until: datetime, wish_id: int | None, now: datetime) -> Request:
    return Request(
        id=0,
        event_id=me.event.id,
        guest_id=me.id,
        host_id=found.other.id,
        slot=slot,
        state=RequestState.PENDING,
        turn_id=found.other.id,
        note="",
        reason="",
        version=1,
        sent_at=now,
        deadline=until,
        moves=found.meeting.id,
        wish_id=wish_id,
    )


async def close_move(
    uow: UnitOfWork, me: Me, proposed: Request, state: RequestState, now: datetime
) -> Request:
    closed = await closing.close(uow, proposed, state, now)
    other = await uow.participants.get(proposed.other(me.id))
    await tell_request(uow, me.event, other, state.value, closed, now)
    return closed


async def held(
    uow: UnitOfWork, me: Me, request_id: int, start: datetime | None = None
) -> tuple[Me, Request, Meeting]:
    """Load a proposal and its meeting, with everybody locked whom agreeing to a slot of it may touch."""
    proposed = await my_request(uow, me, request_id)
    slot = proposed.at(start) or proposed.slot
    competing = await uow.requests.competing((proposed.guest_id, proposed.host_id), slot)
    me = await locked(
        uow, me, {side for one in (proposed, *competing) for side in (one.guest_id, one.host_id)}
    )
    proposed = await my_request(uow, me, request_id)
    return me, proposed, await meeting_of(uow, me, proposed.moves)


async def meeting_of(uow: UnitOfWork, me: Me, meeting_id: int | None) -> Meeting:
    meeting = await uow.meetings.get(meeting_id) if meeting_id else None
    if meeting is None or not meeting.involves(me.id):
        raise NotFoundError
    return meeting
