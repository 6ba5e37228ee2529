"""Who is free then: people who could be met at a time that somebody named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.crowd import Crowd, free_with
from bot.domain.intervals import Interval
from bot.domain.people import Listed, Participant
from bot.domain.slots import Slot
from bot.domain.text import fold
from bot.usecases.identity import Me
from bot.usecases.plain_text import fitting
from bot.usecases.ports import UnitOfWork
from bot.usecases.times import Day, Instant, Pick, Reading, Which

_MOST_NAMED = 8
WhoCan = Callable[[Sequence[Slot]], Mapping[int, tuple[Slot, ...]]]  # by participant, in the order of names


@dataclass(frozen=True, slots=True)
class Company:
    """Some of those who could be met, by name, each with a slot that suits both; ``total`` counts all.

    ``instead`` is the slot nearest to the time that was named, when nobody can be met at exactly that one.
    """

    people: tuple[tuple[Participant, Slot], ...] = ()
    total: int = 0
    instead: Slot | None = None


async def who_is_free(uow: UnitOfWork, me: Me, reading: Reading, now: datetime) -> Company:
    """Give those of whom a time can be asked; where there is nobody at an instant, those of the nearest."""
    last = isinstance(reading, Pick) and reading.which is Which.LAST
    meant = reading.scope if isinstance(reading, Pick) else reading
    slots = fitting(me.event, me.event.slots, meant)
    free = (await _asked_about(uow, me, slots, now))(slots) if slots else {}
    if not free and isinstance(reading, Instant):
        return await _around(uow, me, reading, now)
    return await _named(uow, {one: both[-1 if last else 0] for one, both in free.items()})


async def _around(uow: UnitOfWork, me: Me, reading: Instant, now: datetime) -> Company:
    """Give those who can be met at the slot of that day that is nearest to an instant, the earlier of two."""
    at = me.event.instant(reading.at.date(), reading.at.time())
    day = fitting(me.event, me.event.slots, Day(reading.at.date()))
    if day:
        who_can = await _asked_about(uow, me, day, now)
        for slot in sorted(day, key=lambda slot: (abs(slot.start - at), slot.start)):
            if free := who_can((slot,)):
                return await _named(uow, dict.fromkeys(free, slot), slot)
    return Company()


async def _named(uow: UnitOfWork, free: Mapping[int, Slot], instead: Slot | None = None) -> Company:
    first = list(free)[:_MOST_NAMED]
    people = await uow.participants.many(first)
    return Company(tuple((people[one], free[one]) for one in first), len(free), instead)


async def _asked_about(uow: UnitOfWork, me: Me, slots: Sequence[Slot], now: datetime) -> WhoCan:
    """Load what counts in some slots; gives who can be met in which of those that are asked about."""
    crowd = await _crowd(uow, me, Interval(slots[0].start, slots[-1].end), now)
    mine = (await uow.seats.standing([me.participant], now))[me.id]
    full = await uow.seats.full_slots(me.event)
    return lambda some: dict(free_with(me.event, mine, crowd, some, full, now))


async def _crowd(uow: UnitOfWork, me: Me, stretch: Interval, now: datetime) -> Crowd:
    event = me.event
    windows = await uow.crowd.windows(event.id)
    able = (await uow.crowd.connected(event.id)) - {me.id} - await _engaged(uow, me, now)
    if not event.booking.same_organization:
        colleagues = await uow.crowd.of_event(event.id, by_organization)
        able -= colleagues.get(fold(me.participant.profile.organization), frozenset())
    limits = [one for one in (event.booking.max_meetings, event.booking.max_meetings_per_block) if one]
    return Crowd(
        windows={one: mine for one, mine in windows.items() if one in able},
        seats=await uow.seats.touching(event.id, stretch, now),
        meetings=await uow.seats.many_meetings(event.id, min(limits)) if limits else {},
    )


def by_organization(people: Iterable[Listed]) -> Mapping[str, frozenset[int]]:
    """Give who belongs to each organization, by its folded name; see ``booking.same_organization``."""
    members = defaultdict[str, list[int]](list)
    for person in people:
        if name := fold(person.organization):
            members[name].append(person.id)
    return {name: frozenset(ids) for name, ids in members.items() if len(ids) > 1}


async def _engaged(uow: UnitOfWork, me: Me, now: datetime) -> set[int]:
    """Give those with whom somebody has an open request or a coming meeting."""
    requests = [one for one in await uow.requests.open_of(me.id) if not one.overdue(now)]
    meetings = [one for one in await uow.meetings.of(me.id) if one.slot.end > now]
    return {one.other(me.id) for one in requests} | {one.other(me.id) for one in meetings}
