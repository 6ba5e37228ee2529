"""A request for any of several times: all are held, one is accepted, and what is lost drops out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from bot.domain.booking import Request, RequestState
from bot.domain.deadlines import deadline
from bot.domain.errors import NotBookableError, Reason, StaleError
from bot.domain.event import BookingMode, PendingHolds
from bot.usecases import answering, booking, closing, countering, event_load
from bot.usecases.answering import Refused
from bot.usecases.booking import Asked
from bot.usecases.confirming import Confirmed
from bot.usecases.event_load import StrandedError
from storage.asking_tables import request_slot
from storage.requests import slot_columns
from storage.unit_of_work import SqlDatabase
from tests.support.trio import World, three_people
from tests.support.world import at, make_event

THREE = ("Thu 14:30", "Thu 15:20", "Thu 16:10")


@pytest.fixture
async def world(database: SqlDatabase) -> AsyncIterator[World]:
    async with three_people(database) as world:
        yield world


async def request_of(world: World, request_id: int) -> Request:
    async with world.database.reading() as uow:
        found = await uow.requests.get(request_id)
    assert found is not None
    return found


def clock(world: World, request: Request) -> list[str]:
    return [f"{world.event.local(slot.start):%a %H:%M}" for slot in request.slots]


async def held(world: World, telegram_id: int) -> list[str]:
    return [start for start, _ in (await world.seats())[telegram_id]]


async def test_all_times_are_held_under_one_deadline_by_the_earliest(world: World) -> None:
    asked = await world.ask(world.ana, world.hana, "Thu 16:10", "Thu 14:30", "Thu 15:20")

    assert isinstance(asked, Asked)
    assert clock(world, asked.request) == list(THREE)
    assert asked.request == await request_of(world, asked.request.id)
    assert asked.request.deadline == deadline(world.event, world.clock.now(), at("Thu 14:30"))
    assert await held(world, 101) == ["14:30", "15:20", "16:10"]
    assert await held(world, 103) == []


async def test_accepting_one_takes_it_and_frees_the_others(world: World) -> None:
    request = await world.asked(world.ana, world.hana, *THREE)

    with pytest.raises(StaleError):  # a button that names none of several times
        await world.accept(world.hana, request)
    with pytest.raises(StaleError):  # nor another one
        await world.accept(world.hana, request, when="Thu 14:55")
    confirmed = await world.accept(world.hana, request, when="Thu 15:20")

    assert isinstance(confirmed, Confirmed)
    assert confirmed.meeting.slot.start == at("Thu 15:20")
    assert (await world.seats())[101] == [("15:20", True)]
    after = await request_of(world, request)
    assert (clock(world, after), after.state) == (["Thu 15:20"], RequestState.ACCEPTED)
    with pytest.raises(StaleError):
        await world.accept(world.hana, request, when="Thu 14:30")


async def test_time_that_goes_to_somebody_else_drops_out_and_the_last_one_is_lost(world: World) -> None:
    request = await world.asked(world.ana, world.hana, "Thu 14:30", "Thu 15:20")
    other = await world.asked(world.dan, world.hana, "Thu 14:30")

    await world.accept(world.hana, other)
    left = await request_of(world, request)

    assert (clock(world, left), left.state, left.version) == (["Thu 15:20"], RequestState.PENDING, 1)
    assert await held(world, 101) == ["15:20"]
    assert (await world.kinds()).count(("narrowed", 101)) == 1
    assert ("lost", 101) not in await world.kinds()

    async with world.database.writing() as uow:  # Hana takes the other time as well, with a third person
        await uow.seats.release(request)
        await uow.seats.take(other, left.slot, (world.hana.id,), confirmed=True)
    refused = await world.accept(world.hana, request)
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.request.state) == (Reason.TAKEN, RequestState.LOST)
    assert ("lost", 101) in await world.kinds()


async def test_accepting_what_was_taken_at_this_very_moment_leaves_the_other_times(world: World) -> None:
    other = await world.met(world.dan, world.hana, "Thu 16:35")
    request = await world.asked(world.ana, world.hana, "Thu 14:30", "Thu 15:20")
    first = (await request_of(world, request)).slot
    async with world.database.writing() as uow:
        await uow.seats.take(other, first, (world.hana.id,), confirmed=True)

    refused = await world.accept(world.hana, request, when="Thu 14:30")

    assert isinstance(refused, Refused)
    assert (refused.reason, clock(world, refused.request)) == (Reason.TAKEN, ["Thu 15:20"])
    assert refused.request.state is RequestState.PENDING
    assert ("narrowed", 101) in await world.kinds()
    assert isinstance(await world.accept(world.hana, request), Confirmed)  # the only one that is left


async def test_own_request_for_other_times_as_well_only_loses_the_one(world: World) -> None:
    own = await world.asked(world.hana, world.dan, "Thu 14:30", "Thu 15:20")
    request = await world.asked(world.ana, world.hana, "Thu 14:30")
    async with world.database.reading() as uow:
        asked = await uow.requests.get(request)
        assert asked is not None
        assert await answering.own_competing(uow, world.hana, asked, asked.slot, world.clock.now()) == []

    confirmed = await world.accept(world.hana, request)

    assert isinstance(confirmed, Confirmed)
    assert confirmed.withdrawn == ()
    assert clock(world, await request_of(world, own)) == ["Thu 15:20"]
    kinds = await world.kinds()
    assert ("narrowed", 102) in kinds  # the host hears of it, the guest has just done it
    assert ("narrowed", 103) not in kinds
    assert ("withdrawn", 102) not in kinds


async def test_both_sides_hear_of_a_time_that_a_third_persons_tap_took(world: World) -> None:
    request = await world.asked(world.ana, world.hana, "Thu 14:30", "Thu 15:20")
    own = await world.asked(world.hana, world.dan, "Thu 14:30")

    await world.accept(world.dan, own)

    assert clock(world, await request_of(world, request)) == ["Thu 15:20"]
    kinds = await world.kinds()
    assert [kinds.count(("narrowed", one)) for one in (101, 102, 103)] == [1, 0, 1]


async def test_counter_proposal_leaves_only_the_proposed_time(world: World) -> None:
    request = await world.asked(world.ana, world.hana, *THREE)

    async with world.database.writing() as uow:
        with pytest.raises(StaleError):  # what is asked for already is to be accepted
            await countering.counter(uow, world.hana, request, 1, [at("Thu 15:20")], world.clock.now())
        changed = await countering.counter(uow, world.hana, request, 1, [at("Thu 14:55")], world.clock.now())

    assert clock(world, changed) == ["Thu 14:55"]
    assert await request_of(world, request) == changed
    assert (await held(world, 101), await held(world, 103)) == ([], ["14:55"])


async def test_counter_proposal_of_three_times_holds_each_and_one_is_taken(world: World) -> None:
    request = await world.asked(world.ana, world.hana, "Thu 16:35")
    now = world.clock.now()

    async with world.database.writing() as uow:
        for starts in ([], [at("Thu 16:35"), at("Thu 14:30")], [at(one) for one in (*THREE, "Thu 14:55")]):
            with pytest.raises(StaleError):
                await countering.counter(uow, world.hana, request, 1, starts, now)
        changed = await countering.counter(uow, world.hana, request, 1, [at(one) for one in THREE], now)

    assert clock(world, changed) == list(THREE)
    assert changed == await request_of(world, request)
    assert changed.deadline == deadline(world.event, now, at("Thu 14:30"))
    assert (await held(world, 101), await held(world, 103)) == ([], ["14:30", "15:20", "16:10"])
    confirmed = await world.accept(world.ana, request, 2, "Thu 15:20")
    assert isinstance(confirmed, Confirmed)
    assert (await held(world, 101), await held(world, 103)) == (["15:20"], ["15:20"])


async def test_who_asks_back_accepts_the_same_time_among_them_or_proposes_others(world: World) -> None:
    await world.asked(world.ana, world.hana, "Thu 14:30", "Thu 15:20")
    confirmed = await world.ask(world.hana, world.ana, "Thu 14:55", "Thu 15:20")
    assert isinstance(confirmed, Confirmed)
    assert confirmed.meeting.slot.start == at("Thu 15:20")

    request = await world.asked(world.ana, world.dan, "Thu 14:30", "Thu 14:55")
    proposed = await world.ask(world.dan, world.ana, "Thu 15:45", "Thu 16:10")
    assert isinstance(proposed, Asked)
    assert (proposed.request.id, proposed.request.turn_id) == (request, world.ana.id)
    assert clock(world, proposed.request) == ["Thu 15:45", "Thu 16:10"]
    assert await held(world, 102) == ["15:45", "16:10"]
    assert isinstance(await world.accept(world.ana, request, 2, "Thu 16:10"), Confirmed)


@pytest.mark.parametrize("way", ["withdraw", "decline", "expire"])
async def test_whatever_ends_it_frees_every_time(world: World, way: str) -> None:
    request = await world.asked(world.ana, world.hana, *THREE)
    now = world.clock.now()
    async with world.database.writing() as uow:
        if way == "withdraw":
            ended = await booking.withdraw(uow, world.ana, request, now)
        elif way == "decline":
            ended = await answering.decline(uow, world.hana, request, 1, "", now)
        else:
            world.clock.set((await request_of(world, request)).deadline)
            await closing.sweep(uow, world.clock.now())
            ended = await uow.requests.get(request)  # type: ignore[assignment]
    assert clock(world, ended) == list(THREE)
    assert await held(world, 101) == []
    async with world.database.reading() as uow:  # and the limit of open requests has its place back
        standing = await uow.seats.standing([world.ana.participant], world.clock.now())
    assert standing[world.ana.id].open_requests == 0


@pytest.mark.parametrize("holds", [PendingHolds.BOTH, PendingHolds.NONE])
async def test_holds_are_those_of_the_event_for_each_time(database: SqlDatabase, holds: PendingHolds) -> None:
    async with three_people(database, pending_holds=holds) as world:
        await world.asked(world.hana, world.dan, "Thu 15:20")  # of his own, which takes his only seat there
        await world.asked(world.ana, world.hana, "Thu 14:30", "Thu 15:20")
        expected = {"both": ["14:30", "15:20"], "none": []}[holds]
        assert (await held(world, 101), await held(world, 103)) == (expected, expected)


async def test_four_times_and_several_at_once_are_too_many(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        with pytest.raises(StaleError):
            await world.ask(world.ana, world.hana, *THREE, "Thu 16:35")
        with pytest.raises(NotBookableError):  # one of them is none: nothing was sent
            await world.met(world.dan, world.hana, "Thu 15:20")
            await world.ask(world.ana, world.hana, "Thu 14:30", "Thu 15:20")
        assert await held(world, 101) == []
    async with world.database.writing() as uow:
        event = await uow.events.save(make_event(mode=BookingMode.INSTANT))
    world.event = event
    with pytest.raises(StaleError):
        await world.ask(world.ana, world.hana, "Thu 14:30", "Thu 14:55")


@pytest.mark.parametrize("position", [1, 4])
async def test_database_refuses_a_fourth_time_and_the_same_twice(world: World, position: int) -> None:
    request = await world.asked(world.ana, world.hana, *THREE)
    last = world.event.slots[5]

    async def added(**values: Any) -> None:
        async with world.database.writing() as uow:
            row = {"request_id": request, **slot_columns(last), **values}
            await uow.connection.execute(insert(request_slot), row)

    for values in ({"position": position}, {"position": 2}, {"position": 3, **slot_columns(last)}):
        with pytest.raises(IntegrityError):
            await added(**values)


async def test_event_that_would_strand_one_of_the_times_is_refused(world: World) -> None:
    await world.asked(world.ana, world.hana, "Thu 14:30", "Thu 16:35")
    event = make_event()
    thursday, friday = event.blocks
    shorter = replace(thursday, end=time(16, 30))
    async with world.database.writing() as uow:
        with pytest.raises(StrandedError) as stranded:
            await event_load.load(uow, replace(event, blocks=(shorter, friday)), world.clock.now())
    assert [one.booking.slot.start for one in stranded.value.stranded] == [at("Thu 16:35")]
