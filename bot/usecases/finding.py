"""The directory through a filter: whom it leaves, how many every further choice would, who is free when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.errors import NotFoundError
from bot.domain.finding import (
    Facet,
    Filter,
    Free,
    People,
    Selection,
    free_at,
    select,
)
from bot.domain.pages import existing_page, page_count
from bot.domain.slots import Slot
from bot.usecases.company import free_people
from bot.usecases.directory import PAGE_SIZE, Page
from bot.usecases.identity import Me
from bot.usecases.ports import UnitOfWork

VALUES_ON_PAGE = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen; ``count`` people would be left, or are, where it is chosen."""

    value: str  # folded
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """A page of the values of a facet, the most common first."""

    facet: Facet
    page: int
    pages: int
    choices: tuple[Choice, ...]
    total: int  # whom the whole filter leaves


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter, with what was chosen as profiles write it."""

    filter: Filter
    labels: Mapping[Facet, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FilterCard:
    """A filter, and what there is to choose from: ``sizes`` are the numbers of values by facet.

    ``favourites`` and ``free`` (at any time) count whom the rest of the filter leaves.
    """

    asked: Asked
    total: int
    sizes: Mapping[Facet, int]
    favourites: int
    free: int


@dataclass(frozen=True, slots=True)
class FreeChoices:
    """When somebody should be free: counts by day, and by slot for the day that is looked at."""

    asked: Filter
    total: int  # whom the whole filter leaves
    any: int
    days: Mapping[date, int]
    day: date | None
    slots: Mapping[Slot, int]


async def page(uow: UnitOfWork, me: Me, number: int, now: datetime) -> tuple[Page, Asked] | None:
    """Give a page of the directory through the filter, with that; None when it asks for nothing."""
    asked = await uow.finding.filter_of(me.id)
    if not asked.size:
        return None
    found, favourites = await _select(uow, me, asked, now)
    ids = found.in_order()
    number = existing_page(number, len(ids), PAGE_SIZE)
    shown = ids[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
    people = await uow.participants.many(shown)
    shown_people = tuple(people[one] for one in shown if one in people)
    return Page(shown_people, number, len(ids), favourites=favourites), _asked(found, asked)


async def card(uow: UnitOfWork, me: Me, now: datetime) -> FilterCard:
    """Give somebody's filter with how many it leaves."""
    asked = await uow.finding.filter_of(me.id)
    free_in = await free_people(uow, me, me.event.slots, now)
    found, marked = await _through(uow, me, asked, free_in)
    favourites = found.catalogue.people(marked)
    free = free_at(me.event, Free(), free_in) & found.people(but="free")
    return FilterCard(
        asked=_asked(found, asked),
        total=found.people().bit_count(),
        sizes={facet: len(known) for facet, known in found.catalogue.values.items()},
        favourites=(favourites & found.people(but="favourites")).bit_count(),
        free=free.bit_count(),
    )


async def choices(uow: UnitOfWork, me: Me, facet: str, number: int, now: datetime) -> Choices:
    """Give a page of what can be chosen of a facet.

    Raises:
        NotFoundError: no such facet.
    """
    side = _facet(facet)
    asked = await uow.finding.filter_of(me.id)
    found, _ = await _select(uow, me, asked, now)
    known, counts = found.catalogue.values[side], found.counts(side)
    chosen = asked.values.get(side, ())
    ranked = found.catalogue.ranked(side)
    ranked += [one for one in chosen if one not in known]
    pages = page_count(len(ranked), VALUES_ON_PAGE)
    number = existing_page(number, len(ranked), VALUES_ON_PAGE)
    shown = ranked[number * VALUES_ON_PAGE : (number + 1) * VALUES_ON_PAGE]
    listed = tuple(
        Choice(one, known[one].label if one in known else one, counts.get(one, 0), one in chosen)
        for one in shown
    )
    return Choices(side, number, pages, listed, found.people().bit_count())


async def free_choices(uow: UnitOfWork, me: Me, day: date | None, now: datetime) -> FreeChoices:
    """Give when somebody could be free; with the slots of one day, where one is looked at."""
    asked = await uow.finding.filter_of(me.id)
    free_in = await free_people(uow, me, me.event.slots, now)
    found, _ = await _through(uow, me, asked, free_in)
    others = found.people(but="free")
    days = sorted({me.event.local(slot.start).date() for slot in free_in})
    return FreeChoices(
        asked=asked,
        total=found.people().bit_count(),
        any=(free_at(me.event, Free(), free_in) & others).bit_count(),
        days={one: (free_at(me.event, Free(day=one), free_in) & others).bit_count() for one in days},
        day=day if day in days else None,
        slots={
            slot: (available & others).bit_count()
            for slot, available in free_in.items()
            if me.event.local(slot.start).date() == day
        },
    )


async def toggle(uow: UnitOfWork, me: Me, facet: str, code: str) -> None:
    """Choose a value, or no longer.

    Raises:
        NotFoundError: no such facet, or nothing has this code any more.
    """
    side = _facet(facet)
    asked = await uow.finding.filter_of(me.id)
    value = (await uow.crowd.catalogue(me.event.id)).value_of(side, code, asked)
    if value is None:
        raise NotFoundError
    await uow.finding.save_filter(me.id, asked.toggled(side, value))


async def set_free(uow: UnitOfWork, me: Me, free: Free | None) -> None:
    """Ask for people who are free at some time, or no longer."""
    asked = await uow.finding.filter_of(me.id)
    await uow.finding.save_filter(me.id, replace(asked, free=free))


async def only_favourites(uow: UnitOfWork, me: Me, *, chosen: bool) -> None:
    """Ask for one's favourites alone, or for everybody."""
    asked = await uow.finding.filter_of(me.id)
    await uow.finding.save_filter(me.id, replace(asked, favourites=chosen))


async def who_at(uow: UnitOfWork, me: Me, start: datetime) -> None:
    """Ask for people who are free in a slot, and for nothing else."""
    await uow.finding.save_filter(me.id, Filter(free=Free(start=start)))


async def my_favourites(uow: UnitOfWork, me: Me) -> bool:
    """Ask for one's favourites, and for nothing else; False, and nothing is asked, where there are none."""
    if not await uow.marks.favourites(me.id):
        return False
    await uow.finding.save_filter(me.id, Filter(favourites=True))
    return True


async def clear(uow: UnitOfWork, me: Me) -> None:
    """Ask for nothing any more: the directory is whole again."""
    await uow.finding.save_filter(me.id, Filter())


async def _select(uow: UnitOfWork, me: Me, asked: Filter, now: datetime) -> tuple[Selection, frozenset[int]]:
    """Apply a filter as ``_through`` does; when people are free is asked only where it matters."""
    free_in: Mapping[Slot, People] = {}
    if (free := asked.free) is not None:
        meant = [slot for slot in me.event.slots if free.fits(me.event, slot)]
        free_in = await free_people(uow, me, meant, now)
    return await _through(uow, me, asked, free_in)


async def _through(
    uow: UnitOfWork, me: Me, asked: Filter, free_in: Mapping[Slot, People]
) -> tuple[Selection, frozenset[int]]:
    """Apply a filter for one who looks; gives the ids of his favourites as well."""
    people = await uow.crowd.catalogue(me.event.id)
    favourites, apart = await uow.marks.favourites(me.id), await uow.blocks.apart(me.id)
    found = select(people, asked, people.people(favourites), free_in, me.event, people.people(apart))
    return found, favourites


def _asked(found: Selection, asked: Filter) -> Asked:
    values = found.catalogue.values
    labels = {
        facet: tuple(values[facet][one].label if one in values[facet] else one for one in chosen)
        for facet, chosen in asked.values.items()
        if chosen
    }
    return Asked(asked, labels)


def _facet(name: str) -> Facet:
    try:
        return Facet(name)
    except ValueError:
        raise NotFoundError from None
