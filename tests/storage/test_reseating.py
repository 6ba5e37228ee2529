"""Another table for a meeting on a real database: races, what follows, and what is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.booking import Attendance, Meeting
from bot.domain.errors import NotBookableError, NotFoundError, Reason, StaleError
from bot.i18n import load_languages
from bot.usecases import agenda, answering, booking, reseating
from bot.usecases.booking import Asked
from bot.usecases.confirming import Confirmed
from bot.usecases.outbox import OutboxState
from bot.usecases.presence import QUESTION
from bot.usecases.stewarding import Steward
from handlers.notices import renderer
from storage.unit_of_work import SqlDatabase
from tests.storage.test_moving import at_once
from tests.support.trio import World, three_people
from tests.support.world import THURSDAY_WINDOW, add_people, at, make_event, row


@pytest.fixture
async def world(database: SqlDatabase) -> AsyncIterator[World]:
    async with three_people(database) as world:
        yield world


def steward(world: World) -> Steward:
    return Steward(9, world.event)


async def meeting_of(world: World, meeting_id: int) -> Meeting:
    async with world.database.reading() as uow:
        found = await uow.meetings.get(meeting_id)
    assert found is not None
    return found


async def tables(world: World) -> dict[str, int]:
    """Give the ids of the tables of Thursday by name."""
    async with world.database.reading() as uow:
        return {one.name: one.id for one in await uow.events.tables(world.event.slots[0].block_id)}


async def reseat(world: World, meeting_id: int, version: int, table: int) -> Meeting:
    async with world.database.writing() as uow:
        return await reseating.reseat(uow, steward(world), meeting_id, version, table, world.clock.now())


async def second_meeting(world: World) -> int:
    """Let Dan and Eve meet at the same time as Ana and Hana."""
    now = world.clock.now()
    async with world.database.writing() as uow:
        eve = (await add_people(uow, world.event, row("Eve", THURSDAY_WINDOW), now=now, first_id=104))["Eve"]
        asked = await booking.ask(uow, world.dan, eve.id, at("Thu 14:30"), "", now)
        assert isinstance(asked, Asked)
        accepted = await answering.accept(uow, eve, asked.request.id, 1, now)
        assert isinstance(accepted, Confirmed)
        return accepted.meeting.id


async def test_meeting_goes_to_another_table_and_both_sides_are_told(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    before, ids = await meeting_of(world, meeting), await tables(world)
    assert (before.table, before.version) == ("1", 1)
    moved = await reseat(world, meeting, 1, ids["3"])
    assert await meeting_of(world, meeting) == moved
    assert (moved.table, moved.version, moved.slot) == ("3", 2, before.slot)
    async with world.database.reading() as uow:
        assert await uow.seats.tables_at(moved.slot) == {ids["3"]}
        rows = await uow.outbox.find([OutboxState.NEW], 100)
        render = renderer(load_languages())
        news = [one for one in rows if one.note.kind == reseating.TOLD]
        assert {one.note.chat_id for one in news} == {101, 103}
        for one in news:
            screen = await render(uow, one, world.clock.now())
            assert screen is not None
            assert "another table: 3</b>, instead of 1." in screen.text
            assert await render(uow, one, moved.slot.end) is None
        reminders = [one for one in rows if one.note.kind == "reminder"]
        drawn = [await render(uow, one, moved.slot.start - timedelta(minutes=15)) for one in reminders]
        said = [one.text for one in drawn if one is not None]
    assert len(said) == 2  # those of the version before say nothing any more
    assert all("<b>3</b>" in text for text in said)


async def test_two_stewards_give_one_table_to_two_meetings_and_one_gets_it(world: World) -> None:
    first = await world.met(world.ana, world.hana, "Thu 14:30")
    second, ids = await second_meeting(world), await tables(world)
    now, who = world.clock.now(), steward(world)
    results = await at_once(
        world,
        lambda uow: reseating.reseat(uow, who, first, 1, ids["5"], now),
        lambda uow: reseating.reseat(uow, who, second, 1, ids["5"], now),
    )
    refused = [one for one in results if isinstance(one, NotBookableError)]
    assert [one.reason for one in refused] == [Reason.NO_TABLE]
    found = [await meeting_of(world, one) for one in (first, second)]
    assert sorted(one.version for one in found) == [1, 2]
    assert {one.table for one in found} in ({"5", "1"}, {"5", "2"})
    assert sum(one.table == "5" for one in found) == 1  # and the other keeps the table that it had


async def test_two_stewards_move_one_meeting_and_the_second_press_is_stale(world: World) -> None:
    meeting, ids = await world.met(world.ana, world.hana, "Thu 14:30"), await tables(world)
    now, who = world.clock.now(), steward(world)
    results = await at_once(
        world,
        lambda uow: reseating.reseat(uow, who, meeting, 1, ids["5"], now),
        lambda uow: reseating.reseat(uow, who, meeting, 1, ids["6"], now),
    )
    assert sum(isinstance(one, StaleError) for one in results) == 1
    async with world.database.reading() as uow:
        assert len(await uow.seats.tables_at(world.event.slots[0])) == 1


async def test_what_is_offered_is_free_and_the_nearest_first(world: World) -> None:
    first = await world.met(world.ana, world.hana, "Thu 14:30")
    ids = await tables(world)
    await reseat(world, first, 1, ids["5"])
    await second_meeting(world)  # at table 1
    async with world.database.reading() as uow:
        choice = await reseating.choices(uow, steward(world), first, world.clock.now())
    assert [one.name for one in choice.tables][:4] == ["4", "6", "3", "7"]
    assert not {"1", "5"} & {one.name for one in choice.tables}


async def test_question_about_the_other_side_follows_to_the_new_version(world: World) -> None:
    meeting, ids = await world.met(world.ana, world.hana, "Thu 14:30"), await tables(world)
    now = at("Thu 14:25")
    async with world.database.writing() as uow:
        await agenda.say(uow, world.ana, meeting, Attendance.ON_MY_WAY, now)
        await reseating.reseat(uow, steward(world), meeting, 1, ids["2"], now)
        rows = await uow.outbox.find([OutboxState.NEW], 100)
    asked = [one.note for one in rows if one.note.kind == QUESTION]
    assert [(one.chat_id, one.params["version"]) for one in asked] == [(101, 1), (101, 2)]


async def test_only_coming_meetings_at_tables_of_their_own_block_are_moved(world: World) -> None:
    meeting, ids = await world.met(world.ana, world.hana, "Thu 14:30"), await tables(world)
    without = await world.met(world.ana, world.dan, "Thu 15:20")
    now = world.clock.now()
    async with world.database.writing() as uow:
        other = await uow.events.save(replace(make_event(), slug="other"))
        await uow.seats.release_table(without)
        elsewhere = (await uow.events.tables(other.slots[0].block_id))[0].id
        for who, one, table, error in (
            (Steward(9, other), meeting, ids["2"], NotFoundError),
            (steward(world), 999, ids["2"], NotFoundError),
            (steward(world), meeting, elsewhere, NotFoundError),
            (steward(world), without, ids["2"], StaleError),
        ):
            with pytest.raises(error):
                await reseating.reseat(uow, who, one, 1, table, now)
        with pytest.raises(StaleError):
            await reseating.choices(uow, steward(world), meeting, at("Thu 14:50"))
        await agenda.cannot_come(uow, world.ana, meeting, now)
        with pytest.raises(StaleError):
            await reseating.reseat(uow, steward(world), meeting, 2, ids["2"], now)
