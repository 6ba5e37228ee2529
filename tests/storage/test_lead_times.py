"""Lead times of reminders: what a button switches, whatever was on offer when it was drawn."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.event import ReminderRules
from bot.usecases import settings
from storage.unit_of_work import SqlDatabase
from tests.support.trio import three_people
from tests.support.world import at, make_event


async def test_lead_time_that_is_no_choice_can_be_switched_off_but_not_on(database: SqlDatabase) -> None:
    event = replace(make_event(), reminders=ReminderRules(minutes_before=(7, 15)))
    async with three_people(database, event) as world, database.writing() as uow:
        now = world.clock.now()
        assert await settings.toggle_reminder(uow, world.ana, 8, now) == (7, 15)
        assert await settings.toggle_reminder(uow, world.ana, 7, now) == (15,)
        assert await settings.toggle_reminder(uow, world.ana, 30, now) == (7, 15, 30)  # of the ones she had


async def test_nothing_is_planned_anew_of_a_meeting_that_has_begun(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        await world.met(world.ana, world.hana, "Thu 14:30")
        async with database.writing() as uow:
            before = await uow.outbox.of_chat(101)
            assert await settings.toggle_reminder(uow, world.ana, 30, at("Thu 14:30")) == (15, 30)
            begun = await uow.outbox.of_chat(101)
            assert len(begun) <= len(before)  # what was planned before is taken back at most
            await settings.toggle_reminder(uow, world.ana, 60, at("Thu 12:30"))
            assert len(await uow.outbox.of_chat(101)) > len(begun)
