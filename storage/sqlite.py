"""SQLite inside the event loop: statements run where they are written; only what may wait goes elsewhere.

A statement on a local file takes some ten microseconds, handing it to another thread and back ten times as
long. So the driver's thread is asked only for what can really wait: to begin while another process writes,
and to commit, which waits for the disk. One connection writes, a few others read; readers never wait for
the writer (WAL).
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from typing import Any

import aiosqlite
from sqlalchemy import URL, Connection, Dialect, Engine, Executable, create_engine
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from storage.connection import Rows

_READERS = 4
# A begin waits ten seconds for other processes, in steps, so that a cancelled one soon ends.
_BUSY_STEPS, _BUSY_STEP_MS = 40, 250
_WRITE, _READ = "BEGIN IMMEDIATE", "BEGIN"
# A deferred transaction sees the file as it is at its first read; this is that read.
_LOOK = "SELECT 1 FROM sqlite_schema LIMIT 1"


class InlineConnection:
    """A transaction's connection, as awaitable as SQLAlchemy's own; nothing in it really waits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def dialect(self) -> Dialect:
        """The dialect that statements are made for."""
        return self._connection.dialect

    async def execute(self, statement: Executable, parameters: Any = None, /) -> Rows:
        """Run a statement."""
        return self._connection.execute(statement, parameters)

    def begin_nested(self) -> AbstractAsyncContextManager[None]:
        """Open a savepoint for the length of the block."""
        return self._nested()

    @asynccontextmanager
    async def _nested(self) -> AsyncIterator[None]:
        with self._connection.begin_nested():
            yield


class _Lane:
    """One connection to the file, for one transaction at a time: three views of the same thing.

    ``raw`` is the connection itself, ``sync`` SQLAlchemy's view of it, ``thread`` the driver's, for waiting.
    """

    def __init__(self, thread: aiosqlite.Connection, raw: sqlite3.Connection, sync: Connection) -> None:
        self._thread = thread
        self._raw = raw
        self._sync = sync

    @asynccontextmanager
    async def transaction(self, begin: str) -> AsyncIterator[InlineConnection]:
        """Commit at the end of the block, roll back on any exception."""
        with self._sync.begin():  # SQLAlchemy's side of it, which finds everything done at its end
            try:
                await self._begin(begin)
                yield InlineConnection(self._sync)
                if begin == _WRITE:
                    with _told_by_sqlalchemy("COMMIT"):
                        await self._to_its_end(self._thread.commit())
            finally:
                self._raw.rollback()

    async def close(self) -> None:
        """Close the connection and end its thread."""
        self._sync.close()
        await self._thread.close()

    async def _begin(self, begin: str) -> None:
        with _told_by_sqlalchemy(begin):
            try:
                self._raw.execute(begin)
                if begin == _READ:
                    self._raw.execute(_LOOK)
            except sqlite3.OperationalError as error:
                self._raw.rollback()
                if not _is_busy(error):
                    raise
                await self._begin_patiently(begin)

    async def _begin_patiently(self, begin: str) -> None:
        self._raw.execute(f"PRAGMA busy_timeout = {_BUSY_STEP_MS}")
        try:
            for step in range(1, _BUSY_STEPS + 1):
                try:
                    await self._to_its_end(self._thread.execute(begin))
                    if begin == _READ:
                        await self._to_its_end(self._thread.execute_fetchall(_LOOK))
                except sqlite3.OperationalError as error:
                    self._raw.rollback()
                    if not _is_busy(error) or step == _BUSY_STEPS:
                        raise
                else:
                    return
        finally:
            self._raw.execute("PRAGMA busy_timeout = 0")

    async def _to_its_end(self, work: Awaitable[Any]) -> None:
        """Wait for the thread even when cancelled: nobody may touch the connection meanwhile."""
        try:
            await work
        except asyncio.CancelledError:
            await self._thread.rollback()  # comes after whatever the thread is at
            raise


class SqliteFile:
    """A database file and its connections, which are opened when they are needed."""

    def __init__(self, url: URL) -> None:
        (self._path,), self._options = sqlite.dialect().create_connect_args(url)
        self._opened: list[sqlite3.Connection] = []  # by the driver, on their way to SQLAlchemy
        self._engine = _engine(self._opened)
        self._writer: _Lane | None = None
        self._readers: list[_Lane] = []  # those that nobody uses now
        self._turn = asyncio.Lock()
        self._room = asyncio.Semaphore(_READERS)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[InlineConnection]:
        """Open the one write transaction that there can be; others of this process wait in line."""
        async with self._turn:
            if self._writer is None:
                self._writer = await self._open()
            async with self._writer.transaction(_WRITE) as connection:
                yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[InlineConnection]:
        """Open a view of the file as it is now; it cannot write."""
        async with self._room:
            lane = self._readers.pop() if self._readers else await self._open(query_only=True)
            try:
                async with lane.transaction(_READ) as connection:
                    yield connection
            finally:
                self._readers.append(lane)

    async def close(self) -> None:
        """Close every connection; wait for transactions to end before."""
        lanes = [*self._readers, *([self._writer] if self._writer else [])]
        self._readers, self._writer = [], None
        for lane in lanes:
            await lane.close()

    async def _open(self, *, query_only: bool = False) -> _Lane:
        made: list[sqlite3.Connection] = []

        def connect(*args: Any, **options: Any) -> sqlite3.Connection:
            made.append(sqlite3.Connection(*args, **options))
            return made[0]

        # No thread but the driver's and the loop's own uses it, and never both at once.
        options = {**self._options, "check_same_thread": False, "isolation_level": None}
        thread = await aiosqlite.connect(self._path, factory=connect, **options)
        try:
            for pragma in _pragmas(query_only=query_only):
                await thread.execute_fetchall(f"PRAGMA {pragma}")  # to the end: an open one is in the way
            self._opened.append(made[0])
            return _Lane(thread, made[0], self._engine.connect())
        except BaseException:
            await thread.close()
            raise


def _engine(opened: list[sqlite3.Connection]) -> Engine:
    """Make the engine that all connections share, so that each statement is compiled once."""
    return create_engine("sqlite://", creator=opened.pop, poolclass=NullPool, hide_parameters=True)


def _pragmas(*, query_only: bool) -> tuple[str, ...]:
    return (
        f"busy_timeout = {_BUSY_STEPS * _BUSY_STEP_MS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"query_only = {'ON' if query_only else 'OFF'}",
        "busy_timeout = 0",
    )


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY


@contextmanager
def _told_by_sqlalchemy(statement: str) -> Iterator[None]:
    """Let what the driver raises look as if SQLAlchemy had run the statement.

    Raises:
        OperationalError: the driver's error, wrapped.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise OperationalError(statement, None, error) from error
