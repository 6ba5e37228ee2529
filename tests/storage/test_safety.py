"""Blocks keep two people apart whatever way they try, and a block at the same moment as a request wins."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.domain.booking import MeetingState, RequestState
from bot.domain.errors import DomainError, NotAvailableError, NotFoundError
from bot.usecases import agenda, booking, directory, offering, privacy, relay, safety, wanting
from storage.unit_of_work import SqlDatabase
from tests.support.trio import World, three_people
from tests.support.world import at

ORGANIZER = 900


@pytest.fixture
async def world(database: SqlDatabase) -> AsyncIterator[World]:
    async with three_people(database) as world:
        yield world


async def test_block_ends_what_is_open_and_only_that(world: World) -> None:
    sent = await world.asked(world.ana, world.hana, "Thu 14:30", "Thu 15:20")
    got = await world.asked(world.dan, world.ana, "Thu 16:10")
    now = world.clock.now()
    async with world.database.writing() as uow:
        await safety.block(uow, world.ana, world.hana.id, now)
        await safety.block(uow, world.ana, world.dan.id, now)
        states = [(await uow.requests.get(one)).state for one in (sent, got)]  # type: ignore[union-attr]
        with pytest.raises(NotAvailableError):  # which is no way to find out who has blocked whom
            await safety.block(uow, world.hana, world.ana.id, now)
        with pytest.raises(NotFoundError):
            await safety.block(uow, world.ana, world.ana.id, now)
    assert states == [RequestState.WITHDRAWN, RequestState.DECLINED]
    assert (await world.seats())[101] == []
    assert {("withdrawn", 103), ("declined", 102)} <= set(await world.kinds())


async def test_blocked_people_can_do_nothing_with_each_other(world: World) -> None:
    meeting = await world.met(world.ana, world.hana, "Thu 14:30")
    now = world.clock.now()
    async with world.database.writing() as uow:
        await safety.block(uow, world.hana, world.ana.id, now)
        ended = await uow.meetings.get(meeting)
        assert ended is not None
        assert ended.state is MeetingState.CANCELLED
        for me, other in ((world.ana, world.hana), (world.hana, world.ana)):
            with pytest.raises(NotAvailableError):
                await booking.ask(uow, me, other.id, at("Thu 15:20"), "", now)
            with pytest.raises(NotAvailableError):
                await directory.card(uow, me, other.id, now)
            with pytest.raises(NotAvailableError):
                await wanting.want(uow, me, other.id, now)
            assert not await relay.are_in_touch(uow, me.id, other.id, now)
            page = await directory.page(uow, me, 0)
            assert (page.total, other.id in [one.id for one in page.people]) == (2, False)
        await safety.unblock(uow, world.ana, world.hana.id)  # which is not hers to take back
        assert await uow.blocks.are_apart(world.ana.id, world.hana.id)
        await safety.unblock(uow, world.hana, world.ana.id)
        assert not await uow.blocks.are_apart(world.ana.id, world.hana.id)


async def test_request_and_block_at_the_same_moment_leave_nothing_open(world: World) -> None:
    now = world.clock.now()

    async def ask() -> None:
        async with world.database.writing() as uow:
            await booking.ask(uow, world.ana, world.hana.id, at("Thu 14:30"), "", now)

    async def block() -> None:
        async with world.database.writing() as uow:
            await safety.block(uow, world.hana, world.ana.id, now)

    results = await asyncio.gather(ask(), block(), return_exceptions=True)

    assert [one for one in results if one is not None and not isinstance(one, DomainError)] == []
    async with world.database.reading() as uow:
        assert await uow.requests.open_between(world.ana.id, world.hana.id) is None
        assert await uow.blocks.are_apart(world.ana.id, world.hana.id)


async def test_time_that_becomes_free_is_not_offered_to_one_who_is_blocked(world: World) -> None:
    await world.asked(world.ana, world.hana, "Thu 14:30")
    meeting = await world.met(world.dan, world.hana, "Thu 14:30")  # which Ana's request is lost to
    now = world.clock.now()
    async with world.database.writing() as uow:
        await safety.block(uow, world.hana, world.ana.id, now)
        await agenda.cannot_come(uow, world.dan, meeting, now)
    await offering.tidy(world.database, now)
    assert [one for one in await world.kinds() if one[0] == "offer"] == []
    async with world.database.writing() as uow:
        await safety.unblock(uow, world.hana, world.ana.id)
    await offering.tidy(world.database, now)
    assert ("offer", 101) in await world.kinds()


async def test_report_is_told_also_after_one_that_went_with_its_author(world: World) -> None:
    now = world.clock.now()
    for author in (world.ana, world.dan):
        async with world.database.writing() as uow:
            await safety.report(uow, author, world.hana.id, "Does not leave me alone.", (ORGANIZER,), now)
        async with world.database.writing() as uow:
            await privacy.erase(uow, author.person.telegram_id, b"secret", now)
    async with world.database.reading() as uow:
        assert [one["kind"] for one in await uow.outbox.of_chat(ORGANIZER)] == ["report", "report"]
