"""What of the times of some hosts is to be offered to those who wait, and to whom, as the rows stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.bookable import Standing, offered_slots, open_to, why_not, within
from bot.domain.event import Event
from bot.domain.intervals import Interval
from bot.domain.slots import Slot
from bot.domain.waiting import Chance, Offer, Place, held, is_hopeless, share_out, without
from bot.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done about the lists of some hosts: times to hold, and places that nothing can help."""

    offers: tuple[Offer, ...] = ()
    hopeless: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class _Lists:
    """What the lists of some hosts depend on, as the rows stand."""

    event: Event
    now: datetime
    standing: Mapping[int, Standing]
    full: frozenset[datetime]
    open: Mapping[int, tuple[Standing, list[Interval]]]  # hosts with any free slot, with what is asked for
    going: frozenset[frozenset[int]]  # pairs with an open request or a coming meeting, or kept apart
    passed: frozenset[tuple[int, int, datetime]]  # (guest, host, start)
    offered: frozenset[tuple[int, int]]  # (guest, host) for whom a time is held already

    def chance(
        self, guest_id: int, host_id: int, starts: Collection[datetime], request_id: int | None = None
    ) -> Chance:
        """Give what a guest could take of a host now: of the slots that start then, or (without) of any."""
        slots = self._free(guest_id, host_id) if (guest_id, host_id) not in self.offered else ()
        fitting = (
            slot
            for slot in slots
            if (not starts or slot.start in starts)
            and (guest_id, host_id, slot.start) not in self.passed
            and held(self.event, slot.start, self.now) is not None
        )
        return Chance(guest_id, tuple(fitting), request_id)

    def is_hopeless(self, place: Place) -> bool:
        """Tell whether a place is of no use any more."""
        guest, host = self.standing.get(place.guest_id), self.standing.get(place.host_id)
        if guest is None or host is None or {place.guest_id, place.host_id} in self.going:
            return True
        return is_hopeless(self.event, guest, host, place.starts, self.now)

    def _free(self, guest_id: int, host_id: int) -> tuple[Slot, ...]:
        guest = self.standing.get(guest_id)
        if host_id not in self.open or guest is None or {guest_id, host_id} in self.going:
            return ()
        host, asked = self.open[host_id]
        there = guest.participant.connected and guest.participant.reachable
        if not there or why_not(self.event, guest, host, self.now) is not None:
            return ()
        return without(offered_slots(self.event, guest, host, self.full, self.now), asked)


async def plan(uow: UnitOfWork, event: Event, host_ids: Collection[int], now: datetime) -> Plan:
    """Find what is to be offered of the times of some hosts of an event, to whom."""
    places = await uow.waiting.of_hosts(host_ids)
    lost = await uow.waiting.lost_to(host_ids, now)
    if not places and not lost:
        return Plan()
    lists = await _lists(
        uow, event, host_ids, {one.guest_id for one in places} | {one.guest_id for one in lost}, now
    )
    lines: dict[int, list[Chance]] = defaultdict(list)
    hopeless = tuple(place for place in places if lists.is_hopeless(place))
    for place in places:
        lines[place.host_id].append(lists.chance(place.guest_id, place.host_id, place.starts))
    for ended in lost:  # after those who wait
        if all(ended.guest_id != chance.guest_id for chance in lines[ended.host_id]):
            chance = lists.chance(ended.guest_id, ended.host_id, ended.starts, ended.request_id)
            lines[ended.host_id].append(chance)
    return Plan(tuple(_offers(event, lines, now)), hopeless)


async def _lists(
    uow: UnitOfWork, event: Event, host_ids: Collection[int], guest_ids: Collection[int], now: datetime
) -> _Lists:
    people = await uow.participants.many({*host_ids, *guest_ids})
    bound = await uow.waiting.bound(host_ids, now)
    offers = await uow.offers.of_hosts(host_ids)
    asked: dict[int, list[Interval]] = defaultdict(list)
    for one in bound:
        asked[one.guest_id].append(one.stretch)
        asked[one.host_id].append(one.stretch)
    standing = await uow.seats.standing([one for one in people.values() if one.profile.name], now)
    full = frozenset(await uow.seats.full_slots(event))
    hosts = ((one, asked[one]) for one in host_ids if one in standing)
    return _Lists(
        event=event,
        now=now,
        standing=standing,
        full=full,
        open={
            one: (host, at) for one, at in hosts if (host := _if_open(event, standing[one], full, at, now))
        },
        going=frozenset(frozenset((one.guest_id, one.host_id)) for one in bound)
        | await uow.blocks.pairs(host_ids),
        passed=frozenset((one.guest_id, one.host_id, one.start) for one in offers if one.passed),
        offered=frozenset((one.guest_id, one.host_id) for one in offers if not one.passed),
    )


def _if_open(
    event: Event, host: Standing, full: Collection[datetime], asked: Collection[Interval], now: datetime
) -> Standing | None:
    """Give a host as those who wait for him meet him; None: he is free at no time whoever it were.

    He has one seat to hold, also where he holds it only for a request of his own.
    """
    host = replace(host, seats=tuple(replace(seat, own=False) for seat in host.seats))
    free = within(open_to(event, host, event.slots, full, now), host.participant.windows)
    return host if without(free, asked) else None


def _offers(event: Event, lines: Mapping[int, Sequence[Chance]], now: datetime) -> Iterator[Offer]:
    for host_id, chances in lines.items():
        for chance, slot in share_out(chances):
            stretch = held(event, slot.start, now)
            if stretch is not None:
                yield Offer(
                    id=0,
                    event_id=event.id,
                    guest_id=chance.guest_id,
                    host_id=host_id,
                    start=slot.start,
                    end=slot.end,
                    opens_at=stretch.start,
                    until=stretch.end,
                    request_id=chance.request_id,
                )
