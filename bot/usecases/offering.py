"""Times that become free are offered to those who wait: in order, held for each, never twice.

What is to be offered follows from the rows alone (``plan``). It is asked for in the transaction that frees a
seat (``on_freed``), and of everybody by the periodic ``tidy``, which also sees what else may free a time: a
table, another window, a limit. Who is in the middle of something himself is left to the next round: locks
are never waited for here, as a press that frees a seat has locks of its own, and two such could wait for
each other.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.booking import Standing, offered_slots, open_to, why_not, within
from bot.domain.event import Event, PendingHolds
from bot.domain.intervals import Interval
from bot.domain.slots import Slot
from bot.domain.waiting import Chance, Offer, Place, held, is_hopeless, share_out, without
from bot.usecases.identity import event_of
from bot.usecases.notify import news
from bot.usecases.outbox import Note, OutboxState
from bot.usecases.ports import Database, UnitOfWork

_BATCH = 200
_HOSTS_AT_ONCE = 20
_SEEN = frozenset({OutboxState.SENDING, OutboxState.SENT, OutboxState.UNKNOWN, OutboxState.DEAD})


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
        self, guest_id: int, host_id: int, start: datetime | None, request_id: int | None = None
    ) -> Chance:
        """Give what a guest could take of a host now: the slot that starts then, or any."""
        slots = self._free(guest_id, host_id) if (guest_id, host_id) not in self.offered else ()
        fitting = (
            slot
            for slot in slots
            if start in (None, slot.start)
            and (guest_id, host_id, slot.start) not in self.passed
            and held(self.event, slot.start, self.now) is not None
        )
        return Chance(guest_id, tuple(fitting), request_id)

    def is_hopeless(self, place: Place) -> bool:
        """Tell whether a place is of no use any more."""
        guest, host = self.standing.get(place.guest_id), self.standing.get(place.host_id)
        if guest is None or host is None or {place.guest_id, place.host_id} in self.going:
            return True
        return is_hopeless(self.event, guest, host, place.start, self.now)

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
        lines[place.host_id].append(lists.chance(place.guest_id, place.host_id, place.start))
    for ended in lost:  # after those who wait
        if all(ended.guest_id != chance.guest_id for chance in lines[ended.host_id]):
            chance = lists.chance(ended.guest_id, ended.host_id, ended.start, ended.request_id)
            lines[ended.host_id].append(chance)
    return Plan(tuple(_offers(event, lines, now)), hopeless)


async def serve(uow: UnitOfWork, event: Event, host_ids: Collection[int], now: datetime) -> int:
    """Offer what is free of the times of some hosts; gives how many were offered.

    What could not be locked at once, or looks otherwise when it is, stays for the next round.
    """
    wanted = (await plan(uow, event, host_ids, now)).offers
    if not wanted:
        return 0
    ids = {one for offer in wanted for one in (offer.guest_id, offer.host_id)}
    locked = await uow.participants.try_lock(ids)
    if not ids <= locked:
        host_ids = {one.host_id for one in wanted if {one.guest_id, one.host_id} <= locked}
    sure = (await plan(uow, event, host_ids, now)).offers
    made = [offer for offer in sure if offer in wanted and await _hold(uow, event, offer)]
    return len(made)


async def on_freed(uow: UnitOfWork, ids: Collection[int], now: datetime) -> None:
    """Offer the times that have become free because some participants have a seat less."""
    hosts: dict[int, set[int]] = defaultdict(set)
    for event_id, host_id in await uow.waiting.concerned(ids, now):
        hosts[event_id].add(host_id)
    for event_id, host_ids in hosts.items():
        await serve(uow, await event_of(uow, event_id), host_ids, now)


async def lapse(uow: UnitOfWork, event: Event, ids: Collection[int], now: datetime) -> None:
    """End what is held no more for or of participants, who are locked; the next in line comes at once.

    Whoever was told has let it pass, and goes to the end of the list; a message that did not go out in time
    costs nobody his place.
    """
    overdue = await uow.waiting.overdue(now, ids, _BATCH)
    for offer in overdue:
        await _lapse(uow, offer, now)
    if overdue:
        await serve(uow, event, {offer.host_id for offer in overdue}, now)


async def give_way(uow: UnitOfWork, ids: Collection[int], slot: Slot, now: datetime) -> None:
    """Make room for a meeting of participants: nothing is held for them then, and all who wait wait anew."""
    for offer in await uow.waiting.touching(ids, Interval(slot.start, slot.end)):
        if offer.overdue(now):
            await _lapse(uow, offer, now)
        elif offer.guest_id in ids or offer.passed:
            await uow.waiting.end(offer.id)


async def forget(uow: UnitOfWork, participant_id: int) -> None:
    """End whatever is held for or of somebody who leaves; who comes next is offered it."""
    for offer in await uow.waiting.held_by(participant_id):
        await uow.waiting.end(offer.id)


async def settle(uow: UnitOfWork, one: int, other: int) -> None:
    """End the waiting of two for each other: they have a request or a meeting from now on."""
    if not await uow.waiting.is_any(one, other):
        return
    await uow.waiting.leave(one, other)
    for offer in await uow.waiting.offers_between(one, other):
        await uow.waiting.end(offer.id)


async def let_pass(uow: UnitOfWork, offer: Offer, now: datetime) -> None:
    """Note that a guest does not take a time: it goes on to the next, and he to the end of the list."""
    await uow.waiting.let_pass(offer.id)
    await uow.waiting.to_the_end(offer.guest_id, offer.host_id, now)


async def tidy(database: Database, now: datetime) -> None:
    """Offer whatever is free by now, end what is held no more, and places that nothing can help."""
    async with database.reading() as uow:
        overdue = await uow.waiting.overdue(now, None, _BATCH)
        todo = [(event, await _todo(uow, event, now)) for event in await uow.events.all()]
    if overdue:
        async with database.writing() as uow:
            locked = await uow.participants.try_lock({one.host_id for one in overdue})
            for event, _ in todo:
                hosts = {one.host_id for one in overdue if one.event_id == event.id}
                await lapse(uow, event, hosts & locked, now)
    for event, plans in todo:
        for one in plans:
            async with database.writing() as uow:
                await _give_up(uow, event, one.hopeless, now)
                await serve(uow, event, {offer.host_id for offer in one.offers}, now)


async def _todo(uow: UnitOfWork, event: Event, now: datetime) -> list[Plan]:
    awaited = await uow.waiting.awaited(event.id, now)
    found = []
    for first in range(0, len(awaited), _HOSTS_AT_ONCE):
        one = await plan(uow, event, awaited[first : first + _HOSTS_AT_ONCE], now)
        if one.offers or one.hopeless:
            found.append(one)
        await asyncio.sleep(0)  # presses first: nothing else lets them in where the database never waits
    return found


async def _give_up(uow: UnitOfWork, event: Event, hopeless: Sequence[Place], now: datetime) -> None:
    """End places that nothing can help; who is still at the event, and has not come to his aim, is told."""
    gone = await uow.waiting.drop([place.id for place in hopeless])
    guests = await uow.participants.many(place.guest_id for place in hopeless)
    for place in hopeless:
        guest = guests.get(place.guest_id)
        if place.id in gone and now < event.interval.end:
            about = place.start or event.interval.end
            await uow.outbox.add(*news(event, guest, "waited", about, now, host=place.host_id))


async def _lists(
    uow: UnitOfWork, event: Event, host_ids: Collection[int], guest_ids: Collection[int], now: datetime
) -> _Lists:
    people = await uow.participants.many({*host_ids, *guest_ids})
    bound = await uow.waiting.bound(host_ids, now)
    offers = await uow.waiting.offers_of(host_ids)
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


async def _hold(uow: UnitOfWork, event: Event, offer: Offer) -> bool:
    """Hold a time for a guest and tell him; False when somebody was faster, in another process."""
    both = event.booking.pending_holds is not PendingHolds.NONE
    guest = await uow.participants.get(offer.guest_id)
    if guest is None or guest.telegram_id is None:
        return False
    if not await uow.waiting.hold(offer, (offer.guest_id, offer.host_id) if both else (offer.host_id,)):
        return False
    await uow.outbox.add(
        Note(
            kind="offer",
            chat_id=guest.telegram_id,
            due_at=offer.opens_at,
            not_after=offer.until,
            params={"to": guest.id, "host": offer.host_id, "until": offer.until.isoformat()},
            dedupe=_key(offer),
        )
    )
    return True


async def _lapse(uow: UnitOfWork, offer: Offer, now: datetime) -> None:
    if await uow.outbox.state_of(_key(offer)) in _SEEN:
        await let_pass(uow, offer, now)
    else:
        await uow.outbox.take_back([_key(offer)])
        await uow.waiting.end(offer.id)


def _key(offer: Offer) -> str:
    """Give the key of the one message about an offer; ids come again on SQLite, instants do not."""
    return f"offer:{offer.guest_id}:{offer.host_id}:{offer.start:%Y%m%d%H%M}:{offer.until.timestamp():.3f}"
