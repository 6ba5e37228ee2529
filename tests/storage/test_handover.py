"""Handing a meeting over on a real database: races, what gives way, and what ends it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.domain.booking import RequestState
from bot.domain.errors import NotBookableError, Reason, StaleError
from bot.domain.handover import Handover, HandoverState
from bot.usecases import agenda, handover, move_answers, moving
from bot.usecases.identity import Me
from storage.unit_of_work import SqlDatabase
from tests.storage.test_moving import at_once
from tests.support.trio import World, three_people
from tests.support.world import at


@pytest.fixture
async def world(database: SqlDatabase) -> AsyncIterator[World]:
    async with three_people(database) as world:
        yield world


async def asked(world: World, meeting_id: int) -> Handover:
    """Let Ana ask Dan and Hana that Dan comes instead of her."""
    async with world.database.writing() as uow:
        return await handover.propose(uow, world.ana, meeting_id, 1, world.dan.id, world.clock.now())


async def agree(world: World, me: Me, found: Handover) -> Handover:
    async with world.database.writing() as uow:
        return await handover.agree(uow, me, found.id, world.clock.now())


async def test_both_agree_at_once_and_the_meeting_changes_hands_once(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    found = await asked(world, meeting)
    now = world.clock.now()

    results = await at_once(
        world,
        lambda uow: handover.agree(uow, world.dan, found.id, now),
        lambda uow: handover.agree(uow, world.hana, found.id, now),
        lambda uow: handover.agree(uow, world.hana, found.id, now),
    )

    states = [one.state for one in results if isinstance(one, Handover)]
    assert sorted(states) == [HandoverState.DONE, HandoverState.OPEN]
    assert await world.seats() == {101: [], 102: [("14:30", True)], 103: [("14:30", True)]}
    async with world.database.reading() as uow:
        taken = await uow.meetings.get(meeting)
    assert taken is not None
    assert (taken.guest_id, taken.host_id, taken.version) == (world.dan.id, world.hana.id, 2)
    assert sum(kind == "handover.done" for kind, _ in await world.kinds()) == 2


async def test_host_who_hands_over_leaves_a_table_and_what_the_colleague_had_asked_for(world: World) -> None:
    meeting = await world.met(world.hana, world.ana, "Thu 14:30")  # Ana is the host
    found = await asked(world, meeting)
    await agree(world, world.hana, found)
    request = await world.asked(world.dan, world.ana, "Thu 15:20")
    await agree(world, world.dan, found)

    async with world.database.reading() as uow:
        taken, kept = await uow.meetings.get(meeting), await uow.requests.get(request)
    assert taken is not None
    assert (taken.host_id, taken.table) == (world.dan.id, "1")
    assert kept is not None
    assert kept.state is RequestState.PENDING  # of another time


async def test_colleague_who_is_busy_by_then_loses_it(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    found = await asked(world, meeting)
    await agree(world, world.hana, found)
    async with world.database.writing() as uow:  # a meeting at another event, say
        slot = replace(world.event.slots[0])
        await uow.seats.take(1, slot, (world.dan.id,), confirmed=True)
    ended = await agree(world, world.dan, found)
    assert ended.state is HandoverState.LOST
    assert (await world.seats())[101] == [("14:30", True)]


async def test_people_who_are_blocked_are_not_brought_together(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    found = await asked(world, meeting)
    await agree(world, world.dan, found)
    async with world.database.writing() as uow:
        await uow.blocks.add(world.hana.id, world.dan.id, world.clock.now())
    assert (await agree(world, world.hana, found)).state is HandoverState.LOST
    with pytest.raises(NotBookableError) as refusal:
        await asked(world, meeting)
    assert refusal.value.reason is Reason.TYPES


async def test_cancelling_or_moving_the_meeting_ends_it(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    found = await asked(world, meeting)
    with pytest.raises(StaleError):
        await asked(world, meeting)
    now = world.clock.now()
    async with world.database.writing() as uow:
        move = await moving.propose(uow, world.hana, meeting, 1, at("Thu 15:20"), now)
    async with world.database.writing() as uow:
        await move_answers.agree(uow, world.ana, move.id, 1, now)
    with pytest.raises(StaleError):
        await agree(world, world.dan, found)
    assert ("handover.withdrawn", 102) in await world.kinds()

    async with world.database.writing() as uow:
        again = await handover.propose(uow, world.hana, meeting, 2, world.dan.id, now)
    async with world.database.writing() as uow:
        await agenda.cancel(uow, world.ana, meeting, "", now)
    with pytest.raises(StaleError):
        await agree(world, world.dan, again)


async def test_it_runs_out_and_is_not_for_those_whom_the_rules_keep_apart(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    found = await asked(world, meeting)
    await world.met(world.dan, world.hana, "Thu 15:20")
    await agree(world, world.hana, found)
    assert (await agree(world, world.dan, found)).state is HandoverState.LOST  # they meet anyway
    with pytest.raises(NotBookableError) as refusal:
        await asked(world, meeting)
    assert refusal.value.reason is Reason.ALREADY

    other = await world.met(world.ana, world.dan, "Thu 16:35")
    async with world.database.writing() as uow:
        await agenda.cancel(uow, world.ana, meeting, "", world.clock.now())
        meetings = await uow.meetings.between(world.dan.id, world.hana.id)
        assert meetings is not None
        await agenda.cancel(uow, world.dan, meetings.id, "", world.clock.now())
    async with world.database.writing() as uow:
        late = await handover.propose(uow, world.ana, other, 1, world.hana.id, world.clock.now())
    world.clock.set(late.deadline)
    async with world.database.writing() as uow:
        await handover.sweep(uow, world.clock.now())
        assert await uow.handovers.of_meeting(other) is None
    assert sum(kind == "handover.expired" for kind, _ in await world.kinds()) == 3
