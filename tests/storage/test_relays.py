"""Messages between participants on a real database: content goes once, and all with either side."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from bot.domain.errors import NotFoundError
from bot.domain.relay import A_MINUTE, Content, Kind, NotRelayedError, Obstacle, Outcome
from bot.usecases import relay
from bot.usecases.outbox import OutboxState
from storage.tables import outbox
from storage.unit_of_work import SqlDatabase
from tests.support.trio import World, three_people

HELLO = Content(Kind.TEXT, "hello")
OWNER = 9
OWNERS = frozenset({OWNER})


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


async def test_message_is_shown_to_the_one_who_gets_it_and_asked_after_by_its_author(
    database: SqlDatabase,
) -> None:
    async with three_people(database) as world:
        now = world.clock.now()
        await world.met(world.ana, world.hana, "Thu 14:30")
        message = await wrote(world)
        async with database.writing() as uow:
            shown, author = await relay.delivery(uow, world.hana, message, now)
            assert (shown.content, author.id) == (HELLO, world.ana.id)
            assert (await relay.mine(uow, world.ana, message))[1].id == world.hana.id
            for me in (world.ana, world.dan):
                with pytest.raises(NotFoundError):
                    await relay.delivery(uow, me, message, now)
                with pytest.raises(NotFoundError):
                    await relay.report(uow, me, message, OWNERS, now)
            for me in (world.hana, world.dan):
                with pytest.raises(NotFoundError):
                    await relay.mine(uow, me, message)
            assert not await uow.relays.reported(world.ana.id, world.hana.id)
        assert ("relay_report", OWNER) not in await reports(world)


async def test_message_is_not_shown_once_the_two_are_kept_apart(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        await world.met(world.ana, world.hana, "Thu 14:30")
        message = await wrote(world)
        async with database.writing() as uow:
            await uow.blocks.add(world.hana.id, world.ana.id, world.clock.now())
        async with database.reading() as uow:
            with pytest.raises(NotRelayedError) as refusal:
                await relay.delivery(uow, world.hana, message, world.clock.now())
        assert refusal.value.obstacle is Obstacle.NOTHING_BETWEEN


async def reports(world: World) -> list[tuple[str, int]]:
    async with world.database.reading() as uow:
        return [(row["kind"], OWNER) for row in await uow.outbox.of_chat(OWNER)]


async def test_message_is_reported_once_and_its_author_writes_no_more(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        now = world.clock.now()
        await world.met(world.ana, world.hana, "Thu 14:30")
        message = await wrote(world)
        for _ in range(2):
            async with database.writing() as uow:
                assert (await relay.report(uow, world.hana, message, OWNERS, now)).id == world.ana.id
        assert await reports(world) == [("relay_report", OWNER)]
        async with database.reading() as uow:
            people = await relay.reported(uow, message)
            assert [one.id for one in people] == [world.ana.id, world.hana.id]
            with pytest.raises(NotRelayedError):
                await relay.delivery(uow, world.hana, message, now)
        with pytest.raises(NotRelayedError):
            await wrote(world)
        async with database.writing() as uow:
            await uow.erasure.erase_people((world.ana.id,), now)
        async with database.reading() as uow:
            with pytest.raises(NotFoundError):
                await relay.reported(uow, message)


async def test_author_whose_link_was_taken_away_hears_nothing_of_his_message(database: SqlDatabase) -> None:
    async with three_people(database) as world:
        await world.met(world.ana, world.hana, "Thu 14:30")
        message = await wrote(world)
        async with database.writing() as uow:
            await uow.participants.revoke_link(world.ana.id)
            await uow.connection.execute(
                update(outbox).where(outbox.c.dedupe == f"relay:{message}").values(state=OutboxState.DEAD)
            )
        async with database.writing() as uow:
            await relay.settle(uow, world.clock.now())
            kept = await uow.relays.get(message)
        assert kept is not None
        assert (kept.content, kept.outcome) == (Content(Kind.TEXT), Outcome.FAILED)
        assert [one for one in await world.kinds() if one[0] == "relay.outcome"] == []
