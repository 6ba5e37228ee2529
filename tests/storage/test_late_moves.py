"""Answers to a proposal to move a meeting that come too late, or to what is not possible any more."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.domain.booking import MeetingState, RequestState
from bot.domain.errors import NotBookableError, NotFoundError, Reason, StaleError
from bot.domain.intervals import Interval
from bot.usecases import move_answers, moving
from bot.usecases.move_answers import NotMoved
from bot.usecases.stranding import end_moves
from storage.unit_of_work import SqlDatabase
from tests.storage.test_moving import agree, of_move, proposed
from tests.support.trio import World, three_people
from tests.support.world import FRIDAY_WINDOW, at


@pytest.fixture
async def world(database: SqlDatabase) -> AsyncIterator[World]:
    async with three_people(database) as world:
        yield world


async def stands(world: World, meeting_id: int) -> None:
    """Check that a meeting of Ana and Hana is where it was made."""
    async with world.database.reading() as uow:
        meeting = await uow.meetings.get(meeting_id)
    assert meeting is not None
    assert (meeting.state, meeting.slot.start) == (MeetingState.CONFIRMED, at("Thu 14:30"))
    assert meeting.version == 1


@pytest.mark.parametrize(
    ("proposer", "answerer", "changed", "reason"),
    [
        ("hana", "ana", "hana", Reason.AWAY),
        ("ana", "hana", "hana", Reason.BUSY),  # as the host sees it
        ("ana", "hana", "ana", Reason.AWAY),
        ("hana", "ana", "ana", Reason.BUSY),
    ],
)
async def test_slot_outside_what_a_side_takes_by_now_is_lost_and_the_meeting_stays(
    world: World, proposer: str, answerer: str, changed: str, reason: Reason
) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    move = await proposed(world, getattr(world, proposer), meeting, "Thu 15:20")
    async with world.database.writing() as uow:  # by an import, say
        await uow.profiles.set_windows(getattr(world, changed).participant, world.event, [FRIDAY_WINDOW])

    result = await agree(world, getattr(world, answerer), move)

    assert isinstance(result, NotMoved)
    assert result.reason is reason
    assert (await of_move(world, move)).state is RequestState.LOST
    await stands(world, meeting)
    seats = await world.seats()
    assert seats[101] == seats[103] == [("14:30", True)]


async def test_keeping_the_time_after_the_deadline_finds_the_proposal_expired(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    move = await proposed(world, world.ana, meeting, "Thu 15:20")
    world.clock.set(move.deadline)
    async with world.database.writing() as uow:
        ended = await move_answers.keep(uow, world.hana, move.id, 1, world.clock.now())
    assert ended.state is RequestState.EXPIRED
    kinds = await world.kinds()
    assert ("move.expired", 101) in kinds
    assert ("move.declined", 101) not in kinds
    await stands(world, meeting)


async def test_other_times_come_from_the_one_who_is_asked_and_to_what_he_saw(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    move = await proposed(world, world.ana, meeting, "Thu 15:20")
    now = world.clock.now()
    for me, version in ((world.ana, 1), (world.hana, 2)):
        with pytest.raises(StaleError):
            async with world.database.writing() as uow:
                await moving.counter(uow, me, move.id, version, [at("Thu 16:10")], now)
    assert await of_move(world, move) == move
    async with world.database.writing() as uow:
        await moving.withdraw(uow, world.ana, move.id, now)
    with pytest.raises(StaleError):
        async with world.database.writing() as uow:
            await moving.counter(uow, world.hana, move.id, 1, [at("Thu 16:10")], now)
    await stands(world, meeting)


async def test_meeting_is_not_moved_to_where_it_is_nor_by_a_request(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    with pytest.raises(StaleError):
        await proposed(world, world.ana, meeting, "Thu 14:30")
    request = await world.asked(world.ana, world.dan, "Thu 15:20")
    with pytest.raises(NotFoundError):
        async with world.database.writing() as uow:
            await moving.withdraw(uow, world.ana, request, world.clock.now())
    with pytest.raises(NotFoundError):
        async with world.database.writing() as uow:
            await move_answers.keep(uow, world.dan, request, 1, world.clock.now())
    async with world.database.reading() as uow:
        kept = await uow.requests.get(request)
    assert kept is not None
    assert kept.state is RequestState.PENDING


async def test_new_times_end_no_request_and_no_move_that_lies_within(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    move = await proposed(world, world.ana, meeting, "Thu 15:20")
    request = await world.asked(world.dan, world.hana, "Thu 16:35")
    before = await world.kinds()
    window = Interval(at("Thu 14:30"), at("Thu 15:40"))
    async with world.database.writing() as uow:
        await end_moves(uow, world.event, world.hana.participant, [window], world.clock.now())
        kept = await uow.requests.get(request)
    assert kept is not None
    assert (kept.state, await of_move(world, move)) == (RequestState.PENDING, move)
    assert await world.kinds() == before


async def test_move_to_a_slot_that_is_too_near_is_not_proposed(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 16:35")
    world.clock.set(at("Thu 14:40"))
    with pytest.raises(NotBookableError) as refusal:
        await proposed(world, world.ana, meeting, "Thu 14:55")
    assert refusal.value.reason is Reason.TOO_SOON
