"""Engines: one writer and a pool of readers on SQLite, one pool on PostgreSQL."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

_BUSY_TIMEOUT_MS = 10_000
_READERS = 4
_POSTGRES_POOL = 10


class _SqliteConnection(sqlite3.Connection):
    """Frees the file when it is closed, whatever was going on.

    A transaction that is cancelled leaves a statement half way, and SQLite really closes a connection,
    its lock included, only when the last statement is gone: when the garbage collector comes by.
    """

    def close(self) -> None:
        if self.in_transaction:
            self.rollback()
        super().close()


def make_engines(url: str) -> tuple[AsyncEngine, AsyncEngine]:
    """Make the writing and the reading engine of a database; on PostgreSQL they are the same one.

    On SQLite every write transaction begins with ``BEGIN IMMEDIATE``, so that two writers queue
    instead of failing half way, and readers never wait for a writer (WAL).

    Raises:
        ValueError: the URL names a database that is not supported.
    """
    backend = make_url(url).get_backend_name()
    if backend == "postgresql":
        engine = create_async_engine(url, pool_size=_POSTGRES_POOL, pool_pre_ping=True, json_serializer=None)
        return engine, engine
    if backend != "sqlite":
        raise ValueError(f"{backend} is not supported: use sqlite+aiosqlite or postgresql+asyncpg")
    return _sqlite_engine(url, writes=True), _sqlite_engine(url, writes=False)


def check_file(url: str) -> None:
    """Open and close the file of an SQLite database, and make it when it is missing.

    The driver, when it cannot open a file, leaves a thread behind that fails after the event loop's end.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite" and parts.database:
        sqlite3.connect(parts.database).close()


def _sqlite_engine(url: str, *, writes: bool) -> AsyncEngine:
    engine = create_async_engine(
        url,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=1 if writes else _READERS,
        max_overflow=0,
        pool_timeout=60,
        connect_args={"factory": _SqliteConnection},
    )

    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin transactions on its own
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        if not writes:
            cursor.execute("PRAGMA query_only = ON")
        cursor.close()

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine.sync_engine, "connect", prepare)
    event.listen(engine.sync_engine, "begin", begin)
    return engine
