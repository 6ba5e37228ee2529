"""Writes of one process on SQLite that share a commit: each stands or falls alone, all end on the disk."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot.botapi.tasks import Nursery
from bot.usecases.inbox import InboxRow
from bot.usecases.ports import DatabaseUnavailableError
from storage.sqlite_lane import InlineConnection
from storage.unit_of_work import SqlDatabase, SqlUnitOfWork

NOW = datetime(2026, 11, 26, tzinfo=UTC)
PEOPLE = 20


@pytest.fixture
async def file(sqlite_url: str) -> AsyncIterator[SqlDatabase]:
    database = SqlDatabase(sqlite_url)
    yield database
    await database.close()


def driver(uow: SqlUnitOfWork) -> sqlite3.Connection:
    assert isinstance(uow.connection, InlineConnection)
    connection = uow.connection._connection.connection.driver_connection
    assert isinstance(connection, sqlite3.Connection)
    return connection


async def write(database: SqlDatabase, number: int, *, fail: bool = False) -> None:
    async with database.writing() as uow:
        await uow.inbox.store([InboxRow(number, 1, "{}")], NOW)
        await asyncio.sleep(0)
        if fail:
            raise LookupError


async def stored(url: str) -> list[int]:
    """Read as another process would."""
    other = SqlDatabase(url)
    async with other.reading() as uow:
        rows = await uow.inbox.waiting()
    await other.close()
    return sorted(update_id for update_id, _ in rows)


async def test_writers_in_line_share_a_commit(file: SqlDatabase) -> None:
    statements: list[str] = []
    async with file.writing() as uow:
        driver(uow).set_trace_callback(statements.append)
    statements.clear()
    await asyncio.gather(*(write(file, number) for number in range(PEOPLE)))

    assert await stored(file.url) == list(range(PEOPLE))
    assert statements.count("COMMIT") == 1


async def test_writer_that_fails_is_undone_alone(file: SqlDatabase) -> None:
    outcomes = await asyncio.gather(
        *(write(file, number, fail=number % 3 == 0) for number in range(PEOPLE)), return_exceptions=True
    )

    assert [isinstance(one, LookupError) for one in outcomes] == [n % 3 == 0 for n in range(PEOPLE)]
    assert await stored(file.url) == [n for n in range(PEOPLE) if n % 3]


async def test_whoever_is_refused_because_of_another_finds_the_others_write_on_the_disk(
    file: SqlDatabase,
) -> None:
    async def first() -> None:
        await write(file, 1)

    async def second() -> None:
        with pytest.raises(LookupError):
            async with file.writing() as uow:
                assert [update_id for update_id, _ in await uow.inbox.waiting()] == [1]
                raise LookupError
        assert await stored(file.url) == [1]

    await asyncio.gather(first(), second())


async def test_write_has_ended_only_when_it_is_on_the_disk(file: SqlDatabase) -> None:
    async def write_and_look(number: int) -> None:
        await write(file, number)
        assert number in await stored(file.url)

    await asyncio.gather(*(write_and_look(number) for number in range(PEOPLE)))


async def test_cancelled_leader_still_commits_for_the_others(file: SqlDatabase) -> None:
    async with asyncio.TaskGroup() as tasks:
        leader = tasks.create_task(write(file, 0))
        others = [tasks.create_task(write(file, number)) for number in range(1, PEOPLE)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)  # the leader is in the middle of his writes
        leader.cancel()
        await asyncio.wait(others)

    assert await stored(file.url) == list(range(1, PEOPLE))


@pytest.mark.parametrize("at_once", [False, True])
async def test_commit_that_fails_fails_for_all_and_the_next_one_works(
    file: SqlDatabase, at_once: bool
) -> None:
    async with file.writing() as uow:
        connection = driver(uow)
        await uow.connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    orphan = text("INSERT INTO wanted (host_id, guest_id, created_at) VALUES (1, 2, '2026-11-26')")

    async def break_the_group() -> None:
        async with file.writing(at_once=at_once) as uow:
            await uow.connection.execute(text("PRAGMA defer_foreign_keys = ON"))
            await uow.connection.execute(orphan)

    outcomes = await asyncio.gather(write(file, 1), break_the_group(), write(file, 2), return_exceptions=True)
    assert all(isinstance(one, Exception) for one in outcomes[: 2 if at_once else 3]), outcomes
    assert not connection.in_transaction
    await write(file, 3)

    assert await stored(file.url) == ([2, 3] if at_once else [3])  # who comes after is in the next group


async def test_full_disk_in_the_middle_fails_the_group_and_the_next_one_works(file: SqlDatabase) -> None:
    async with file.writing() as uow:
        pages = driver(uow).execute("PRAGMA page_count").fetchone()[0]
        driver(uow).execute(f"PRAGMA max_page_count = {pages}")

    async def fill() -> None:
        async with file.writing() as uow:
            await uow.inbox.store([InboxRow(100 + n, 1, "x" * 4000) for n in range(100)], NOW)

    outcomes = await asyncio.gather(write(file, 1), fill(), write(file, 2), return_exceptions=True)
    assert isinstance(outcomes[1], DatabaseUnavailableError)
    async with file.writing() as uow:
        driver(uow).execute("PRAGMA max_page_count = 1000000")
    await write(file, 3)

    done = [n for n, one in zip((1, 2), (outcomes[0], outcomes[2]), strict=True) if one is None]
    assert await stored(file.url) == [*done, 3]


async def test_who_commits_at_once_goes_on_before_any_other_task(file: SqlDatabase) -> None:
    turns, said = 0, list[tuple[str, int]]()

    async def count_turns() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    def say(statement: str) -> None:
        said.append((statement, turns))

    async with file.writing() as uow:
        driver(uow).set_trace_callback(say)
    said.clear()
    async with Nursery() as nursery:
        nursery.start(count_turns(), "turns")
        others = [nursery.start(write(file, number), "writer") for number in range(PEOPLE)]
        async with file.writing(at_once=True) as uow:
            await uow.inbox.store([InboxRow(PEOPLE, 1, "{}")], NOW)
            await asyncio.sleep(0)
        gone_on = turns

        (committed,) = [turn for statement, turn in said if statement == "COMMIT"]
        assert gone_on == committed
        assert PEOPLE in await stored(file.url)
        await asyncio.wait(others)
    assert await stored(file.url) == list(range(PEOPLE + 1))
