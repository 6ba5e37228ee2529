"""One connection to an SQLite file, used from the event loop, and from the driver's thread for what may wait.

To begin may wait while another process writes, to commit waits for the disk; all else is a matter of
microseconds and happens in the loop.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from typing import Any

import aiosqlite
from sqlalchemy import URL, Connection, Dialect, Executable, create_engine
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import NullPool

from storage.connection import Rows
from storage.statements import Prepared, Statements, one_set

WRITE, READ = "BEGIN IMMEDIATE", "BEGIN"
# A begin waits ten seconds for other processes, in steps, so that a cancelled one soon ends.
_BUSY_STEPS, _BUSY_STEP_MS = 40, 250
# A deferred transaction sees the file as it is at its first read; this is that read.
_LOOK = "SELECT 1 FROM sqlite_schema LIMIT 1"

_decode = json.JSONDecoder().decode


class InlineConnection:
    """A transaction's connection, as awaitable as SQLAlchemy's own; nothing in it really waits."""

    def __init__(self, connection: Connection, raw: sqlite3.Connection, statements: Statements) -> None:
        self._connection = connection
        self._raw = raw
        self._statements = statements

    @property
    def dialect(self) -> Dialect:
        """The dialect that statements are made for."""
        return self._connection.dialect

    async def execute(self, statement: Executable, parameters: Any = None, /) -> Rows:
        """Run a statement."""
        values = one_set(parameters)
        prepared = None if values is None else self._statements.prepared(statement, values)
        if values is None or prepared is None:
            return self._connection.execute(statement, parameters)
        return self._run(prepared, values)

    def _run(self, prepared: Prepared, values: Mapping[str, Any]) -> Rows:
        try:
            return prepared.rows(self._raw.execute(prepared.sql, prepared.values(values)))
        except sqlite3.Error as error:
            told = DBAPIError.instance(prepared.sql, None, error, sqlite3.Error, hide_parameters=True)
            raise told from error

    def begin_nested(self) -> AbstractAsyncContextManager[None]:
        """Open a savepoint for the length of the block."""
        return self._nested()

    @asynccontextmanager
    async def _nested(self) -> AsyncIterator[None]:
        with self._connection.begin_nested():
            yield


class Lane:
    """One connection to the file: three views of the same thing.

    ``raw`` is the connection itself, ``sync`` SQLAlchemy's view of it, ``thread`` the driver's, for waiting.
    """

    def __init__(
        self,
        thread: aiosqlite.Connection,
        raw: sqlite3.Connection,
        sync: Connection,
        statements: Statements,
    ) -> None:
        self._thread = thread
        self._sync = sync
        self.raw = raw
        self.connection = InlineConnection(sync, raw, statements)

    async def begin(self, how: str) -> None:
        """Begin a transaction, if need be after those of other processes."""
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

    def commit_here(self) -> None:
        """Commit in the loop's own thread, which stands still meanwhile."""
        try:
            with _told_by_sqlalchemy("COMMIT"):
                self.raw.commit()
        finally:
            self.rollback()

    def rollback(self) -> None:
        """End the transaction, if there is still one."""
        self.raw.rollback()
        # SQLAlchemy's own side of it, which begins with the first statement that it runs itself.
        if self._sync.in_transaction():
            self._sync.rollback()

    async def close(self) -> None:
        """Close the connection and end its thread."""
        self._sync.close()
        await self._thread.close()

    def _start(self, how: str) -> None:
        self.raw.execute(how)
        if how == READ:
            self.raw.execute(_LOOK)

    async def _begin_patiently(self, how: str) -> None:
        self.raw.execute(f"PRAGMA busy_timeout = {_BUSY_STEP_MS}")
        try:
            for step in range(1, _BUSY_STEPS + 1):
                try:
                    await self._to_its_end(self._thread.execute(how))
                    if how == READ:
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


class Lanes:
    """Opens connections to one file; they share an engine, so that each statement is compiled once."""

    def __init__(self, url: URL) -> None:
        (self._path,), self._options = sqlite.dialect().create_connect_args(url)
        self._opened: list[sqlite3.Connection] = []  # by the driver, on their way to SQLAlchemy
        self._engine = create_engine(
            "sqlite://",
            creator=self._opened.pop,
            poolclass=NullPool,
            hide_parameters=True,
            json_deserializer=_read_json,
        )
        self._statements = Statements(self._engine.dialect)

    async def open(self, *, query_only: bool = False) -> Lane:
        """Open one more."""
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
            return Lane(thread, made[0], self._engine.connect(), self._statements)
        except BaseException:
            await thread.close()
            raise


def _read_json(text: str) -> Any:
    """Read a value; most are an empty list, of which a participant has several."""
    return [] if text == "[]" else _decode(text)


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
