"""Updates that end together are marked done together, and none is taken for done that is not."""

from __future__ import annotations

import asyncio

import pytest

from bot.intake.finishing import Finishing
from bot.usecases.inbox import InboxRow
from storage.unit_of_work import SqlDatabase
from tests.support import statements
from tests.support.world import ManualClock

NOW = ManualClock().now()
MANY = range(1, 21)


@pytest.fixture
async def finishing(database: SqlDatabase) -> Finishing:
    async with database.writing() as uow:
        await uow.inbox.store([InboxRow(one, one, "{}") for one in MANY], NOW)
    return Finishing(database)


async def waiting(database: SqlDatabase) -> set[int]:
    async with database.reading() as uow:
        return {update_id for update_id, _ in await uow.inbox.waiting()}


async def test_those_who_come_meanwhile_share_a_statement(
    database: SqlDatabase, finishing: Finishing
) -> None:
    with statements.noted() as run:
        await asyncio.gather(*(finishing.finish(one) for one in MANY[:-1]))
    assert (
        sum(one.startswith("UPDATE inbox") for one in run) == 2
    )  # the first goes at once, the rest together
    assert await waiting(database) == {MANY[-1]}
    await finishing.finish(MANY[-1])
    assert await waiting(database) == set()


async def test_when_the_first_is_stopped_the_next_writes_for_all(
    database: SqlDatabase, finishing: Finishing
) -> None:
    async with asyncio.TaskGroup() as tasks:
        first, *others = [tasks.create_task(finishing.finish(one)) for one in MANY]
        await asyncio.sleep(0)
        first.cancel()
    assert all(one.done() for one in others)
    assert await waiting(database) <= {MANY[0]}
