"""Free now: on the days of the event people say that they are free in the next slot, and see who else is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import StaleError
from bot.domain.finding import NOBODY, next_slot
from bot.domain.pages import existing_page, page_count
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.domain.today import DayLeft, day_left
from bot.usecases.company import askable, free_people
from bot.usecases.directory import PAGE_SIZE
from bot.usecases.identity import Me
from bot.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class FreeNow:
    """Who is free in the next slot that one can still ask for today, as far as they said so.

    ``slot`` is None when there is none today, and ``left`` tells what is left of the day. ``mine`` tells
    whether one said so oneself, and ``askable`` whether the slot lies in one's own window, so that others
    could ask at all.
    """

    slot: Slot | None
    left: DayLeft
    mine: bool = False
    askable: bool = False
    people: tuple[Participant, ...] = ()
    number: int = 0
    total: int = 0

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return page_count(self.total, PAGE_SIZE)


async def free_now(uow: UnitOfWork, me: Me, number: int, now: datetime) -> FreeNow:
    """Give a page of those who said that they are free in the next slot, and could really be asked."""
    slot = next_slot(me.event, await askable(uow, me, me.event.slots, now), now)
    if slot is None:
        return FreeNow(None, day_left(me.event, now))
    people = await uow.crowd.catalogue(me.event.id)
    said = people.people(await uow.finding.free_now(slot.start))
    free = await free_people(uow, me, (slot,), now)
    ids = people.ids(said & free.get(slot, NOBODY))
    number = existing_page(number, len(ids), PAGE_SIZE)
    shown = ids[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
    found = await uow.participants.many(shown)
    mine = people.people((me.id,))
    return FreeNow(
        slot=slot,
        left=day_left(me.event, now),
        mine=bool(said & mine),
        askable=bool(people.taking(slot) & mine),
        people=tuple(found[one] for one in shown if one in found),
        number=number,
        total=len(ids),
    )


async def tell(uow: UnitOfWork, me: Me, start: datetime, now: datetime, *, free: bool) -> None:
    """Say that one is free in the next slot, or take it back.

    Raises:
        StaleError: that slot is not the next one any more, or nobody could ask for it.
    """
    if not free:
        await uow.finding.not_free_now(me.id)
        return
    shown = await free_now(uow, me, 0, now)
    if shown.slot is None or shown.slot.start != start or not shown.askable:
        raise StaleError
    await uow.finding.say_free_now(me.id, start)
