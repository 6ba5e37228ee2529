"""Transactions on PostgreSQL, which its driver begins and ends: none is left open, whatever ends it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from asyncpg.transaction import Transaction
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from bot.usecases.ports import DatabaseUnavailableError
from storage.connection import Connection
from storage.tables import wrong_link
from storage.unit_of_work import SqlDatabase
from tests.support.saboteur import cut
from tests.support.world import ManualClock

NOW = ManualClock().now()
COUNT = select(func.count()).select_from(wrong_link)
OPEN = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND state LIKE 'idle in transaction%'"
)
pytestmark = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


async def add(connection: Connection) -> None:
    values = {"telegram_id": 1, "count": 1, "since": NOW}
    await connection.execute(wrong_link.insert(), values)


async def nothing(_connection: Connection) -> None:
    """End in order."""


async def fail(_connection: Connection) -> None:
    raise RuntimeError


async def be_refused(connection: Connection) -> None:
    await add(connection)


async def be_cancelled_in_a_statement(connection: Connection) -> None:
    async with asyncio.timeout(0.05):
        await connection.execute(select(func.pg_sleep(60)))


async def be_cancelled_in_a_prepared_statement(connection: Connection) -> None:
    sleep = select(func.pg_sleep(0.2))
    await connection.execute(sleep)
    async with asyncio.timeout(0.05):
        await connection.execute(sleep)


@pytest.mark.parametrize(
    ("end", "stored"),
    [
        (nothing, 1),
        (fail, 0),
        (be_refused, 0),
        (be_cancelled_in_a_statement, 0),
        (be_cancelled_in_a_prepared_statement, 0),
    ],
)
async def test_no_transaction_is_left_open(
    database: SqlDatabase, end: Callable[[Connection], Awaitable[None]], stored: int
) -> None:
    try:
        async with database.writing() as uow:
            await add(uow.connection)
            await end(uow.connection)
    except (DBAPIError, RuntimeError, DatabaseUnavailableError):
        assert not stored
    for _ in range(3):  # whichever connection that is
        async with database.reading() as uow:
            assert (await uow.connection.execute(COUNT)).scalar() == stored
            assert (await uow.connection.execute(OPEN)).scalar() == 0


async def test_connection_whose_begin_was_cancelled_is_given_to_nobody(
    database: SqlDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def cancelled(self: Transaction) -> None:
        await start(self)
        raise asyncio.CancelledError

    start = Transaction.start
    with monkeypatch.context() as patch, pytest.raises(asyncio.CancelledError):
        patch.setattr(Transaction, "start", cancelled)
        async with database.writing():
            pytest.fail("it has not begun")
    async with database.writing() as uow:
        await add(uow.connection)
    other = SqlDatabase(database.url)
    async with other.reading() as uow:
        assert (await uow.connection.execute(COUNT)).scalar() == 1  # it was committed, and not within another
    await other.close()


async def test_a_view_cannot_write(database: SqlDatabase) -> None:
    with pytest.raises(DatabaseUnavailableError, match="read-only"):
        async with database.reading() as uow:
            await add(uow.connection)


async def test_connection_that_was_cut_between_transactions_is_replaced(
    database: SqlDatabase, database_url: str
) -> None:
    for _ in range(3):
        async with database.writing() as uow:
            assert (await uow.connection.execute(COUNT)).scalar() == 0
        await cut(database_url)
