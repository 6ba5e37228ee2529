"""What another process, or the machine, does to a database that a bot is using."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
from sqlalchemy.engine import make_url

_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA busy_timeout = 60000")
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""
_CUT = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""


@asynccontextmanager
async def locked(url: str) -> AsyncIterator[None]:
    """Let somebody else hold the database: the file on SQLite, the outbox and the inbox on PostgreSQL."""
    if url.startswith("sqlite"):
        async with _held_by_a_process(Path(make_url(url).database or "")):
            yield
        return
    connection = await asyncpg.connect(_dsn(url))
    try:
        await _hold(connection)
        yield  # what is held is let go with the connection
    finally:
        await connection.close()


async def _hold(connection: asyncpg.Connection) -> None:
    """Begin a transaction that holds both tables; who is chosen to give way in a deadlock asks again."""
    while True:
        transaction = connection.transaction()
        await transaction.start()
        try:
            await connection.execute("LOCK TABLE inbox, outbox IN ACCESS EXCLUSIVE MODE")
        except asyncpg.DeadlockDetectedError:
            await transaction.rollback()
        else:
            return


async def cut(url: str) -> int:
    """Cut every other connection to a PostgreSQL database, whatever it does; gives how many."""
    connection = await asyncpg.connect(_dsn(url))
    try:
        return len(await connection.fetch(_CUT))
    finally:
        await connection.close()


@asynccontextmanager
async def _held_by_a_process(file: Path) -> AsyncIterator[None]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _HOLD, str(file)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin
    assert process.stdout
    try:
        assert await process.stdout.readline() == b"held\n"
        yield
    finally:
        process.stdin.close()
        await process.wait()


def _dsn(url: str) -> str:
    return url.replace("+asyncpg", "")
