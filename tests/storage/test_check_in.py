from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.usecases import check_in, overview, privacy
from bot.usecases.organizing import Organizer
from bot.usecases.stewarding import Steward
from storage.unit_of_work import SqlDatabase
from tests.support.world import SECRET, ManualClock, add_people, make_event, row

NOW = ManualClock().now()
LATER = NOW + timedelta(minutes=5)


async def test_person_is_checked_in_once_and_the_first_time_stands(database: SqlDatabase) -> None:
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
        people = await add_people(uow, event, row("Ana"), row("Dan"), now=NOW)
        who, ana = Steward(9, event), people["Ana"].participant
        assert await check_in.check_in(uow, who, ana, NOW)
        assert not await check_in.check_in(uow, who, ana, LATER)
        assert await uow.check_ins.of(ana.id) == NOW
        await uow.check_ins.add(ana.id, LATER)  # of two who read at once, the first one is kept
        assert await uow.check_ins.of(ana.id) == NOW
        assert await uow.check_ins.of(people["Dan"].id) is None
        await check_in.undo(uow, who, ana)
        assert await uow.check_ins.of(ana.id) is None
        assert await check_in.check_in(uow, who, ana, LATER)
        assert await uow.check_ins.of(ana.id) == LATER


async def test_those_who_are_awaited_are_listed_by_name_and_counted_by_event(database: SqlDatabase) -> None:
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
        other = await uow.events.save(replace(make_event(), slug="other"))
        names = [f"Person {letter}" for letter in "JIHGFEDCBA"]
        people = await add_people(uow, event, *map(row, names), now=NOW)
        elsewhere = await add_people(uow, other, row("Else"), now=NOW, first_id=500)
        await uow.check_ins.add(elsewhere["Else"].id, NOW)
        await uow.check_ins.add(people["Person C"].id, NOW)
        page = await check_in.awaited(uow, Steward(9, event), 0)
        listed = [one.profile.name for one in page.people]
        assert listed == [f"Person {letter}" for letter in "ABDEFGHI"]
        assert (page.total, page.arrived, page.pages) == (9, 1, 2)
        last = await check_in.awaited(uow, Steward(9, event), 99)
        assert (last.number, [one.profile.name for one in last.people]) == (1, ["Person J"])
        figures = await overview.figures(uow, Organizer(9, event))
        assert (figures.people.total, figures.people.arrived) == (10, 1)


async def test_check_in_is_exported_and_erased(database: SqlDatabase) -> None:
    async with database.writing() as uow:
        event = await uow.events.save(make_event())
        ana = (await add_people(uow, event, row("Ana"), now=NOW))["Ana"]
        await uow.check_ins.add(ana.id, NOW)
        (exported,) = (await privacy.export(uow, ana.person.telegram_id))["events"]
        assert exported["checked_in_at"] == NOW
        await privacy.erase(uow, ana.person.telegram_id, SECRET, NOW)
        assert await uow.check_ins.of_event(event.id) == frozenset()
