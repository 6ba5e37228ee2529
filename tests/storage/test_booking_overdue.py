"""What has run out counts as such at once, whether or not a sweep has come by."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.booking import Attendance, MeetingState, RequestState
from bot.domain.errors import Reason, StaleError
from bot.usecases import agenda, answering, booking, countering, directory
from bot.usecases.booking import Asked
from bot.usecases.confirming import Confirmed
from storage.unit_of_work import SqlDatabase
from tests.support.trio import World, three_people
from tests.support.world import at

LATER = timedelta(days=1, minutes=5)  # a request of now has run out by then


@pytest.fixture(params=[{}])
async def world(database: SqlDatabase, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    async with three_people(database, **request.param) as world:
        yield world


async def state(world: World, request_id: int) -> RequestState:
    async with world.database.reading() as uow:
        found = await uow.requests.get(request_id)
    assert found is not None
    return found.state


async def test_card_does_not_count_what_has_run_out(world: World) -> None:
    await world.asked(world.ana, world.dan, "Thu 14:30")
    async with world.database.reading() as uow:
        assert (await directory.card(uow, world.ana, world.dan.id, world.clock.now())).request is not None
    world.clock.move(LATER)

    async with world.database.reading() as uow:
        card = await directory.card(uow, world.ana, world.hana.id, world.clock.now())
        assert (await directory.card(uow, world.ana, world.dan.id, world.clock.now())).request is None
    assert at("Thu 14:30") in [slot.start for slot in card.slots]
    assert [(one.used, one.most) for one in card.limits] == [(0, 10), (0, 20)]


async def test_decline_of_what_has_run_out_expires_it(world: World) -> None:
    request_id = await world.asked(world.ana, world.hana, "Thu 16:10")
    world.clock.move(LATER)

    async with world.database.writing() as uow:
        closed = await answering.decline(uow, world.hana, request_id, 1, "No", world.clock.now())
    assert (closed.state, closed.reason) == (RequestState.EXPIRED, "")
    assert await state(world, request_id) is RequestState.EXPIRED
    assert await world.kinds() == [("expired", 101), ("asked", 103)]


async def test_withdraw_of_what_has_run_out_expires_it(world: World) -> None:
    request_id = await world.asked(world.ana, world.hana, "Thu 16:10")
    world.clock.move(LATER)

    async with world.database.writing() as uow:
        await booking.withdraw(uow, world.ana, request_id, world.clock.now())
    assert await state(world, request_id) is RequestState.EXPIRED


async def test_counter_to_what_has_run_out_expires_it(world: World) -> None:
    request_id = await world.asked(world.ana, world.hana, "Thu 14:30")
    world.clock.move(LATER)

    async with world.database.writing() as uow:
        result = await countering.counter(
            uow, world.hana, request_id, 1, [at("Thu 16:10")], world.clock.now()
        )
    assert result.state is RequestState.EXPIRED
    assert await state(world, request_id) is RequestState.EXPIRED


async def test_counter_may_take_the_time_of_what_has_run_out(world: World) -> None:
    first = await world.asked(world.hana, world.dan, "Thu 16:10")
    world.clock.move(timedelta(hours=23))
    request_id = await world.asked(world.ana, world.hana, "Thu 14:30")
    world.clock.move(LATER - timedelta(hours=23))

    async with world.database.writing() as uow:
        result = await countering.counter(
            uow, world.hana, request_id, 1, [at("Thu 16:10")], world.clock.now()
        )
    assert (result.state, result.slot.start) == (RequestState.PENDING, at("Thu 16:10"))
    assert await state(world, first) is RequestState.EXPIRED


async def test_accept_expires_a_rival_that_has_run_out(world: World) -> None:
    rival = await world.asked(world.dan, world.hana, "Thu 16:10")
    world.clock.move(timedelta(hours=23))
    request_id = await world.asked(world.ana, world.hana, "Thu 16:10")
    world.clock.move(LATER - timedelta(hours=23))

    assert isinstance(await world.accept(world.hana, request_id), Confirmed)
    assert await state(world, rival) is RequestState.EXPIRED
    assert ("expired", 102) in await world.kinds()


@pytest.mark.parametrize(
    ("way", "more"), [(agenda.cannot_come, []), (agenda.say, [Attendance.LATE]), (agenda.cancel, ["Ill"])]
)
async def test_meeting_is_over_when_its_time_is_over(world: World, way: Any, more: list[Any]) -> None:
    meeting_id = await world.met(world.ana, world.hana, "Thu 14:30")

    async with world.database.writing() as uow:
        with pytest.raises(StaleError):
            await way(uow, world.ana, meeting_id, *more, at("Thu 14:50"))
        found = await uow.meetings.get(meeting_id)
    assert found is not None
    assert found.as_of(at("Thu 14:50")).state is MeetingState.DONE
    assert found.as_of(at("Thu 14:49")).state is MeetingState.CONFIRMED


async def test_pair_may_book_again_once_their_meeting_is_over(world: World) -> None:
    await world.met(world.ana, world.hana, "Thu 14:30")
    world.clock.set(at("Thu 14:49"))
    with pytest.raises(Exception, match=Reason.ALREADY):
        await world.ask(world.ana, world.hana, "Thu 16:10")

    world.clock.set(at("Thu 14:50"))
    assert isinstance(await world.ask(world.ana, world.hana, "Thu 16:10"), Asked)
