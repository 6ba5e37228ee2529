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
