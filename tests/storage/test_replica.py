"""Processes on one PostgreSQL: who is alive, who is on duty, and what they hear of each other."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, insert, select, text
from sqlalchemy.pool import ConnectionPoolEntry

from bot.botapi.tasks import Nursery
from bot.clocks import SystemClock
from bot.usecases.outbox import Note
from storage.notices import Notice
from storage.replica import _LOCKS, PostgresReplica
from storage.replica_tables import lease, process, sender_lease
from storage.unit_of_work import SqlDatabase
from tests.support.saboteur import cut

pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)

PATIENCE_SECONDS = 30.0


class Member:
    """A replica that writes down what it hears."""

    def __init__(self, url: str, nursery: Nursery) -> None:
        self.heard: list[Notice] = []
        self.changed = asyncio.Event()
        self.replica = PostgresReplica(url, self._hear, self._turn)
        self.task = nursery.start(self.replica.run(), "replica")

    @property
    def id(self) -> int:
        return self.replica.id

    def _hear(self, notice: Notice) -> None:
        self.heard.append(notice)
        self.changed.set()

    def _turn(self, on_duty: bool) -> None:
        assert self.replica.on_duty is on_duty
        self.changed.set()

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition():
                self.changed.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.changed.wait(), 0.1)

    async def joined(self) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.replica.connected.wait()

    async def die(self) -> None:
        """Be gone as after a kill: the session ends, and nothing is said."""
        self.task.cancel()
        with suppress(asyncio.CancelledError):
            await self.task


@asynccontextmanager
async def members(url: str, count: int) -> AsyncIterator[list[Member]]:
    """Let replicas join one after the other."""
    async with Nursery() as nursery:
        joined = []
        for _ in range(count):
            joined.append(Member(url, nursery))
            await joined[-1].joined()
        yield joined
        for member in joined:
            await member.die()
            await member.replica._engine.dispose()


async def alive(database: SqlDatabase) -> set[int]:
    async with database.reading() as uow:
        return set((await uow.connection.execute(select(process.c.id))).scalars())


async def test_one_is_on_duty_and_hands_it_over_at_once(database: SqlDatabase) -> None:
    async with members(database.url, 2) as (one, two):
        assert (one.replica.on_duty, two.replica.on_duty) == (True, False)
        two.heard.clear()
        await one.replica.retire()
        assert not one.replica.on_duty
        await two.until(lambda: two.replica.on_duty)
        assert Notice(Notice.FREE, one.id) in two.heard
        assert await alive(database) == {one.id, two.id}
        await one.die()
        await one.replica.leave()
        assert await alive(database) == {two.id}


async def test_beat_that_retiring_meets_half_way_takes_no_duty(database: SqlDatabase) -> None:
    async with members(database.url, 1) as (one,), Nursery() as nursery:
        retiring: list[asyncio.Task[None]] = []

        def retire(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith("INSERT INTO lease") and not retiring:
                retiring.append(nursery.start(one.replica.retire(), "retire"))

        event.listen(one.replica._engine.sync_engine, "before_cursor_execute", retire)
        one.replica._look.set()
        await one.until(lambda: bool(retiring))
        await retiring[0]
        assert not one.replica.on_duty
        async with database.reading() as uow:
            assert list(await uow.connection.execute(select(lease))) == []


async def test_killed_process_is_buried_with_all_it_held(
    database: SqlDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    async with members(database.url, 2) as (one, two):
        async with database.writing() as uow:
            held = [{"sender": sender, "holder": one.id} for sender in (7, 8)]
            await uow.connection.execute(insert(sender_lease), held)
        await one.die()
        await two.until(lambda: two.replica.on_duty)
        assert await alive(database) == {two.id}
        async with database.reading() as uow:
            assert list((await uow.connection.execute(select(sender_lease.c.sender))).scalars()) == []
    assert "Processes that are gone: 1;" in caplog.text


async def test_sign_of_life_is_both_a_session_and_a_time(database: SqlDatabase) -> None:
    now = SystemClock().now()  # the database's own clock counts, which is the machine's here
    past, ahead = now - timedelta(hours=1), now + timedelta(hours=1)
    async with database.writer.connect() as session:
        for number in (1, 2):
            await session.execute(select(func.pg_advisory_lock(_LOCKS, number)))
        async with database.writing() as uow:
            for number, until in ((1, ahead), (2, past), (3, ahead)):
                row = {"id": number, "session": number, "alive_until": until}
                await uow.connection.execute(insert(process).values(row))
        async with members(database.url, 1) as (one,):
            assert await alive(database) == {1, one.id}


async def test_sign_of_life_is_renewed(database: SqlDatabase) -> None:
    async def until() -> datetime:
        async with database.reading() as uow:
            found: datetime = (await uow.connection.execute(select(process.c.alive_until))).scalar_one()
            return found

    async with members(database.url, 1), asyncio.timeout(PATIENCE_SECONDS):
        first = await until()
        while await until() == first:  # noqa: ASYNC110 - rows do not call
            await asyncio.sleep(0.05)
        assert await until() > first


async def test_process_that_was_only_thought_dead_signs_again(database: SqlDatabase) -> None:
    async with members(database.url, 2) as (one, two):
        async with database.writing() as uow:
            await uow.connection.execute(text("DELETE FROM process WHERE id = :id"), {"id": one.id})
        await two.replica.tell(Notice.FREE)
        two.replica._look.set()
        await two.until(lambda: two.replica.on_duty or one.replica.on_duty)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await alive(database) != {one.id, two.id}:  # noqa: ASYNC110 - rows do not call
                await asyncio.sleep(0.05)
            while one.replica.on_duty == two.replica.on_duty:  # noqa: ASYNC110 - nor do two at once
                await asyncio.sleep(0.05)


async def test_connection_that_is_cut_is_made_again(
    database: SqlDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    async with members(database.url, 1) as (one,):
        await cut(database.url)
        await one.until(lambda: not one.replica.connected.is_set())
        await one.until(lambda: one.replica.on_duty and one.replica.connected.is_set())
        assert await alive(database) == {one.id}
        two = SqlDatabase(database.url)
        async with two.writing() as uow:
            await uow.outbox.add(Note("asked", 7, datetime(2026, 11, 26, 8, tzinfo=UTC)))
        await two.close()
        await one.until(lambda: Notice(Notice.DUE, 0, "2026-11-26T08:00:00+00:00") in one.heard)
    levels = [record.levelno for record in caplog.records if record.name == "storage.replica"]
    assert levels == [logging.ERROR, logging.WARNING]


async def test_session_that_ends_before_it_listens_is_followed_by_another(database_url: str) -> None:
    def end(_connection: object, record: ConnectionPoolEntry) -> None:
        driver: Any = record.driver_connection
        driver.terminate()

    async with Nursery() as nursery:
        one = Member(database_url, nursery)
        event.listen(one.replica._engine.sync_engine, "connect", end, once=True)
        await one.joined()
        await one.die()
        await one.replica.leave()


async def test_what_is_said_on_a_session_that_was_cut_is_lost_and_nothing_else(
    database: SqlDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    async with members(database.url, 2) as (one, two):
        await cut(database.url)
        await one.replica.tell(Notice.SENDS, "3")  # before its next beat finds out
        await two.replica.retire()
        assert not two.replica.on_duty
        async with asyncio.timeout(PATIENCE_SECONDS):
            while Notice(Notice.SENDS, one.id, "4") not in two.heard:
                await one.replica.tell(Notice.SENDS, "4")
                await asyncio.sleep(0.05)
    reasons = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(reasons) == 2
    assert not any("rolled back" in reason for reason in reasons)  # which is what follows, not what happened


async def test_others_hear_when_messages_are_due_only_if_they_were_added(database: SqlDatabase) -> None:
    at = datetime(2026, 11, 26, 8, tzinfo=UTC)
    async with members(database.url, 2) as (one, two):
        database.holder = one.id
        with suppress(ZeroDivisionError):
            async with database.writing() as uow:
                await uow.outbox.add(Note("asked", 7, at - timedelta(hours=1)))
                raise ZeroDivisionError
        async with database.writing() as uow:
            await uow.outbox.add(Note("asked", 7, at), Note("asked", 7, at + timedelta(hours=1)))
        await one.replica.tell(Notice.SENDS, "3")
        await two.until(lambda: Notice(Notice.SENDS, one.id, "3") in two.heard)
        assert [notice for notice in two.heard if notice.kind == Notice.DUE] == [Notice.due(at, one.id)]
        assert [notice for notice in one.heard if notice.kind != Notice.FREE] == []  # it knows
