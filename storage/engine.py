"""Where a database is: an engine for PostgreSQL and for migrations, a file for SQLite."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

_BUSY_TIMEOUT_MS = 10_000
_POSTGRES_POOL = 10
_POSTGRES_STATEMENTS = 1000  # that a connection keeps prepared: all there are, for the default is 100
APPLICATION = "bilateral"  # how PostgreSQL lists our connections


def make_engine(url: str, *, autocommit: bool = False) -> AsyncEngine:
    """Make the engine of a database; on SQLite it is for migrations only, one connection after the other.

    ``autocommit``: SQLAlchemy begins no transactions on it; on PostgreSQL only.

    Raises:
        ValueError: the URL names a database that is not supported.
    """
    backend = make_url(url).get_backend_name()
    if backend == "postgresql":
        options = {
            "server_settings": {"application_name": APPLICATION},
            "prepared_statement_cache_size": _POSTGRES_STATEMENTS,  # by SQLAlchemy, and by the driver:
            "statement_cache_size": _POSTGRES_STATEMENTS,
            "max_cached_statement_lifetime": 0,
            "max_cacheable_statement_size": 0,
        }
        return create_async_engine(
            url,
            pool_size=_POSTGRES_POOL,
            pool_use_lifo=True,  # the connection that has prepared most statements already
            connect_args=options,
            hide_parameters=True,
            isolation_level="AUTOCOMMIT" if autocommit else None,
        )
    if backend != "sqlite":
        raise ValueError(f"{backend} is not supported: use sqlite+aiosqlite or postgresql+asyncpg")
    return _sqlite_engine(url)


def sqlite_file(url: str) -> Path | None:
    """Give the file of an SQLite database; None for a server."""
    parts = make_url(url)
    return Path(parts.database or "") if parts.get_backend_name() == "sqlite" else None


def make_reading_engine(url: str) -> AsyncEngine:
    """Make an engine for a long look at a database that is in use; on SQLite its file must be there.

    Raises:
        ValueError: the URL names a database that is not supported.
    """
    return _sqlite_engine(url, reads=True) if sqlite_file(url) else make_engine(url)


def make_file_engine(path: Path, *, writes: bool) -> AsyncEngine:
    """Make the engine of a single SQLite file, to be read, or to be written once from nothing.

    A file to be written must exist, may be empty, and is worthless if the process dies meanwhile.
    """
    mode = "rw" if writes else "ro"
    url = URL.create(
        "sqlite+aiosqlite", database=path.resolve().as_uri(), query={"uri": "true", "mode": mode}
    )
    engine = create_async_engine(url, poolclass=NullPool, hide_parameters=True)

    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        if writes:
            cursor = connection.cursor()
            cursor.execute("PRAGMA journal_mode = OFF")  # nothing beside the file; the caller syncs it
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.close()

    event.listen(engine.sync_engine, "connect", prepare)
    event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def check_file(url: str) -> None:
    """Open and close the file of an SQLite database; when it is missing, make it for its owner alone.

    The driver, when it cannot open a file, leaves a thread behind that fails after the event loop's end.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite" and parts.database:
        with suppress(OSError):  # it is there, or SQLite says below what is wrong; journals get its mode
            Path(parts.database).touch(mode=0o600, exist_ok=False)
        sqlite3.connect(parts.database).close()


def _sqlite_engine(url: str, *, reads: bool = False) -> AsyncEngine:
    engine = create_async_engine(url, poolclass=NullPool, hide_parameters=True)

    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver must not begin transactions on its own
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        if reads:  # a file opened for reading only would leave what WAL keeps beside it
            cursor.execute("PRAGMA query_only = ON")
        cursor.close()

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    event.listen(engine.sync_engine, "connect", prepare)
    event.listen(engine.sync_engine, "begin", begin)
    return engine
