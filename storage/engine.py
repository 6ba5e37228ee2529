"""Where a database is: an engine for PostgreSQL and for migrations, a file for SQLite."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

_BUSY_TIMEOUT_MS = 10_000
_POSTGRES_POOL = 10


def make_engine(url: str) -> AsyncEngine:
    """Make the engine of a database; on SQLite it is for migrations only, one connection after the other.

    Raises:
        ValueError: the URL names a database that is not supported.
    """
    backend = make_url(url).get_backend_name()
    if backend == "postgresql":
        return create_async_engine(url, pool_size=_POSTGRES_POOL, pool_pre_ping=True)
    if backend != "sqlite":
        raise ValueError(f"{backend} is not supported: use sqlite+aiosqlite or postgresql+asyncpg")
    return _sqlite_engine(url)


def check_file(url: str) -> None:
    """Open and close the file of an SQLite database, and make it when it is missing.

    The driver, when it cannot open a file, leaves a thread behind that fails after the event loop's end.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite" and parts.database:
        sqlite3.connect(parts.database).close()


def _sqlite_engine(url: str) -> AsyncEngine:
    engine = create_async_engine(url, poolclass=NullPool)

    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin transactions on its own
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine.sync_engine, "connect", prepare)
    event.listen(engine.sync_engine, "begin", begin)
    return engine
