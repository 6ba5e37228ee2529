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
# What the reader that is taken first keeps of the file; the others, which seldom work, keep SQLite's 2 MB.
# A search looks through everybody's profile, which of ten thousand people takes twice as long from the disk.
_CACHE_KB = 32_000
_WRITE, _READ = "BEGIN IMMEDIATE", "BEGIN"
_SAVEPOINT = "SAVEPOINT member"
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
    """One connection to the file: three views of the same thing.

    ``raw`` is the connection itself, ``sync`` SQLAlchemy's view of it, ``thread`` the driver's, for waiting.
    """

    def __init__(self, thread: aiosqlite.Connection, raw: sqlite3.Connection, sync: Connection) -> None:
        self._thread = thread
        self._sync = sync
        self.raw = raw
        self.connection = InlineConnection(sync)

    async def begin(self, how: str) -> None:
        """Begin a transaction, if need be after those of other processes."""
        # SQLAlchemy's own side of it: nothing happens here, and at the end it finds everything done.
        self._sync.begin()
        try:
            with _told_by_sqlalchemy(how):
                try:
                    self._start(how)
                except sqlite3.OperationalError as error:
                    self.raw.rollback()
                    if not _is_busy(error):
                        raise
                    await self._begin_patiently(how)
        except BaseException:
            self.rollback()
            raise

    async def commit(self) -> None:
        """Commit, and wait for the disk."""
        try:
            with _told_by_sqlalchemy("COMMIT"):
                await self._to_its_end(self._thread.commit())
        finally:
            self.rollback()

    def rollback(self) -> None:
        """End the transaction, if there is still one."""
        self.raw.rollback()
        self._sync.rollback()

    async def close(self) -> None:
        """Close the connection and end its thread."""
        self._sync.close()
        await self._thread.close()

    def _start(self, how: str) -> None:
        self.raw.execute(how)
        if how == _READ:
            self.raw.execute(_LOOK)

    async def _begin_patiently(self, how: str) -> None:
        self.raw.execute(f"PRAGMA busy_timeout = {_BUSY_STEP_MS}")
        try:
            for step in range(1, _BUSY_STEPS + 1):
                try:
                    await self._to_its_end(self._thread.execute(how))
                    if how == _READ:
                        await self._to_its_end(self._thread.execute_fetchall(_LOOK))
                except sqlite3.OperationalError as error:
                    self.raw.rollback()
                    if not _is_busy(error) or step == _BUSY_STEPS:
                        raise
                else:
                    return
        finally:
            self.raw.execute("PRAGMA busy_timeout = 0")

    async def _to_its_end(self, work: Awaitable[Any]) -> None:
        """Wait for the thread even when cancelled: nobody may touch the connection meanwhile."""
        try:
            await work
        except asyncio.CancelledError:
            await self._thread.rollback()  # comes after whatever the thread is at
            raise


class _Group:
    """Writes that one commit serves, because the later ones came before the first was on the disk.

    ``done`` is set with the commit, or with what went wrong.
    """

    def __init__(self) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.written = False  # whether anybody's writes are in it

    def fail(self, error: BaseException) -> None:
        """Tell everybody that nothing of the group is stored."""
        if not self.done.done():
            self.done.set_exception(error)
            self.done.exception()  # perhaps nobody asks


class SqliteFile:
    """A database file and its connections, which are opened when they are needed."""

    def __init__(self, url: URL) -> None:
        (self._path,), self._options = sqlite.dialect().create_connect_args(url)
        self._opened: list[sqlite3.Connection] = []  # by the driver, on their way to SQLAlchemy
        self._engine = _engine(self._opened)
        self._writer: _Lane | None = None
        self._readers: list[_Lane] = []  # those that nobody uses now
        self._first: _Lane | None = None  # of the readers; see ``_CACHE_KB``
        self._line = asyncio.Lock()  # of writers: first come, first served
        self._group: _Group | None = None
        self._room = asyncio.Semaphore(_READERS)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[InlineConnection]:
        """Open a write transaction, which ends when it is on the disk; others of this process wait in line.

        Whoever begins a group goes to the end of the line after his own writes, and commits for all who
        wrote in between. Each is undone alone when he fails.

        Raises:
            OperationalError: it cannot begin, or cannot be committed; nothing of it is stored.
        """
        leads, group = False, None
        try:
            async with self._line:
                leads = self._group is None
                group = self._group = self._group or await self._begin()
                with self._member(group) as connection:
                    yield connection
        except Exception:
            # What made him fail may be what another wrote in this group: it has to be true when he says so.
            if group:
                await self._end(group, leads=leads)
            raise
        except BaseException:
            if group and leads:
                await asyncio.shield(self._commit(group))
            raise
        await self._end(group, leads=leads)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[InlineConnection]:
        """Open a view of the file as it is now; it cannot write."""
        async with self._room:
            lane = self._readers.pop() if self._readers else await self._open_reader()
            try:
                await lane.begin(_READ)
                try:
                    yield lane.connection
                finally:
                    lane.rollback()
            finally:
                self._readers.insert(len(self._readers) if lane is self._first else 0, lane)

    async def close(self) -> None:
        """Close every connection, after the writes that are on their way; others must have ended."""
        while self._group:
            async with self._line:
                pass
            await asyncio.sleep(0)
        lanes = [*self._readers, *([self._writer] if self._writer else [])]
        self._readers, self._first, self._writer = [], None, None
        for lane in lanes:
            await lane.close()

    async def _begin(self) -> _Group:
        if self._writer is None:
            self._writer = await self._open()
        await self._writer.begin(_WRITE)
        return _Group()

    @contextmanager
    def _member(self, group: _Group) -> Iterator[InlineConnection]:
        """Undo one member's writes when he fails; where that cannot be done, the group has failed."""
        writer = self._writer
        if writer is None:
            raise RuntimeError("the database is closed")
        writer.raw.execute(_SAVEPOINT)
        try:
            yield writer.connection
        except BaseException as error:
            try:
                writer.raw.execute(f"ROLLBACK TO {_SAVEPOINT}")
                writer.raw.execute(f"RELEASE {_SAVEPOINT}")
            except sqlite3.Error:  # after a full disk, say, SQLite has undone everything already
                self._group = None
                writer.rollback()
                group.fail(error)
            raise
        writer.raw.execute(f"RELEASE {_SAVEPOINT}")
        group.written = True

    async def _end(self, group: _Group, *, leads: bool) -> None:
        if leads:
            await asyncio.shield(self._commit(group))
        await asyncio.shield(group.done)

    async def _commit(self, group: _Group) -> None:
        """Let those who wait now write first, then commit for all."""
        async with self._line:
            writer = self._writer
            if group.done.done() or writer is None:
                return
            self._group = None
            try:
                if group.written:
                    await writer.commit()
                else:
                    writer.rollback()
            except BaseException as error:
                group.fail(error)
                if not isinstance(error, OperationalError):
                    raise
            else:
                group.done.set_result(None)

    async def _open_reader(self) -> _Lane:
        lane = await self._open(query_only=True)
        if self._first is None:
            self._first = lane
            lane.raw.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        return lane

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
