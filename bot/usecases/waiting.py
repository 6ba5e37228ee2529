"""Waiting for a time: taking a place in somebody's list, seeing it, giving it up, letting a time pass."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.bookable import nearest
from bot.domain.errors import NotBookableError, NotFoundError, Reason, StaleError
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.domain.waiting import ANY_TIME, MOST_PLACES, THAT_TIME, InLine, Offer, is_hopeless
from bot.usecases import offering
from bot.usecases.elsewhere import free_elsewhere
from bot.usecases.identity import Me, locked
from bot.usecases.pair import Pair, load_pair
from bot.usecases.ports import UnitOfWork

_NEAREST = 4


@dataclass(frozen=True, slots=True)
class Waits:
    """What a guest waits for, what is held for him at present, and who is ``wanted``, if that was read.

    ``people`` are the hosts of the first two by id.
    """

    places: tuple[InLine, ...] = ()
    offers: tuple[Offer, ...] = ()
    people: Mapping[int, Participant] = field(default_factory=dict)
    wanted: tuple[Participant, ...] = ()  # who have not joined yet


NOTHING = Waits()


@dataclass(frozen=True, slots=True)
class Instead:
    """What a guest can do when a time is gone: the nearest ``slots``, or waiting.

    Those ``at_once`` need no last look: he has nothing at another event then.
    """

    slots: tuple[Slot, ...] = ()
    at_once: frozenset[Slot] = frozenset()
    can_wait: bool = False


NOTHING_ELSE = Instead()


def can_wait(pair: Pair, reason: Reason | None, now: datetime, start: datetime | None = None) -> bool:
    """Tell whether waiting may help who was refused for a reason: for a slot, or (None) for any time."""
    may_help = ANY_TIME if start is None else THAT_TIME
    starts = () if start is None else (start,)
    return reason in may_help and not is_hopeless(pair.event, pair.guest, pair.host, starts, now)


async def awaitable(
    uow: UnitOfWork, me: Me, host_id: int, starts: Iterable[datetime], now: datetime
) -> tuple[datetime, ...]:
    """Give those of a host's slots for which one can wait; none where one waits for all that already."""
    pair = await load_pair(uow, me.event, me.id, host_id, now)
    useful = await _useful(uow, pair, starts, now)
    mine = await uow.waiting.between(me.id, host_id)
    known = mine is not None and (not mine.place.starts or set(useful) <= set(mine.place.starts))
    return () if known else useful


async def wait(uow: UnitOfWork, me: Me, host_id: int, starts: Collection[datetime], now: datetime) -> InLine:
    """Take a place in a host's list, for any of the slots that start then or (without) for any time.

    Slots for which there is no need to wait any more, or no use in it, are left out.

    Raises:
        NotFoundError: no such host in the event.
        StaleError: none is left.
        NotBookableError: LIMIT_PLACES.
    """
    me = await locked(uow, me, (me.id, host_id))
    pair = await load_pair(uow, me.event, me.id, host_id, now)
    useful = await _useful(uow, pair, starts, now)
    if not (useful if starts else await _any_time_helps(uow, pair, now)):
        raise StaleError
    places = await uow.waiting.of_guest(me.id)
    if len(places) >= MOST_PLACES and all(one.place.host_id != host_id for one in places):
        raise NotBookableError(Reason.LIMIT_PLACES)
    await uow.waiting.join(me.event.id, me.id, host_id, useful, now)
    return await place(uow, me, host_id)


async def _useful(
    uow: UnitOfWork, pair: Pair, starts: Iterable[datetime], now: datetime
) -> tuple[datetime, ...]:
    """Keep the slots for which waiting may help, in time order."""
    if await _going(uow, pair.guest.participant.id, pair.host.participant.id, now):
        return ()
    return tuple(one for one in sorted(set(starts)) if can_wait(pair, _refusal(pair, one, now), now, one))


async def _any_time_helps(uow: UnitOfWork, pair: Pair, now: datetime) -> bool:
    """Tell whether waiting for whichever time becomes free may help."""
    if await _going(uow, pair.guest.participant.id, pair.host.participant.id, now):
        return False
    return can_wait(pair, pair.refusal(pair.offered(now), now), now)


async def place(uow: UnitOfWork, me: Me, host_id: int) -> InLine:
    """Give one's place in a host's list.

    Raises:
        NotFoundError: one has none.
    """
    found = await uow.waiting.between(me.id, host_id)
    if found is None:
        raise NotFoundError
    return found


async def held(uow: UnitOfWork, me: Me, host_id: int, now: datetime) -> Offer | None:
    """Give the time of a host that is held for oneself."""
    offers = await uow.offers.between(me.id, host_id)
    return next((one for one in offers if one.guest_id == me.id and not one.overdue(now)), None)


async def leave(uow: UnitOfWork, me: Me, host_id: int) -> None:
    """Wait for a host no more; what is held of his times goes on to the next."""
    me = await locked(uow, me, (me.id, host_id))
    await offering.settle(uow, me.id, host_id)


async def let_pass(uow: UnitOfWork, me: Me, host_id: int, start: datetime, now: datetime) -> InLine | None:
    """Let a time pass that is held for oneself; gives the place that one has then, if any.

    Raises:
        StaleError: it is not held any more.
    """
    me = await locked(uow, me, (me.id, host_id))
    mine = await held(uow, me, host_id, now)
    if mine is None or mine.start != start:
        raise StaleError
    await offering.let_pass(uow, mine, now)
    return await uow.waiting.between(me.id, host_id)


async def waits(uow: UnitOfWork, me: Me, now: datetime) -> Waits:
    """Give what one waits for, and what is held for oneself."""
    places = await uow.waiting.of_guest(me.id)
    offers = await uow.offers.to(me.id, now)
    hosts = {one.place.host_id for one in places} | {one.host_id for one in offers}
    people = await uow.participants.many(hosts)
    return Waits(
        places=tuple(one for one in places if one.place.host_id in people),
        offers=tuple(one for one in offers if one.host_id in people),
        people=people,
    )


async def instead(uow: UnitOfWork, me: Me, host: Participant, slot: Slot, now: datetime) -> Instead:
    """Give what one can do when a host's slot is gone."""
    if not host.profile.name or await uow.requests.open_between(me.id, host.id):  # erased, or asked again
        return NOTHING_ELSE
    pair = await load_pair(uow, me.event, me.id, host.id, now)
    offered = pair.offered(now)
    refusal = pair.refusal(offered, now)
    if refusal is not None:
        waits = await uow.waiting.between(me.id, host.id)
        return Instead(can_wait=waits is None and can_wait(pair, refusal, now))
    near = nearest(offered, slot.start, _NEAREST)
    return Instead(near, await free_elsewhere(uow, me, near, now))


async def is_going(uow: UnitOfWork, me: Me, host_id: int, now: datetime) -> bool:
    """Tell whether one has an open request or a coming meeting with a host, or waits for him."""
    return await _going(uow, me.id, host_id, now) or await uow.waiting.between(me.id, host_id) is not None


async def _going(uow: UnitOfWork, one: int, other: int, now: datetime) -> bool:
    request = await uow.requests.open_between(one, other)
    meeting = await uow.meetings.between(one, other)
    return bool((request and not request.overdue(now)) or (meeting and meeting.slot.end > now))


def _refusal(pair: Pair, start: datetime, now: datetime) -> Reason | None:
    """Give why a guest cannot have a slot of a host now; None when he can, or there is no such slot."""
    offered = pair.offered(now)
    slot = pair.event.slot_at(start)
    if slot is None or slot in offered:
        return None
    return pair.refusal(offered, now) or pair.why_not_at(slot, now, pair.guest.participant.id)
