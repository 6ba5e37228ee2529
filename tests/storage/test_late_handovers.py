"""Buttons of a hand-over that come too late or are of others, and what is told of it in a short time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time

import pytest

from bot.domain.errors import NotFoundError, StaleError
from bot.domain.event import ReminderRules
from bot.domain.handover import HandoverState
from bot.usecases import handover, handover_answers
from storage.unit_of_work import SqlDatabase
from tests.storage.test_handover import agree, asked, fourth
from tests.support.trio import World, three_people
from tests.support.world import at, make_event


@pytest.fixture
async def world(database: SqlDatabase) -> AsyncIterator[World]:
    async with three_people(database) as world:
        yield world


async def test_late_or_foreign_buttons_of_a_proposal_do_nothing(world: World) -> None:
    eva = await fourth(world)
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    now = world.clock.now()
    with pytest.raises(StaleError):  # the meeting is another by then
        async with world.database.writing() as uow:
            await handover.propose(uow, world.ana, meeting, 2, world.dan.id, now)
    found = await asked(world, meeting)
    before = await world.kinds()
    for use in (handover_answers.agree, handover_answers.refuse, handover_answers.withdraw):
        for me, missing in ((eva, found.id), (world.dan, found.id + 99)):
            with pytest.raises(NotFoundError):
                async with world.database.writing() as uow:
                    await use(uow, me, missing, now)
    for me, missing in ((eva, found.id), (world.dan, found.id + 99)):
        async with world.database.reading() as uow:
            with pytest.raises(NotFoundError):
                await handover.shown(uow, me, missing, now)
    for use, me in (
        (handover_answers.take_back, world.dan),  # who has not agreed
        (handover_answers.take_back, world.ana),
        (handover_answers.withdraw, world.dan),  # who has not proposed it
        (handover_answers.agree, world.ana),
    ):
        with pytest.raises(StaleError):
            async with world.database.writing() as uow:
                await use(uow, me, found.id, now)
    async with world.database.reading() as uow:
        assert (await handover.shown(uow, world.dan, found.id, now)).handover == found
    assert await world.kinds() == before


async def test_answer_after_the_deadline_finds_it_expired(world: World) -> None:
    found = await asked(world, await world.met(world.ana, world.hana, "Thu 14:30"))
    world.clock.set(found.deadline)
    async with world.database.reading() as uow:  # though nobody has written it down yet
        shown = await handover.shown(uow, world.dan, found.id, world.clock.now())
        kept = await uow.handovers.get(found.id)
    assert kept is not None
    assert (shown.handover.state, kept.state) == (HandoverState.EXPIRED, HandoverState.OPEN)
    assert (await agree(world, world.dan, found)).state is HandoverState.EXPIRED
    assert await world.seats() == {101: [("14:30", True)], 102: [], 103: [("14:30", True)]}
    with pytest.raises(StaleError):
        await agree(world, world.hana, found)


@pytest.mark.parametrize(("quiet_end", "nudged"), [(time(7, 30), 1), (time(14), 0)])
async def test_nobody_is_nudged_whose_time_is_over_when_it_is_quiet_no_more(
    database: SqlDatabase, quiet_end: time, nudged: int
) -> None:
    event = replace(make_event(), reminders=ReminderRules(quiet_end=quiet_end))
    async with three_people(database, event) as world:
        meeting = await world.met(world.ana, world.hana, "Thu 14:30")
        world.clock.set(at("Thu 08:00"))
        await asked(world, meeting)
        async with database.reading() as uow:
            for chat in (102, 103):
                kinds = [one["kind"] for one in await uow.outbox.of_chat(chat)]
                assert (kinds.count("handover.asked"), kinds.count("handover.nudge")) == (1, nudged)
