"""Transactions on SQLite that are given up half way, or have to wait for another process."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.usecases.inbox import InboxRow
from storage.sqlite_lane import InlineConnection
from storage.unit_of_work import SqlDatabase

NOW = datetime(2026, 11, 26, tzinfo=UTC)
PATIENCE_SECONDS = 3.0  # less than a writer waits for a locked file


async def store(database: SqlDatabase, update_id: int) -> None:
    async with database.writing() as uow:
        await uow.inbox.store([InboxRow(update_id, 1, "{}")], NOW)


async def stored(database: SqlDatabase) -> list[int]:
    async with database.reading() as uow:
        return sorted(update_id for update_id, _ in await uow.inbox.waiting())


async def cancelled(database: SqlDatabase, reached: asyncio.Event) -> None:
    """Write, and be cancelled in the middle of it."""
    async with database.writing() as uow:
        await uow.inbox.store([InboxRow(1, 1, "{}")], NOW)
        reached.set()
        await asyncio.Event().wait()


@pytest.mark.parametrize("again", [False, True])
async def test_cancelled_write_is_undone_and_frees_the_file(database: SqlDatabase, *, again: bool) -> None:
    reached = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(cancelled(database, reached))
        await reached.wait()
        task.cancel()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await store(database, 1 if again else 2)
        assert await stored(database) == [1 if again else 2]


async def test_statement_with_rows_left_does_not_hold_the_file(sqlite_url: str) -> None:
    database = SqlDatabase(sqlite_url)
    left = []
    with pytest.raises(LookupError):
        async with database.writing() as uow:
            await uow.inbox.store([InboxRow(number, 1, "{}") for number in range(3)], NOW)
            left.append(await uow.connection.execute(text("DELETE FROM inbox RETURNING update_id")))
            raise LookupError
    async with asyncio.timeout(PATIENCE_SECONDS):
        other = SqlDatabase(sqlite_url)
        await store(other, 5)
        assert await stored(database) == [5]
        await other.close()
    await database.close()


async def test_writer_waits_for_another_process_and_readers_do_not(sqlite_url: str, tmp_path: Path) -> None:
    database = SqlDatabase(sqlite_url)
    await store(database, 1)
    holder = sqlite3.connect(tmp_path / "bilateral.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    async with asyncio.TaskGroup() as tasks:
        writing = tasks.create_task(store(database, 2))
        await asyncio.sleep(0)
        assert await stored(database) == [1]
        assert not writing.done()
        holder.execute("COMMIT")
    assert await stored(database) == [1, 2]
    holder.close()
    await database.close()


async def test_writer_that_waits_for_another_process_ends_when_cancelled(
    sqlite_url: str, tmp_path: Path
) -> None:
    database = SqlDatabase(sqlite_url)
    await store(database, 1)
    holder = sqlite3.connect(tmp_path / "bilateral.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await store(database, 2)
    holder.execute("ROLLBACK")
    await store(database, 3)
    assert await stored(database) == [1, 3]
    holder.close()
    await database.close()


async def test_statements_run_in_the_thread_of_the_loop(sqlite_url: str) -> None:
    """Handing each of them to another thread takes most of the time of a transaction."""
    database, threads = SqlDatabase(sqlite_url), set[int]()
    async with database.writing() as uow:
        assert isinstance(uow.connection, InlineConnection)
        raw = uow.connection._connection.connection.driver_connection
        assert raw is not None
        raw.set_trace_callback(lambda _: threads.add(threading.get_ident()))
        await uow.inbox.store([InboxRow(1, 1, "{}")], NOW)
        raw.set_trace_callback(None)
    assert threads == {threading.get_ident()}
    await database.close()
