"""One's own meeting times on a real database: buttons that come late, or of what the event has not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.domain.booking import Attendance, MeetingState, RequestState
from bot.domain.errors import NotFoundError, StaleError
from bot.domain.intervals import Interval
from bot.files.local import LocalFiles
from bot.usecases import agenda, answering, my_times
from bot.usecases.times import Day, DayPart, Instant, Part, Reading, TimeRange
from storage.unit_of_work import SqlDatabase
from tests.support.trio import World, three_people
from tests.support.world import FRIDAY, THURSDAY, THURSDAY_WINDOW, at, make_event


@pytest.fixture
async def world(database: SqlDatabase) -> AsyncIterator[World]:
    async with three_people(database) as world:
        yield world


async def test_times_that_the_event_has_not_are_not_chosen(world: World) -> None:
    async with world.database.writing() as uow:
        with pytest.raises(NotFoundError):
            await my_times.choose_slot(uow, world.ana, at("Thu 14:31"), taken=False)
        with pytest.raises(NotFoundError):
            await my_times.choose_block(uow, world.ana, 999, taken=False)
    async with world.database.reading() as uow:
        assert await uow.profiles.times_draft(world.ana.id) is None
        mine = await my_times.my_times(uow, world.ana, None)
    assert (mine.windows, mine.kept) == ((THURSDAY_WINDOW.interval(world.event),), True)


async def test_what_was_kept_or_forgotten_is_not_kept_again(world: World) -> None:
    now = world.clock.now()
    async with world.database.writing() as uow:
        await my_times.choose_slot(uow, world.ana, at("Thu 14:30"), taken=False)
    async with world.database.writing() as uow:
        assert await my_times.save(uow, world.ana, now) == []
    async with world.database.writing() as uow:
        with pytest.raises(StaleError):  # the same button once more
            await my_times.save(uow, world.ana, now)
        kept = await uow.participants.get(world.ana.id)
    assert kept is not None
    assert kept.windows == (Interval(at("Thu 14:55"), at("Thu 17:00")),)


async def test_request_that_is_answered_by_then_is_not_ended(world: World) -> None:
    request = await world.asked(world.ana, world.hana, "Thu 14:30")
    await world.accept(world.hana, request)
    for me in (world.ana, world.hana):
        async with world.database.writing() as uow:
            with pytest.raises(StaleError):
                await my_times.end_request(uow, me, request, world.clock.now())
    async with world.database.writing() as uow:
        with pytest.raises(NotFoundError):  # of others
            await my_times.end_request(uow, world.dan, request, world.clock.now())
        found = await uow.requests.get(request)
    assert found is not None
    assert found.state is RequestState.ACCEPTED
    assert (await world.seats())[103] == [("14:30", True)]


@pytest.mark.parametrize(
    ("who", "ended", "told"),
    [("ana", RequestState.WITHDRAWN, ("withdrawn", 103)), ("hana", RequestState.DECLINED, ("declined", 101))],
)
async def test_request_outside_new_times_is_ended_from_either_side(
    world: World, who: str, ended: RequestState, told: tuple[str, int]
) -> None:
    request = await world.asked(world.ana, world.hana, "Thu 14:30")
    async with world.database.writing() as uow:
        await my_times.end_request(uow, getattr(world, who), request, world.clock.now())
        found = await uow.requests.get(request)
    assert found is not None
    assert found.state is ended
    assert told in await world.kinds()
    assert await world.seats() == {101: [], 102: [], 103: []}


async def test_meeting_that_is_cancelled_by_then_is_not_ended(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    async with world.database.writing() as uow:
        await agenda.cancel(uow, world.hana, meeting, "", world.clock.now())
    before = await world.kinds()
    async with world.database.writing() as uow:
        with pytest.raises(StaleError):
            await my_times.end_meeting(uow, world.ana, meeting, world.clock.now())
    assert await world.kinds() == before


@pytest.mark.parametrize(
    ("late", "state"), [(False, MeetingState.CANCELLED), (True, MeetingState.CANCELLED_LATE)]
)
async def test_meeting_outside_new_times_is_cancelled_or_excused_where_it_is_late(
    world: World, late: bool, state: MeetingState
) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    async with world.database.reading() as uow:
        mine = await agenda.entry(uow, world.ana, meeting, world.clock.now())
    deadline = agenda.change_deadline(world.ana, mine.meeting)
    world.clock.set(deadline if late else deadline - timedelta(seconds=1))
    async with world.database.writing() as uow:
        await my_times.end_meeting(uow, world.ana, meeting, world.clock.now())
    async with world.database.reading() as uow:
        theirs = await agenda.entry(uow, world.hana, meeting, world.clock.now())
    assert theirs.meeting.state is state
    assert (theirs.other_said is Attendance.CANNOT_COME) is late


DAY = datetime(2026, 11, 26)  # noqa: DTZ001 - readings are naive, on the clocks of the event


@pytest.mark.parametrize(
    ("reading", "start", "end"),
    [
        (Day(FRIDAY), "Fri 09:00", "Fri 12:00"),
        (Part(THURSDAY, DayPart.AFTERNOON), "Thu 14:30", "Thu 17:00"),  # as far as there are meetings
        (Part(THURSDAY, DayPart.EVENING), "", ""),
        (TimeRange(DAY.replace(hour=15), DAY.replace(hour=16)), "Thu 15:00", "Thu 16:00"),
        (TimeRange(DAY.replace(hour=16), None), "Thu 16:00", "Thu 17:00"),
        (TimeRange(None, DAY.replace(hour=16)), "Thu 14:30", "Thu 16:00"),
    ],
)
def test_stretch_that_was_understood_is_read_as_the_same_times(
    reading: Reading, start: str, end: str
) -> None:
    event = make_event()
    read = LocalFiles().read_times(my_times.as_times(reading), event)
    windows = [window.interval(event) for window in read.windows or ()]
    grid = [event.block_interval(block) for block in event.blocks]
    found = [
        (max(one.start, block.start), min(one.end, block.end))
        for one in windows
        for block in grid
        if max(one.start, block.start) < min(one.end, block.end)
    ]
    assert found == ([(at(start), at(end))] if start else [])


@pytest.mark.parametrize("reading", [None, Instant(DAY.replace(hour=15)), TimeRange(None, None)])
def test_what_is_no_stretch_is_no_meeting_times(reading: Reading | None) -> None:
    assert my_times.as_times(reading) == ""


async def test_declined_request_is_not_withdrawn_by_its_guest(world: World) -> None:
    request = await world.asked(world.ana, world.hana, "Thu 14:30")
    async with world.database.writing() as uow:
        await answering.decline(uow, world.hana, request, 1, "", world.clock.now())
    async with world.database.writing() as uow:
        with pytest.raises(StaleError):
            await my_times.end_request(uow, world.ana, request, world.clock.now())
    assert ("withdrawn", 103) not in await world.kinds()
