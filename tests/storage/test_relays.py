"""Messages between participants on a real database: content goes once, and all with either side."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from bot.domain.relay import A_MINUTE, Content, Kind, NotRelayedError, Obstacle, Outcome
from bot.usecases import relay
from bot.usecases.outbox import OutboxState
from storage.tables import outbox
from storage.unit_of_work import SqlDatabase
from tests.support.trio import World, three_people

HELLO = Content(Kind.TEXT, "hello")


async def wrote(world: World) -> int:
    async with world.database.writing() as uow:
        return (await relay.write(uow, world.ana, world.hana.id, HELLO, world.clock.now())).id


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (OutboxState.SENT, Outcome.DELIVERED),
        (OutboxState.UNKNOWN, Outcome.UNSURE),
        (OutboxState.DEAD, Outcome.FAILED),
        (OutboxState.DROPPED, Outcome.FAILED),
    ],
)
async def test_content_is_forgotten_once_it_has_left_and_the_author_told_if_it_may_not_have_arrived(
    database: SqlDatabase, state: OutboxState, outcome: Outcome
) -> None:
    async with three_people(database) as world:
        await world.met(world.ana, world.hana, "Thu 14:30")
        message = await wrote(world)
        async with database.writing() as uow:
            assert not await uow.relays.any_ended()
            assert await uow.relays.settle() == []
            kept = await uow.relays.get(message)
            assert kept is not None
            assert kept.content == HELLO
            await uow.connection.execute(
                update(outbox).where(outbox.c.dedupe == f"relay:{message}").values(state=state)
            )
        async with database.reading() as uow:
            assert await uow.relays.any_ended()

        async def settle() -> None:
            async with database.writing() as uow:
                await relay.settle(uow, world.clock.now())

        await asyncio.gather(*(settle() for _ in range(4)))
        async with database.reading() as uow:
            kept = await uow.relays.get(message)
            assert kept is not None
            assert (kept.content, kept.outcome) == (Content(Kind.TEXT), outcome)
            assert not await uow.relays.any_ended()
        told = [one for one in await world.kinds() if one[0] == "relay.outcome"]
        assert told == ([] if outcome is Outcome.DELIVERED else [("relay.outcome", 101)])


async def test_messages_at_once_are_counted_one_after_the_other(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        await world.met(world.ana, world.hana, "Thu 14:30")
        results = await asyncio.gather(*(wrote(world) for _ in range(A_MINUTE + 3)), return_exceptions=True)
        refused = [one for one in results if isinstance(one, NotRelayedError)]
        assert [one.obstacle for one in refused] == [Obstacle.TOO_OFTEN] * 3
        async with database.reading() as uow:
            assert len(await uow.relays.of(world.ana.id)) == A_MINUTE


async def test_erasing_either_side_takes_the_messages(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        await world.met(world.ana, world.hana, "Thu 14:30")
        await wrote(world)
        async with database.writing() as uow:
            await uow.erasure.erase_people((world.hana.id,), world.clock.now())
            assert await uow.relays.of(world.ana.id) == []


async def test_nobody_writes_to_himself_and_delivered_words_are_not_kept(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        with pytest.raises(IntegrityError):
            async with database.writing() as uow:
                await uow.relays.add(world.ana.id, world.ana.id, HELLO, world.clock.now())
        with pytest.raises(NotRelayedError):
            async with database.writing() as uow:
                await relay.write(uow, world.ana, world.dan.id, HELLO, world.clock.now())
