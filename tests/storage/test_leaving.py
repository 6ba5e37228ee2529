"""Somebody asks to be erased: what was open ends, and the others hear of it."""

from __future__ import annotations

from bot.domain.booking import MeetingState, RequestState
from bot.usecases import privacy
from storage.unit_of_work import SqlDatabase
from tests.support.trio import World, three_people
from tests.support.world import SECRET, at


async def erase(world: World, telegram_id: int) -> None:
    async with world.database.writing() as uow:
        await privacy.erase(uow, telegram_id, SECRET, world.clock.now())


async def test_open_requests_of_one_who_leaves_end_on_both_sides_and_the_others_are_told(
    database: SqlDatabase,
) -> None:
    async with three_people(database) as world:
        sent = await world.asked(world.ana, world.hana, "Thu 14:30")
        received = await world.asked(world.dan, world.ana, "Thu 15:20")

        await erase(world, 101)

        async with database.reading() as uow:
            ended = [await uow.requests.get(one) for one in (sent, received)]
        assert [one.state for one in ended if one] == [RequestState.WITHDRAWN, RequestState.DECLINED]
        assert await world.seats() == {101: [], 102: [], 103: []}
        assert await world.kinds() == [("declined", 102), ("asked", 103), ("withdrawn", 103)]


async def test_meeting_that_is_over_stays_and_nobody_is_told(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        meeting_id = await world.met(world.ana, world.hana, "Thu 14:30")
        world.clock.set(at("Thu 14:50"))
        before = [one for one in await world.kinds() if one[1] != 101]

        await erase(world, 101)

        async with database.reading() as uow:
            meeting = await uow.meetings.get(meeting_id)
        assert meeting is not None
        assert meeting.as_of(world.clock.now()).state is MeetingState.DONE
        assert await world.kinds() == before


async def test_account_that_is_not_known_is_erased_without_a_trace(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        before = await world.kinds()

        await erase(world, 999)

        assert await world.kinds() == before
