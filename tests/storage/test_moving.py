"""Moving a meeting on a real database: races, limits, holds and deadlines."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest

from bot.domain.booking import MeetingState, Request, RequestState
from bot.domain.errors import DomainError, NotBookableError, Reason, StaleError
from bot.domain.event import PendingHolds
from bot.domain.intervals import Interval
from bot.usecases import agenda, answering, booking, countering, move_answers, moving, my_times
from bot.usecases.identity import Me
from bot.usecases.move_answers import Moved, NotMoved
from bot.usecases.ports import UnitOfWork
from bot.usecases.stranding import end_moves
from storage.unit_of_work import SqlDatabase
from tests.support.trio import World, three_people
from tests.support.world import at

Use = Callable[[UnitOfWork], Awaitable[object]]


@pytest.fixture
async def world(database: SqlDatabase) -> AsyncIterator[World]:
    async with three_people(database) as world:
        yield world


async def proposed(world: World, me: Me, meeting_id: int, *when: str, version: int = 1) -> Request:
    async with world.database.writing() as uow:
        starts = [at(one) for one in when]
        return await moving.propose(uow, me, meeting_id, version, starts, world.clock.now())


async def agree(world: World, me: Me, move: Request, when: str = "") -> Moved | NotMoved:
    start = at(when) if when else None
    async with world.database.writing() as uow:
        return await move_answers.agree(uow, me, move.id, move.version, world.clock.now(), start)


async def at_once(world: World, *uses: Use) -> list[object]:
    """Run use cases at the same moment; give what each returned or was refused with."""

    async def run(use: Use) -> object:
        try:
            async with world.database.writing() as uow:
                return await use(uow)
        except DomainError as refusal:
            return refusal

    return list(await asyncio.gather(*(run(use) for use in uses)))


async def test_both_sides_propose_at_once_and_one_proposal_stands(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    now = world.clock.now()

    results = await at_once(
        world,
        lambda uow: moving.propose(uow, world.ana, meeting, 1, [at("Thu 15:20")], now),
        lambda uow: moving.propose(uow, world.hana, meeting, 1, [at("Thu 15:45")], now),
    )

    assert sorted(type(one).__name__ for one in results) == ["Request", "StaleError"]
    held = sum(not confirmed for seats in (await world.seats()).values() for _, confirmed in seats)
    assert held == 1


async def test_agreeing_while_the_other_side_cancels_leaves_one_truth(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    move = await proposed(world, world.ana, meeting, "Thu 15:20")
    now = world.clock.now()

    agreed, cancelled = await at_once(
        world,
        lambda uow: move_answers.agree(uow, world.hana, move.id, 1, now),
        lambda uow: agenda.cancel(uow, world.ana, meeting, "", now),
    )

    assert isinstance(agreed, Moved | StaleError)
    assert isinstance(cancelled, agenda.Entry)
    assert (await world.seats()) == {101: [], 102: [], 103: []}
    async with world.database.reading() as uow:
        found = await uow.meetings.get(meeting)
        assert await uow.requests.moving(meeting) is None
    assert found is not None
    assert (found.state, found.table) == (MeetingState.CANCELLED, "")


async def test_agreeing_twice_at_once_moves_once(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    move = await proposed(world, world.ana, meeting, "Thu 15:20")
    press: Use = lambda uow: move_answers.agree(uow, world.hana, move.id, 1, world.clock.now())  # noqa: E731

    results = await at_once(world, press, press)

    assert sorted(type(one).__name__ for one in results) == ["Moved", "StaleError"]
    async with world.database.reading() as uow:
        found = await uow.meetings.get(meeting)
    assert found is not None
    assert (found.version, found.slot.start) == (2, at("Thu 15:20"))


async def test_slot_that_both_a_move_and_a_request_want_goes_to_one(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    request = await world.asked(world.dan, world.hana, "Thu 15:20")
    move = await proposed(world, world.ana, meeting, "Thu 15:20")
    now = world.clock.now()

    await at_once(
        world,
        lambda uow: move_answers.agree(uow, world.hana, move.id, 1, now),
        lambda uow: answering.accept(uow, world.hana, request, 1, now),
    )

    seats = await world.seats()
    assert [one for one in seats[103] if one[0] == "15:20"] == [("15:20", True)]
    async with world.database.reading() as uow:
        lost, ended = await uow.requests.get(request), await uow.requests.get(move.id)
    assert lost is not None
    assert ended is not None
    assert {lost.state, ended.state} == {RequestState.ACCEPTED, RequestState.LOST}
    kinds = await world.kinds()
    assert (("lost", 102) in kinds) != (("move.lost", 101) in kinds)


async def test_own_proposal_gives_way_to_what_its_sender_accepts(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    request = await world.asked(world.dan, world.hana, "Thu 15:20")
    await proposed(world, world.hana, meeting, "Thu 15:20")

    await world.accept(world.hana, request)

    assert ("move.withdrawn", 101) in await world.kinds()
    assert (await world.seats())[101] == [("14:30", True)]


@pytest.mark.parametrize("holds", PendingHolds)
async def test_new_slot_is_held_as_the_event_says(database: SqlDatabase, holds: PendingHolds) -> None:
    async with three_people(database, pending_holds=holds) as world:
        meeting = await world.met(world.ana, world.hana, "Thu 14:30")
        move = await proposed(world, world.hana, meeting, "Thu 15:20")
        seats = await world.seats()
        held = {number for number, mine in seats.items() if ("15:20", False) in mine}
        wanted = {PendingHolds.NONE: set(), PendingHolds.GUEST: {103}, PendingHolds.BOTH: {101, 103}}
        assert held == wanted[holds]
        assert all(("14:30", True) in seats[number] for number in (101, 103))
        if holds is not PendingHolds.NONE:  # what is held to move a meeting is nobody else's
            with pytest.raises(NotBookableError):
                await world.ask(world.dan, world.hana, "Thu 15:20")
        assert isinstance(await agree(world, world.ana, move), Moved)
        assert await world.seats() == {101: [("15:20", True)], 102: [], 103: [("15:20", True)]}


async def test_limits_count_a_moved_meeting_once(database: SqlDatabase) -> None:
    async with three_people(database, max_meetings=1, max_meetings_per_block=1) as world:
        meeting = await world.met(world.ana, world.hana, "Thu 14:30")
        move = await proposed(world, world.hana, meeting, "Thu 15:20")
        assert isinstance(await agree(world, world.ana, move), Moved)


async def test_proposal_ends_before_the_change_deadline_of_the_earlier_slot(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 15:20")
    world.clock.set(at("Thu 13:30"))
    move = await proposed(world, world.ana, meeting, "Thu 14:30")
    assert move.deadline == at("Thu 14:00")  # half of what is left, and half an hour before the new slot
    world.clock.set(at("Thu 14:00"))
    assert isinstance(await agree(world, world.hana, move), NotMoved)
    assert ("move.expired", 101) in await world.kinds()

    with pytest.raises(NotBookableError) as refusal:
        await proposed(world, world.ana, meeting, "Thu 14:30")
    assert refusal.value.reason is Reason.TOO_SOON
    world.clock.set(at("Thu 14:50"))
    with pytest.raises(NotBookableError) as refusal:
        await proposed(world, world.ana, meeting, "Thu 15:45")
    assert refusal.value.reason is Reason.CHANGE_DEADLINE


async def test_buttons_of_requests_do_nothing_to_a_proposal(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    move = await proposed(world, world.ana, meeting, "Thu 15:20")
    now = world.clock.now()
    uses: tuple[Use, ...] = (
        lambda uow: answering.accept(uow, world.hana, move.id, 1, now),
        lambda uow: answering.decline(uow, world.hana, move.id, 1, "", now),
        lambda uow: countering.counter(uow, world.hana, move.id, 1, [at("Thu 15:45")], now),
        lambda uow: booking.withdraw(uow, world.ana, move.id, now),
        lambda uow: moving.withdraw(uow, world.hana, move.id, now),
        lambda uow: move_answers.agree(uow, world.ana, move.id, 1, now),
    )
    for use in uses:
        with pytest.raises(StaleError):
            async with world.database.writing() as uow:
                await use(uow)
    with pytest.raises(NotBookableError) as refusal:
        await world.ask(world.ana, world.hana, "Thu 15:20")
    assert refusal.value.reason is Reason.ALREADY


async def test_wish_is_told_when_the_slot_is_free(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    now = world.clock.now()
    async with world.database.writing() as uow:
        move = await moving.propose(uow, world.ana, meeting, 1, [at("Thu 15:20")], now, world.dan.id)
    world.clock.move(timedelta(minutes=1))
    await agree(world, world.hana, move)
    assert [one for one in await world.kinds() if one[0] == "move.freed"] == [("move.freed", 101)]


@pytest.mark.parametrize(
    ("proposer", "ended"), [("ana", RequestState.DECLINED), ("hana", RequestState.WITHDRAWN)]
)
async def test_proposal_outside_new_times_is_ended_from_there_and_the_meeting_stays(
    world: World, proposer: str, ended: RequestState
) -> None:
    meeting_id = await world.met(world.ana, world.hana, "Thu 14:30")
    move = await proposed(world, getattr(world, proposer), meeting_id, "Thu 15:20")

    async with world.database.writing() as uow:
        await my_times.end_request(uow, world.hana, move.id, world.clock.now())

    async with world.database.reading() as uow:
        request, meeting = await uow.requests.get(move.id), await uow.meetings.get(meeting_id)
    assert request is not None
    assert request.state is ended
    assert meeting is not None
    assert (meeting.state, meeting.slot.start) == (MeetingState.CONFIRMED, at("Thu 14:30"))


async def of_move(world: World, move: Request) -> Request:
    async with world.database.reading() as uow:
        found = await uow.requests.get(move.id)
    assert found is not None
    return found


async def test_any_of_several_slots_is_agreed_to_and_the_others_are_freed(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    move = await proposed(world, world.ana, meeting, "Thu 16:10", "Thu 15:20", "Thu 15:45")
    assert [one.start for one in move.slots] == [at("Thu 15:20"), at("Thu 15:45"), at("Thu 16:10")]
    held = [("15:20", False), ("15:45", False), ("16:10", False)]
    assert (await world.seats())[101] == [("14:30", True), *held]
    for when in ("", "Thu 16:35", "Thu 14:30"):  # none of those that are proposed
        with pytest.raises(StaleError):
            await agree(world, world.hana, move, when)

    moved = await agree(world, world.hana, move, "Thu 15:45")

    assert isinstance(moved, Moved)
    assert moved.meeting.slot.start == at("Thu 15:45")
    assert await world.seats() == {101: [("15:45", True)], 102: [], 103: [("15:45", True)]}
    ended = await of_move(world, move)
    assert (ended.state, [one.start for one in ended.slots]) == (RequestState.ACCEPTED, [at("Thu 15:45")])


async def test_two_slots_agreed_to_at_once_move_the_meeting_once(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    move = await proposed(world, world.ana, meeting, "Thu 15:20", "Thu 15:45")
    now = world.clock.now()
    results = await at_once(
        world,
        lambda uow: move_answers.agree(uow, world.hana, move.id, 1, now, at("Thu 15:20")),
        lambda uow: move_answers.agree(uow, world.hana, move.id, 1, now, at("Thu 15:45")),
    )
    assert sorted(type(one).__name__ for one in results) == ["Moved", "StaleError"]
    seats = await world.seats()
    assert len(seats[101]) == len(seats[103]) == 1


async def test_slot_that_goes_to_something_else_drops_out_and_the_last_one_ends_the_proposal(
    world: World,
) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    move = await proposed(world, world.ana, meeting, "Thu 15:20", "Thu 15:45")
    first = await world.asked(world.dan, world.hana, "Thu 15:20")
    await world.accept(world.hana, first)

    left = await of_move(world, move)
    assert (left.state, [one.start for one in left.slots]) == (RequestState.PENDING, [at("Thu 15:45")])
    assert ("move.narrowed", 101) in await world.kinds()
    with pytest.raises(StaleError):
        await agree(world, world.hana, move, "Thu 15:20")

    async with world.database.writing() as uow:
        await agenda.cancel(uow, world.dan, (await meeting_of(world, first)), "", world.clock.now())
    second = await world.asked(world.dan, world.hana, "Thu 15:45")
    await world.accept(world.hana, second)
    assert (await of_move(world, move)).state is RequestState.LOST
    assert (await world.seats())[101] == [("14:30", True)]


async def meeting_of(world: World, request_id: int) -> int:
    async with world.database.reading() as uow:
        found = await uow.meetings.of_request(request_id)
    assert found is not None
    return found.id


async def test_counter_names_up_to_three_slots_that_are_not_proposed_yet(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    with pytest.raises(StaleError):
        await proposed(world, world.ana, meeting, "Thu 14:55", "Thu 15:20", "Thu 15:45", "Thu 16:10")
    move = await proposed(world, world.ana, meeting, "Thu 15:20", "Thu 15:45")
    now = world.clock.now()
    four = ("Thu 14:55", "Thu 16:10", "Thu 16:35", "Fri 09:00")
    for starts in (("Thu 15:45", "Thu 16:10"), four, ()):
        with pytest.raises(StaleError):
            async with world.database.writing() as uow:
                await moving.counter(uow, world.hana, move.id, 1, [at(one) for one in starts], now)
    async with world.database.writing() as uow:
        starts_ = [at("Thu 16:35"), at("Thu 14:55")]
        changed = await moving.counter(uow, world.hana, move.id, 1, starts_, now)
    assert await of_move(world, move) == changed
    assert (changed.turn_id, changed.version) == (world.ana.id, 2)
    seats = await world.seats()
    assert seats[101] == [("14:30", True)]
    assert seats[103] == [("14:30", True), ("14:55", False), ("16:35", False)]


async def test_slots_outside_new_times_leave_a_proposal_and_both_hear(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    move = await proposed(world, world.ana, meeting, "Thu 15:20", "Thu 16:10")
    window = Interval(at("Thu 14:30"), at("Thu 15:40"))
    async with world.database.writing() as uow:
        await end_moves(uow, world.event, world.hana.participant, [window], world.clock.now())
    left = await of_move(world, move)
    assert [one.start for one in left.slots] == [at("Thu 15:20")]
    kinds = await world.kinds()
    assert {("move.narrowed", 101), ("move.narrowed", 103)} <= {*kinds}
