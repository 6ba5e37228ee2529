"""Who is free then: people who could be met at a time, for all who ask, in words or by buttons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.crowd import Crowd, askable_slots
from bot.domain.finding import Catalogue, People, either
from bot.domain.intervals import Interval
from bot.domain.meets import whom
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.usecases.identity import Me
from bot.usecases.plain_text import fitting
from bot.usecases.ports import UnitOfWork
from bot.usecases.times import Day, Instant, Pick, Reading, Which

_MOST_NAMED = 8


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
    free = await free_people(uow, me, fitting(me.event, me.event.slots, meant), now)
    if not any(free.values()) and isinstance(reading, Instant):
        return await _around(uow, me, reading, now)
    return await _named(uow, me, dict(sorted(free.items(), reverse=last)))


async def askable(uow: UnitOfWork, me: Me, slots: Iterable[Slot], now: datetime) -> tuple[Slot, ...]:
    """Keep the slots for which one could still ask somebody."""
    mine = (await uow.seats.standing([me.participant], now))[me.id]
    return askable_slots(me.event, mine, slots, await uow.seats.full_slots(me.event), now)


async def free_people(uow: UnitOfWork, me: Me, slots: Iterable[Slot], now: datetime) -> dict[Slot, People]:
    """Give who could really be asked for each slot that one can still ask for, of some slots in time order.

    The people are those of ``uow.crowd.catalogue``.
    """
    open_slots = await askable(uow, me, slots, now)
    if not open_slots:
        return {}
    crowd = await _crowd(uow, me, open_slots, now)
    return {slot: crowd.free_in(slot) for slot in open_slots}


async def _around(uow: UnitOfWork, me: Me, reading: Instant, now: datetime) -> Company:
    """Give those who can be met at the slot of that day that is nearest to an instant, the earlier of two."""
    at = me.event.instant(reading.at.date(), reading.at.time())
    free = await free_people(uow, me, fitting(me.event, me.event.slots, Day(reading.at.date())), now)
    for slot in sorted(free, key=lambda slot: (abs(slot.start - at), slot.start)):
        if free[slot]:
            return await _named(uow, me, {slot: free[slot]}, slot)
    return Company()


async def _named(
    uow: UnitOfWork, me: Me, free: Mapping[Slot, People], instead: Slot | None = None
) -> Company:
    """Name some of those who are free, each with the first of the slots that suits."""
    catalogue = await uow.crowd.catalogue(me.event.id)
    everybody = either(free.values())
    first = catalogue.ids(everybody)[:_MOST_NAMED]
    suits = {one: next(slot for slot in free if free[slot] & catalogue.people((one,))) for one in first}
    people = await uow.participants.many(first)
    return Company(tuple((people[one], suits[one]) for one in first), everybody.bit_count(), instead)


async def _crowd(uow: UnitOfWork, me: Me, slots: Sequence[Slot], now: datetime) -> Crowd:
    event = me.event
    people = await uow.crowd.catalogue(event.id)
    stretch = Interval(slots[0].start, max(slot.end for slot in slots))
    seats = await uow.seats.busy(stretch, now)
    limit = event.booking.max_meetings_per_block
    blocks = {slot.block_id for slot in slots} if limit else set()
    return Crowd(
        people=people,
        able=people.people(await uow.crowd.connected(event.id)) & ~await no_question(uow, me, people, now),
        seats={taken: people.people(ids) for taken, ids in seats.items()},
        laden={one: people.people(await uow.seats.laden(event.id, limit, one)) for one in blocks},
    )


async def no_question(uow: UnitOfWork, me: Me, people: Catalogue, now: datetime) -> People:
    """Give those whom one cannot ask whatever the time.

    That is oneself, colleagues, those whom one meets or has asked, whom the rule of types keeps apart, and
    whom either has blocked.
    """
    found = {me.id, *await uow.blocks.apart(me.id)}
    found |= {one.other(me.id) for one in await uow.requests.open_of(me.id) if not one.overdue(now)}
    found |= {one.other(me.id) for one in await uow.meetings.of(me.id) if one.slot.end > now}
    if limit := me.event.booking.max_meetings:
        found |= await uow.seats.laden(me.event.id, limit)
    apart = people.people(found) | ~whom(people, me.event.booking, me.participant.profile)
    if me.event.booking.same_organization:
        return apart
    return apart | people.colleagues(me.participant.profile.organization)
