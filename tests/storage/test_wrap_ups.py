"""Wrap-ups and introductions on a real database: sent once, a pair introduced once, whoever is first."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.domain.errors import StaleError
from bot.domain.wrap_up import LATE, Introduced, wrap_up_at
from bot.usecases import wrap_up
from storage.unit_of_work import SqlDatabase
from tests.support.trio import World, three_people
from tests.support.world import at


async def missed(world: World) -> None:
    """Let Ana ask Hana, who lets it run out."""
    await world.asked(world.ana, world.hana, "Thu 14:30")
    world.clock.set(at("Fri 18:00"))


async def sweep(world: World) -> None:
    async with world.database.writing() as uow:
        await wrap_up.sweep(uow, world.clock.now())


async def told(world: World) -> list[int]:
    return [chat for kind, chat in await world.kinds() if kind == "wrap_up"]


async def test_wrap_up_is_sent_once_to_those_who_asked_or_were_asked(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        await missed(world)
        world.clock.move(-timedelta(seconds=1))
        await sweep(world)
        assert await told(world) == []
        world.clock.move(timedelta(seconds=1))
        assert world.clock.now() == wrap_up_at(world.event)
        await asyncio.gather(*(sweep(world) for _ in range(3)))
        assert await told(world) == [101, 103]


async def test_wrap_up_of_long_ago_is_not_sent_any_more(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        await missed(world)
        world.clock.move(LATE)
        await sweep(world)
        assert await told(world) == []
        async with database.reading() as uow:
            assert await uow.wrap_ups.owed(world.clock.now()) == []


async def test_two_who_ask_at_once_are_introduced(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        await missed(world)

        async def press(me: str, other: str) -> Introduced:
            async with database.writing() as uow:
                one, person = getattr(world, me), getattr(world, other)
                return await wrap_up.introduce(uow, one, person.id, world.clock.now())

        results = await asyncio.gather(press("ana", "hana"), press("hana", "ana"))
        assert sorted(results) == [Introduced.BY_ME, Introduced.YES]
        assert await press("ana", "hana") == await press("hana", "ana") == Introduced.YES
        async with database.reading() as uow:
            assert await uow.meetings.have_agreed(world.hana.id, world.ana.id)
            assert not await uow.meetings.have_agreed(world.dan.id, world.ana.id)
        with pytest.raises(StaleError):
            await press("dan", "ana")


async def test_no_stays_hidden_from_the_one_who_asked_and_goes_with_either(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        await missed(world)
        now = world.clock.now()
        async with database.writing() as uow:
            await wrap_up.introduce(uow, world.ana, world.hana.id, now)
            assert await wrap_up.answer(uow, world.hana, world.ana.id, now, agreed=False) is Introduced.NO
            (mine,) = await uow.wrap_ups.of(world.ana.id)
            assert (mine["agreed"], mine["answered_at"]) == (None, None)
            (theirs,) = await uow.wrap_ups.of(world.hana.id)
            assert theirs["agreed"] is False
            with pytest.raises(StaleError):
                await wrap_up.answer(uow, world.ana, world.hana.id, now, agreed=True)  # her own question
            await uow.erasure.erase_people((world.hana.id,), now)
            assert await uow.wrap_ups.of(world.ana.id) == []


async def test_people_who_are_kept_apart_are_neither_named_nor_introduced(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        await missed(world)
        now = world.clock.now()
        async with database.writing() as uow:
            await wrap_up.introduce(uow, world.ana, world.hana.id, now)
            assert (await wrap_up.wrap_up(uow, world.hana, 0, now)).total == 1
            await uow.blocks.add(world.hana.id, world.ana.id, now)
            for me, other in ((world.ana, world.hana), (world.hana, world.ana)):
                assert (await wrap_up.wrap_up(uow, me, 0, now)).total == 0
                with pytest.raises(StaleError):
                    await wrap_up.answer(uow, me, other.id, now, agreed=True)
            with pytest.raises(StaleError):
                await wrap_up.asked(uow, world.hana, world.ana.id)
