"""Asking: which slots two people share, and a guest's request for one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.bookable import Standing, nearest, offered_slots, why_none, why_not, why_not_at
from bot.domain.booking import MOST_TIMES, MeetingState, Request, RequestState
from bot.domain.deadlines import deadline
from bot.domain.errors import NotAvailableError, NotBookableError, NotFoundError, Reason, StaleError, turned
from bot.domain.event import BookingMode, Event
from bot.domain.slots import Slot
from bot.usecases import closing, offering
from bot.usecases.confirming import Confirmed, confirm
from bot.usecases.holding import hold, propose
from bot.usecases.identity import Me, event_of, locked, participants_of
from bot.usecases.notify import plan_nudge, tell_request
from bot.usecases.ports import UnitOfWork

NOTE_CHARACTERS = 500
_NEAREST = 6


@dataclass(frozen=True, slots=True)
class Pair:
    """A guest and a host as the rows stand, with the slots in which no table is free."""

    event: Event
    guest: Standing
    host: Standing
    full: frozenset[datetime]

    def offered(self, now: datetime) -> tuple[Slot, ...]:
        """Give the slots that both can take."""
        return offered_slots(self.event, self.guest, self.host, self.full, now)

    def nearest(self, to: datetime, now: datetime) -> tuple[Slot, ...]:
        """Give the offered slots nearest to an instant."""
        return nearest(self.offered(now), to, _NEAREST)

    def refusal(self, offered: Sequence[Slot], now: datetime) -> Reason | None:
        """Give why nothing at all can be booked, though it were ``offered``; None when something can."""
        reason = why_not(self.event, self.guest, self.host, now)
        if reason is None and not offered:
            reason = why_none(self.event, self.guest, self.host, self.full, now)
        return reason

    def slot_at(self, start: datetime, now: datetime, viewer_id: int) -> Slot:
        """Give the offered slot that starts at an instant.

        Raises:
            NotFoundError: the event has no such slot.
            NotBookableError: it is not offered.
        """
        slot = next((one for one in self.event.slots if one.start == start), None)
        if slot is None:
            raise NotFoundError
        if slot not in self.offered(now):
            raise NotBookableError(self.why_not_at(slot, now, viewer_id))
        return slot

    def why_not_at(self, slot: Slot, now: datetime, viewer_id: int) -> Reason:
        """Give why a slot is not offered, as the viewer is to be told it, who is one of the two."""
        reason = why_not_at(self.event, self.guest, self.host, self.full, slot, now)
        if viewer_id == self.guest.participant.id:
            return reason
        return Reason.BUSY if reason is Reason.TAKEN else turned(reason)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request is on its way to the host."""

    request: Request


async def load_pair(
    uow: UnitOfWork, event: Event, guest_id: int, host_id: int, now: datetime, proposer_id: int | None = None
) -> Pair:
    """Load what booking between two participants of an event depends on; what has run out is no part of it.

    ``proposer_id`` is the side that looks for another time for their request. A host who does so cannot
    propose one that he holds for a request of his own: he has only one seat to hold.

    Raises:
        NotFoundError: one of them is not in the event.
        NotAvailableError: one of them has blocked the other.
    """
    people = await participants_of(uow, (guest_id, host_id), event.id)
    if await uow.blocks.are_apart(guest_id, host_id):
        raise NotAvailableError
    standing = await uow.seats.standing(people, now)
    host = standing[host_id]
    if proposer_id == host_id:
        host = replace(host, seats=tuple(replace(seat, own=False) for seat in host.seats))
    full = frozenset(await uow.seats.full_slots(event))
    guest, host = (one.but_offered(guest_id, host_id) for one in (standing[guest_id], host))
    return Pair(event, guest, host, full)


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
    await _no_meeting(uow, me.id, host_id, now)
    standing = await uow.requests.open_between(me.id, host_id)
    if standing is not None:
        return await _answer_standing(uow, me, standing, starts, now)
    await offering.settle(uow, me.id, host_id)
    pair = await load_pair(uow, me.event, me.id, host_id, now)
    slots = _bookable(pair, starts, now)
    request = Request(
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
        further=slots[1:],
    )
    request = replace(request, id=await uow.requests.add(request))
    if me.event.booking.mode is BookingMode.INSTANT:
        confirmed = await confirm(uow, pair.event, request, (pair.guest, pair.host), me.id, now)
        if not isinstance(confirmed, Confirmed):
            raise NotBookableError(confirmed)
        return confirmed
    await hold(uow, me.event, request, pair.host)
    await tell_request(uow, me.event, pair.host.participant, "asked", request, now)
    await plan_nudge(uow, me.event, pair.host.participant, request, now)
    return Asked(request)


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


async def _no_meeting(uow: UnitOfWork, one: int, other: int, now: datetime) -> None:
    """Make sure that a pair has no coming meeting; one that is over is done, whoever notes it."""
    meeting = await uow.meetings.between(one, other)
    if meeting is None:
        return
    if meeting.slot.end > now:
        raise NotBookableError(Reason.ALREADY)
    await uow.meetings.change(meeting.id, state=MeetingState.DONE, closed_at=now)


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
        accepted = standing.only((same,))
        confirmed = await confirm(uow, me.event, accepted, (pair.guest, pair.host), me.id, now)
        if not isinstance(confirmed, Confirmed):
            raise NotBookableError(confirmed)
        return confirmed
    slots = tuple(pair.slot_at(start, now, me.id) for start in starts)
    return Asked(await propose(uow, me.event, me.id, standing, pair.host, slots, now))
