"""Lead times of reminders: what a button switches, whatever was on offer when it was drawn."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.event import ReminderRules
from bot.usecases import settings
from storage.unit_of_work import SqlDatabase
from tests.support.trio import three_people
from tests.support.world import make_event


async def test_lead_time_that_is_no_choice_can_be_switched_off_but_not_on(database: SqlDatabase) -> None:
    event = replace(make_event(), reminders=ReminderRules(minutes_before=(7, 15)))
    async with three_people(database, event) as world, database.writing() as uow:
        now = world.clock.now()
        assert await settings.toggle_reminder(uow, world.ana, 8, now) == (7, 15)
        assert await settings.toggle_reminder(uow, world.ana, 7, now) == (15,)
        assert await settings.toggle_reminder(uow, world.ana, 30, now) == (7, 15, 30)  # of the ones she had


async def test_reminders_of_a_meeting_that_has_begun_are_not_planned_anew(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        await world.met(world.ana, world.hana, "Thu 14:30")
        await world.met(world.dan, world.ana, "Thu 16:10")
        async with database.writing() as uow:
            await uow.persons.change(101, reminders=(5,))
            ana = await in_event(uow, 101, world.event.id)
            await joining.replan(uow, ana, at("Thu 14:30"))
            rows = await uow.outbox.of_chat(101)
        due = {one["due_at"] for one in rows if one["kind"] == "reminder"}
        assert at("Thu 16:05") in due
        assert at("Thu 14:25") not in due
