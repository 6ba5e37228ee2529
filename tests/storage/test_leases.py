"""Whose updates a process handles: one process a person, and no update passed over."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, insert, select

from bot.usecases.inbox import InboxRow
from bot.usecases.outbox import Note
from storage.replica_tables import process, sender_lease
from storage.unit_of_work import SqlDatabase

NOW = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
ANA, DAN = 101, 102


@asynccontextmanager
async def processes(url: str, *ids: int) -> AsyncIterator[list[SqlDatabase]]:
    """Give the database as processes see it that are known to each other."""
    opened = [SqlDatabase(url) for _ in ids]
    for database, holder in zip(opened, ids, strict=True):
        database.holder = holder
        async with database.writing() as uow:
            row = {"id": holder, "session": holder, "alive_until": NOW}
            await uow.connection.execute(insert(process).values(row))
    try:
        yield opened
    finally:
        for database in opened:
            await database.close()


async def store(database: SqlDatabase, *updates: tuple[int, int]) -> set[int]:
    """Store (update, sender) as the receiver does; gives the senders that are then this process's."""
    async with database.writing() as uow:
        await uow.inbox.store([InboxRow(number, sender, "{}") for number, sender in updates], NOW)
        return await uow.leases.take({sender for _, sender in updates})


async def next_of(database: SqlDatabase, sender: int) -> int | None:
    async with database.reading() as uow:
        row = await uow.leases.next(sender)
        return row.update_id if row else None


async def finish(database: SqlDatabase, update_id: int) -> bool:
    async with database.writing() as uow:
        return await uow.inbox.finish(update_id)


async def give_back(database: SqlDatabase, sender: int, *, whatever_waits: bool = False) -> bool:
    async with database.writing() as uow:
        return await uow.leases.give_back(sender, whatever_waits=whatever_waits)


async def test_person_belongs_to_the_process_that_came_first_until_nothing_waits(database_url: str) -> None:
    async with processes(database_url, 1, 2) as (one, two):
        assert await store(one, (11, ANA), (12, DAN)) == {ANA, DAN}
        assert await store(two, (13, ANA)) == set()
        assert [await next_of(one, ANA), await next_of(two, ANA)] == [11, None]
        assert not await give_back(one, ANA)
        assert await finish(one, 11)
        assert await next_of(one, ANA) == 13
        assert await finish(one, 13)
        assert await give_back(one, ANA)
        assert await store(two, (14, ANA)) == {ANA}
        assert await next_of(one, ANA) is None
        assert await give_back(one, ANA)  # it is not his, so there is nothing to go on with
        assert await next_of(two, ANA) == 14


async def test_what_the_dead_and_the_leaving_held_is_found(database_url: str) -> None:
    async with processes(database_url, 1, 2) as (one, two):
        await store(one, (11, ANA), (12, DAN))
        async with two.reading() as uow:
            assert await uow.leases.unserved(10) == []
        async with one.reading() as uow:  # whose worker may have failed
            assert sorted(await uow.leases.unserved(10)) == [ANA, DAN]
        assert await give_back(one, DAN, whatever_waits=True)
        async with two.reading() as uow:
            assert await uow.leases.unserved(10) == [DAN]
        async with two.writing() as uow:
            await uow.connection.execute(delete(process).where(process.c.id == 1))
        async with two.reading() as uow:
            assert sorted(await uow.leases.unserved(10)) == [ANA, DAN]


async def test_messages_of_a_dead_process_are_settled_whatever_their_lease_says(database_url: str) -> None:
    later = NOW + timedelta(minutes=1)
    async with processes(database_url, 1, 2) as (one, two):
        async with one.writing() as uow:
            await uow.outbox.add(Note("asked", ANA, NOW), Note("asked", DAN, NOW))
            claimed, caught = await uow.outbox.claim(2, NOW, later)
            assert await uow.outbox.sending(caught.id, later, later)
            await uow.outbox.add_sending(Note("answer", ANA, NOW), later)
        async with two.writing() as uow:
            assert await uow.outbox.recover(NOW) == 0
            await uow.connection.execute(delete(process).where(process.c.id == 1))
            assert await uow.outbox.recover(NOW) == 3
            assert not await uow.outbox.sending(claimed.id, later, later)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_update_is_not_passed_over_while_its_persons_lease_is_given_back(database_url: str) -> None:
    """One stores while the other gives back: by every order of their steps somebody has the lease."""
    chance = random.Random(3)  # noqa: S311 - the same moments in every run
    async with processes(database_url, 1, 2) as (one, two):
        await store(one, (1, ANA))
        await finish(one, 1)
        for number in range(2, 80):
            owner, other = (one, two) if await _holder(one) == 1 else (two, one)

            async def storing(number: int = number, other: SqlDatabase = other) -> set[int]:
                async with other.writing() as uow:
                    await uow.inbox.store([InboxRow(number, ANA, "{}")], NOW)
                    await asyncio.sleep(chance.uniform(0, 0.003))
                    taken = await uow.leases.take({ANA})
                    await asyncio.sleep(chance.uniform(0, 0.003))
                    return taken

            async def giving(owner: SqlDatabase = owner) -> bool:
                await asyncio.sleep(chance.uniform(0, 0.006))
                return await give_back(owner, ANA)

            taken, given = await asyncio.gather(storing(), giving())
            assert given == (taken == {ANA})
            assert await next_of(other if given else owner, ANA) == number
            await finish(one, number)


async def _holder(database: SqlDatabase) -> int | None:
    async with database.reading() as uow:
        holder: int | None = (await uow.connection.execute(select(sender_lease.c.holder))).scalar()
        return holder
