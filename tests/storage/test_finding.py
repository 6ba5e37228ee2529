"""Filters on a real database: who is free could really be asked; what is kept in memory is never stale."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from bot.domain.bookable import offered_slots, why_not
from bot.domain.errors import NotFoundError
from bot.domain.event import PendingHolds
from bot.domain.finding import Facet, Filter, Free, value_code
from bot.usecases import booking, finding, marks
from bot.usecases.event_load import load
from bot.usecases.identity import Me
from storage.unit_of_work import SqlDatabase, SqlUnitOfWork
from tests.support.world import (
    FRIDAY,
    FRIDAY_WINDOW,
    THURSDAY,
    THURSDAY_WINDOW,
    ManualClock,
    add_people,
    at,
    make_event,
    row,
)

NOW = ManualClock().now()
BOTH = (THURSDAY_WINDOW, FRIDAY_WINDOW)


async def shown(uow: SqlUnitOfWork, me: Me, asked: Filter) -> list[str]:
    """Give the names on the page through a filter."""
    await uow.finding.save_filter(me.id, asked)
    found = await finding.page(uow, me, 0, NOW)
    assert found is not None
    return [one.profile.name for one in found[0].people]


@pytest.mark.parametrize("per_block", [0, 1])
@pytest.mark.parametrize("holds", PendingHolds)
async def test_free_are_exactly_those_who_are_offered_the_slot(
    database: SqlDatabase, holds: PendingHolds, per_block: int
) -> None:
    event = make_event(tables=2, pending_holds=holds, max_meetings=2, max_meetings_per_block=per_block)
    async with database.writing() as uow:
        event = await uow.events.save(event)
        rows = [row(f"Person {number}", *BOTH) for number in range(8)]
        rows += [
            row("Thursday Only", THURSDAY_WINDOW),
            row("Never"),
            row("Colleague", *BOTH, organization="ME LTD"),
            row("Me", *BOTH, organization="Me Ltd"),
        ]
        people = await add_people(uow, event, *rows, now=NOW)
        await uow.participants.add(event, row("Absent", *BOTH))
        who = [people[f"Person {number}"] for number in range(8)]
        for guest, host, when in (
            (0, 1, "Thu 14:30"),
            (2, 3, "Thu 14:30"),
            (0, 1, "Fri 09:00"),
            (4, 5, "Fri 09:25"),
        ):
            asked = await booking.ask(uow, who[guest], who[host].id, at(when), "", NOW)
            if isinstance(asked, booking.Asked) and guest != 4:
                await booking.ask(uow, who[host], who[guest].id, at(when), "", NOW)  # which accepts
                await uow.meetings.finish(at("Thu 15:00"))  # so that the pair may meet once more
        me = people["Me"]
        await booking.ask(uow, me, who[6].id, at("Thu 15:20"), "", NOW)

        everybody = await uow.participants.of_event(event.id)
        standing = await uow.seats.standing(everybody, NOW)
        full = await uow.seats.full_slots(event)
        for slot in event.slots:
            expected = [
                one.profile.name
                for one in everybody
                if one.id != who[6].id
                and why_not(event, standing[me.id], standing[one.id], NOW) is None
                and slot in offered_slots(event, standing[me.id], standing[one.id], full, NOW)
            ]
            assert await shown(uow, me, Filter(free=Free(start=slot.start))) == expected[:8], slot


async def test_filters_combine_and_each_count_is_what_choosing_it_gives(database: SqlDatabase) -> None:
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
        rows = [
            row("Ana", *BOTH, city="Cluj-Napoca", areas=("Energy", "Health"), country="Romania"),
            row("Bea", THURSDAY_WINDOW, city="CLUJ-NAPOCA", areas=("Health",), country="Romania"),
            row("Cili", FRIDAY_WINDOW, city="Győr", areas=("energy",), country="Hungary"),
            row("Dan", city="Győr", organization_type="University"),
            row("Me", *BOTH),
        ]
        people = await add_people(uow, event, *rows, now=NOW)
        me = people["Me"]
        await marks.favour(uow, me, people["Bea"].id, NOW, chosen=True)

        assert await shown(uow, me, Filter({Facet.CITY: ("cluj-napoca",)})) == ["Ana", "Bea"]
        assert await shown(uow, me, Filter({Facet.AREA: ("energy", "health")})) == ["Ana", "Bea", "Cili"]
        energy_in_gyor = Filter({Facet.AREA: ("energy",), Facet.CITY: ("gyor",)})
        assert await shown(uow, me, energy_in_gyor) == ["Cili"]
        assert await shown(uow, me, replace(energy_in_gyor, free=Free(day=THURSDAY))) == []
        assert await shown(uow, me, replace(energy_in_gyor, free=Free(day=FRIDAY))) == ["Cili"]
        assert await shown(uow, me, Filter({Facet.AREA: ("health",)}, favourites=True)) == ["Bea"]

        await uow.finding.save_filter(me.id, Filter({Facet.CITY: ("cluj-napoca",)}))
        areas = await finding.choices(uow, me, "area", 0, NOW)
        assert [(one.label, one.count, one.chosen) for one in areas.choices] == [
            ("Energy", 1, False),
            ("Health", 2, False),
        ]
        cities = await finding.choices(uow, me, "city", 0, NOW)
        assert [(one.label, one.count, one.chosen) for one in cities.choices] == [
            ("CLUJ-NAPOCA", 2, True),
            ("Győr", 2, False),
        ]
        card = await finding.card(uow, me, NOW)
        assert (card.total, card.favourites, card.free) == (2, 1, 2)
        times = await finding.free_choices(uow, me, FRIDAY, NOW)
        assert (times.any, times.days) == (2, {THURSDAY: 2, FRIDAY: 1})
        assert set(times.slots.values()) == {1}


async def test_filter_is_kept_by_its_owner_until_it_is_cleared(database: SqlDatabase) -> None:
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
        people = await add_people(uow, event, row("Ana", city="Győr"), row("Bea"), now=NOW)
        ana, bea = people["Ana"], people["Bea"]
        await finding.toggle(uow, ana, "city", value_code("gyor"))
        await finding.only_favourites(uow, ana, chosen=True)
        await finding.set_free(uow, ana, Free(start=at("Thu 14:30")))
    again = SqlDatabase(database.url)
    async with again.writing() as uow:
        kept = Filter({Facet.CITY: ("gyor",)}, Free(start=at("Thu 14:30")), favourites=True)
        assert await uow.finding.filter_of(ana.id) == kept
        assert await uow.finding.filter_of(bea.id) == Filter()
        for facet, code in (("city", "0" * 12), ("street", value_code("gyor"))):
            with pytest.raises(NotFoundError):
                await finding.toggle(uow, ana, facet, code)
        await finding.clear(uow, ana)
        assert await uow.finding.filter_of(ana.id) == Filter()
        assert await finding.page(uow, ana, 0, NOW) is None
    await again.close()


async def test_what_is_chosen_follows_imports_and_blocks_of_another_process(database: SqlDatabase) -> None:
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
        people = await add_people(uow, event, row("Ana", city="Győr"), row("Bea", *BOTH), row("Me"), now=NOW)
        ana, me = people["Ana"], people["Me"]
        await uow.finding.save_filter(me.id, Filter({Facet.CITY: ("gyor",)}))
    assert await names(database, me) == ["Ana"]
    other = SqlDatabase(database.url)
    async with other.writing() as uow:
        await uow.participants.update(people["Bea"].id, event, row("Bea", *BOTH, city="Gyor"))
    assert await names(database, me) == ["Ana", "Bea"]
    async with other.writing() as uow:
        await uow.erasure.erase_people((ana.id,), NOW)
    assert await names(database, me) == ["Bea"]

    evening = time(18), time(19)
    blocks = (event.blocks[0], replace(event.blocks[1], start=evening[0], end=evening[1]))
    async with other.writing() as uow:
        await load(uow, replace(event, blocks=blocks), NOW)
    await other.close()
    async with database.reading() as uow:
        (window,) = [one for one in (await uow.crowd.catalogue(event.id)).windows if len(one) == 2]
    assert window[1].start == event.instant(FRIDAY, evening[0])


async def names(database: SqlDatabase, me: Me) -> list[str]:
    async with database.reading() as uow:
        found = await finding.page(uow, me, 0, NOW)
        assert found is not None
        return [one.profile.name for one in found[0].people]
