"""Two things at once that touch one another: whichever comes first, the rows agree afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import pytest

from bot.domain.booking import MeetingState, RequestState
from bot.domain.errors import NotBookableError, NotFoundError, Reason
from bot.domain.event import Grid
from bot.domain.links import link_payload
from bot.domain.persons import Person
from bot.usecases import (
    agenda,
    answering,
    booking,
    closing,
    event_load,
    joining,
    own_profile,
    privacy,
    wanting,
)
from bot.usecases.identity import Me
from bot.usecases.ports import UnitOfWork
from storage.unit_of_work import SqlDatabase
from tests.support.trio import World, three_people
from tests.support.world import SECRET, at, make_event, row

Use = Callable[[UnitOfWork], Awaitable[object]]


@pytest.fixture
async def world(database: SqlDatabase) -> AsyncIterator[World]:
    async with three_people(database) as world:
        yield world


async def overlap(database: SqlDatabase, first: Use, second: Use) -> None:
    """Begin ``second`` when ``first`` has written but not committed."""
    written = asyncio.Event()

    async def connect() -> None:
        async with database.reading() as uow:
            await uow.events.all()

    await asyncio.gather(connect(), connect())  # so that no time goes into connecting

    async def one() -> None:
        async with database.writing() as uow:
            await first(uow)
            written.set()
            await asyncio.sleep(0.1)  # the second gets as far as it can

    async def other() -> None:
        await written.wait()
        async with database.writing() as uow:
            await second(uow)

    await asyncio.gather(one(), other())


async def test_erasing_somebody_whose_request_is_being_accepted_cancels_the_meeting(world: World) -> None:
    request_id = await world.asked(world.ana, world.hana, "Thu 14:30")
    now = world.clock.now()

    await overlap(
        world.database,
        lambda uow: answering.accept(uow, world.hana, request_id, 1, now),
        lambda uow: privacy.erase(uow, 101, SECRET, now),
    )

    async with world.database.reading() as uow:
        request, meeting = await uow.requests.get(request_id), await uow.meetings.of_request(request_id)
    assert request is not None
    assert request.state is RequestState.ACCEPTED
    assert meeting is not None
    assert meeting.state is MeetingState.CANCELLED
    assert (await world.seats())[103] == []


async def test_sweep_leaves_a_meeting_alone_that_is_being_cancelled(world: World) -> None:
    meeting_id = await world.met(world.ana, world.hana, "Thu 14:30")

    await overlap(
        world.database,
        lambda uow: agenda.cannot_come(uow, world.ana, meeting_id, at("Thu 14:49")),
        lambda uow: closing.sweep(uow, at("Thu 14:50")),
    )

    async with world.database.reading() as uow:
        meeting = await uow.meetings.get(meeting_id)
    assert meeting is not None
    assert meeting.state is MeetingState.CANCELLED_LATE


async def test_asking_while_the_event_is_loaded_again_goes_by_the_new_grid(world: World) -> None:
    other_grid = replace(make_event(), grid=Grid(30, 0))
    now = world.clock.now()

    with pytest.raises(NotFoundError):
        await overlap(
            world.database,
            lambda uow: event_load.load(uow, other_grid, now),
            lambda uow: booking.ask(uow, world.ana, world.hana.id, at("Thu 14:55"), "", now),
        )


async def test_cancelling_while_the_event_is_loaded_again_goes_by_the_new_deadline(world: World) -> None:
    meeting_id = await world.met(world.ana, world.hana, "Thu 14:30")
    earlier = make_event(change_deadline_minutes=60)
    now = at("Thu 13:45")

    with pytest.raises(NotBookableError, match=Reason.CHANGE_DEADLINE):
        await overlap(
            world.database,
            lambda uow: event_load.load(uow, earlier, now),
            lambda uow: agenda.cancel(uow, world.ana, meeting_id, "", now),
        )


async def test_waiting_for_somebody_who_is_just_joining(world: World) -> None:
    now = world.clock.now()
    async with world.database.writing() as uow:
        eva = await uow.participants.add(world.event, row("Eva"))
        payload = link_payload(SECRET, world.event.id, eva, 0)
    person = Person(104, "en")
    waiting: list[bool] = []

    async def want(uow: UnitOfWork) -> None:
        waiting.append(await wanting.want(uow, world.ana, eva, now))

    await overlap(world.database, lambda uow: joining.join(uow, SECRET, payload, person, now), want)

    assert waiting == [False]


async def test_two_who_write_the_same_address_at_once_do_not_both_get_it(world: World) -> None:
    draft = own_profile.Draft("email", changes={"email": "office@example.org"})

    def save(me: Me) -> Use:
        writing = replace(me, person=replace(me.person, dialog=draft.dialog()))
        return lambda uow: own_profile.save(uow, writing, draft.code, (), world.clock.now())

    await overlap(world.database, save(world.ana), save(world.dan))

    async with world.database.reading() as uow:
        people = await uow.participants.many([world.ana.id, world.dan.id])
    assert people[world.ana.id].profile.email == "office@example.org"
    assert people[world.dan.id].profile.email == ""
