"""Asking: a guest's request for a slot that he and a host share, changed and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.bookable import why_not
from bot.domain.booking import MOST_TIMES, MeetingState, Request, RequestState
from bot.domain.deadlines import deadline
from bot.domain.errors import NotBookableError, NotFoundError, Reason, StaleError
from bot.domain.event import BookingMode, Event
from bot.domain.slots import Slot
from bot.usecases import closing, offering, settling
from bot.usecases.confirming import Confirmed, confirm
from bot.usecases.holding import hold, propose
from bot.usecases.identity import Me, event_of, locked
from bot.usecases.notify import plan_nudge, tell_request
from bot.usecases.pair import Pair, load_pair
from bot.usecases.ports import UnitOfWork

NOTE_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """A request is on its way to the host."""

    request: Request


async def ask(
    uow: UnitOfWork,
    me: Me,
    host_id: int,
    start: datetime,
    note: str,
    now: datetime,
    further: Iterable[datetime] = (),
) -> Asked | Confirmed:
    """Ask a host for the slot that starts at ``start``, or take it at once in instant mode.

    With the starts of ``further`` slots the host is asked for any of them. When he has asked the guest
    already, a slot of that request accepts it and others are a counter-proposal to it (product rule 2).

    Raises:
        NotFoundError: no such host in the event.
        NotBookableError: a rule refuses one of the slots; nothing was changed.
        StaleError: there are more of them than can be asked for.
    """
    me = await locked(uow, me, (me.id, host_id))
    starts = sorted({start, *further})
    if len(starts) > (MOST_TIMES if several(me.event) else 1):
        raise StaleError
    await closing.expire_overdue(uow, me.event, (me.id, host_id), now)
    await _no_meeting(uow, me.event, me.id, host_id, now)
    standing = await uow.requests.open_between(me.id, host_id)
    if standing is not None:
        return await _answer_standing(uow, me, standing, starts, now)
    await offering.settle(uow, me.id, host_id)
    pair = await load_pair(uow, me.event, me.id, host_id, now)
    slots = _bookable(pair, starts, now)
    request = _new(me, host_id, slots, note, now)
    request = replace(request, id=await uow.requests.add(request))
    if me.event.booking.mode is BookingMode.INSTANT:
        return await _take(uow, pair, request, me.id, now)
    await hold(uow, me.event, request, pair.host)
    await tell_request(uow, me.event, pair.host.participant, "asked", request, now)
    await plan_nudge(uow, me.event, pair.host.participant, request, now)
    return Asked(request)


async def _take(uow: UnitOfWork, pair: Pair, request: Request, actor_id: int, now: datetime) -> Confirmed:
    confirmed = await confirm(uow, pair.event, request, (pair.guest, pair.host), actor_id, now)
    if not isinstance(confirmed, Confirmed):
        raise NotBookableError(confirmed)
    return confirmed


def _new(me: Me, host_id: int, slots: Sequence[Slot], note: str, now: datetime) -> Request:
    return Request(
        id=0,
        event_id=me.event.id,
        guest_id=me.id,
        host_id=host_id,
        slot=slots[0],
        state=RequestState.PENDING,
        turn_id=host_id,
        note=note.strip()[:NOTE_CHARACTERS],
        reason="",
        version=1,
        sent_at=now,
        deadline=deadline(me.event, now, slots[0].start),
        further=tuple(slots[1:]),
    )


async def withdraw(uow: UnitOfWork, me: Me, request_id: int, now: datetime) -> Request:
    """Take back a request of one's own, or one's counter-proposal; the other side is told.

    One that ran out meanwhile is expired instead.

    Raises:
        NotFoundError: no such request of this person.
        StaleError: it is no longer open, or not his to take back.
    """
    me, request = await held(uow, me, request_id)
    if request.state is not RequestState.PENDING or me.id not in (request.guest_id, request.proposer_id):
        raise StaleError
    if request.overdue(now):
        return await closing.expire(uow, me.event, request, now)
    closed = await closing.close(uow, request, RequestState.WITHDRAWN, now)
    other = await uow.participants.get(request.other(me.id))
    await tell_request(uow, me.event, other, "withdrawn", closed, now)
    return closed


async def my_request(uow: UnitOfWork, me: Me, request_id: int) -> Request:
    """Give a request that this person is a side of.

    Raises:
        NotFoundError: there is none.
    """
    request = await uow.requests.get(request_id)
    if request is None or not request.involves(me.id):
        raise NotFoundError
    return request


async def held(uow: UnitOfWork, me: Me, request_id: int) -> tuple[Me, Request]:
    """Load a request with its two sides locked.

    Raises:
        NotFoundError: there is none.
        StaleError: it would move a meeting.
    """
    request = await my_request(uow, me, request_id)
    if request.moves:
        raise StaleError
    me = await locked(uow, me, (request.guest_id, request.host_id))
    return me, await my_request(uow, me, request_id)


async def _no_meeting(uow: UnitOfWork, event: Event, one: int, other: int, now: datetime) -> None:
    """Make sure that a pair has no coming meeting; one that is over becomes what its sides say of it."""
    meeting = await uow.meetings.between(one, other)
    if meeting is None:
        return
    if meeting.slot.end > now:
        raise NotBookableError(Reason.ALREADY)
    await uow.meetings.change(meeting.id, state=MeetingState.DONE, closed_at=now)
    await settling.settle(uow, event, meeting.as_of(now), now)


async def request_event(uow: UnitOfWork, request_id: int) -> int:
    """Give the event of a request, so that a button works whatever event is the current one.

    Raises:
        NotFoundError: there is no such request.
    """
    request = await uow.requests.get(request_id)
    if request is None:
        raise NotFoundError
    return (await event_of(uow, request.event_id)).id


def several(event: Event) -> bool:
    """Tell whether a guest may ask for any of several times; what is taken at once is but one."""
    return event.booking.mode is BookingMode.REQUEST


def _bookable(pair: Pair, starts: Sequence[datetime], now: datetime) -> tuple[Slot, ...]:
    reason = why_not(pair.event, pair.guest, pair.host, now)
    if reason is not None:
        raise NotBookableError(reason)
    return tuple(pair.slot_at(start, now, pair.guest.participant.id) for start in starts)


async def _answer_standing(
    uow: UnitOfWork, me: Me, standing: Request, starts: Sequence[datetime], now: datetime
) -> Asked | Confirmed:
    if standing.turn_id != me.id:
        raise NotBookableError(Reason.ALREADY)
    pair = await load_pair(uow, me.event, standing.guest_id, standing.host_id, now, me.id)
    same = next((slot for slot in standing.slots if slot.start in starts), None)
    if same is not None:
        return await _take(uow, pair, standing.only((same,)), me.id, now)
    slots = tuple(pair.slot_at(start, now, me.id) for start in starts)
    return Asked(await propose(uow, me.event, me.id, standing, pair.host, slots, now))
