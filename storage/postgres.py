"""Transactions on a PostgreSQL server, begun and ended by its driver.

SQLAlchemy keeps the connections and writes the statements. What was run before goes to the driver at once
(``storage/statements.py``): SQLAlchemy takes longer over a small statement than the server does, and gives
each one a greenlet to wait in.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from itertools import islice
from typing import Any

import asyncpg
from asyncpg.transaction import Transaction
from sqlalchemy import Dialect, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.pool import PoolProxiedConnection

from storage.connection import Rows
from storage.engine import make_engine
from storage.statements import Prepared, Statements, one_set

_USED = "used"  # says of a connection that something was begun on it before
_ENDS_WITHIN_SECONDS = 2.0  # a transaction that is given up; then its connection is
# The last is what it raises on a connection that was cut while nobody waited for it.
_DRIVERS_ERRORS = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)


class PostgresServer:
    """Opens transactions, each on a connection of a pool. Call ``close`` at the end."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url, autocommit=True)
        self._statements = Statements(self._engine.dialect)

    def writing(self, *, at_once: bool = False) -> AbstractAsyncContextManager[DirectConnection]:  # noqa: ARG002
        """Open a transaction that commits at the end of the block and rolls back on any exception.

        It commits alone, and so ``at_once`` in any case.

        Raises:
            DBAPIError: it cannot begin, or cannot be committed.
        """
        return self._transaction(readonly=False)

    def reading(self) -> AbstractAsyncContextManager[DirectConnection]:
        """Open a view that cannot write."""
        return self._transaction(readonly=True)

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()

    @asynccontextmanager
    async def _transaction(self, *, readonly: bool) -> AsyncIterator[DirectConnection]:
        async with self._begun(readonly=readonly) as (connection, transaction):
            try:
                yield connection
                with connection.told("COMMIT"):
                    await transaction.commit()
            except BaseException:
                await _undo(connection.driver, transaction)
                raise

    @asynccontextmanager
    async def _begun(self, *, readonly: bool) -> AsyncIterator[tuple[DirectConnection, Transaction]]:
        """Begin on a connection that is there: one that was cut while it lay in the pool is passed over.

        SQLAlchemy would ask each before (``pool_pre_ping``), which takes a quarter of a short transaction.
        """
        while True:
            async with self._engine.connect() as view:
                pooled = _pooled(view)
                connection = DirectConnection(view, pooled.dbapi_connection, self._statements)
                try:
                    with connection.told("BEGIN"):
                        transaction = connection.driver.transaction(readonly=readonly)
                        await transaction.start()
                except BaseException as error:
                    known = _USED in pooled.info
                    connection.driver.terminate()  # cancelled, it may have begun all the same
                    await view.invalidate()
                    if not (known and isinstance(error, DBAPIError) and error.connection_invalidated):
                        raise
                    continue
                pooled.info[_USED] = True
                yield connection, transaction
                return


def _pooled(view: AsyncConnection) -> PoolProxiedConnection:
    """Give what the pool gave; it is there, so that no greenlet has to wait for it."""
    if view.sync_connection is None:
        raise RuntimeError("the connection was not opened")
    return view.sync_connection.connection


class DirectConnection:
    """A transaction's connection, used as SQLAlchemy's own is."""

    def __init__(self, view: AsyncConnection, adapter: Any, statements: Statements) -> None:
        self.driver: asyncpg.Connection = adapter.driver_connection
        self._view = view
        self._adapter = adapter
        self._statements = statements

    @property
    def dialect(self) -> Dialect:
        """The dialect that statements are made for."""
        return self._view.dialect

    async def execute(self, statement: Executable, parameters: Any = None, /) -> Rows:
        """Run a statement."""
        values = one_set(parameters)
        prepared = None if values is None else self._statements.prepared(statement, values)
        if values is None or prepared is None:
            return await self._view.execute(statement, parameters)
        return await self._run(prepared, values)

    def begin_nested(self) -> AbstractAsyncContextManager[None]:
        """Open a savepoint for the length of the block."""
        return self._nested()

    @contextmanager
    def told(self, sql: str) -> Iterator[None]:
        """Let what the driver raises look as if SQLAlchemy had run the statement.

        Raises:
            DBAPIError: the driver's error, wrapped.
        """
        try:
            yield
        except _DRIVERS_ERRORS as error:
            raise self._as_told(sql, error) from error

    async def _run(self, prepared: Prepared, values: Mapping[str, Any]) -> Rows:
        sql, arguments = prepared.sql, prepared.values(values)
        with self.told(sql):
            if prepared.gives:
                found = await self.driver.fetch(sql, *arguments)
                return prepared.rows(_Fetched(found, len(found)))
            status = await self.driver.execute(sql, *arguments)  # "UPDATE 3"
        return prepared.rows(_Fetched((), int(status.rpartition(" ")[2])))

    @asynccontextmanager
    async def _nested(self) -> AsyncIterator[None]:
        savepoint = self.driver.transaction()
        with self.told("SAVEPOINT"):
            await savepoint.start()
        try:
            yield
        except BaseException:
            await _undo(self.driver, savepoint)
            raise
        with self.told("RELEASE SAVEPOINT"):
            await savepoint.commit()

    def _as_told(self, sql: str, error: Exception) -> Exception:
        dialect = self._view.dialect
        try:
            self._adapter._handle_exception(error)  # noqa: SLF001 - nothing else knows SQLAlchemy's names
        except dialect.loaded_dbapi.Error as told:
            gone = self.driver.is_closed() or isinstance(error, asyncpg.InternalClientError)
            return DBAPIError.instance(
                sql, None, told, dialect.loaded_dbapi.Error, hide_parameters=True, connection_invalidated=gone
            )
        return error


class _Fetched:
    """Rows that are all here."""

    def __init__(self, rows: Sequence[Any], rowcount: int) -> None:
        self.rowcount = rowcount
        self._rows = iter(rows)

    def __iter__(self) -> Iterator[Any]:
        return self._rows

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchmany(self, size: int, /) -> Sequence[Any]:
        return list(islice(self._rows, size))

    def close(self) -> None:
        self._rows = iter(())


async def _undo(driver: asyncpg.Connection, transaction: Transaction) -> None:
    """Undo a transaction, or close its connection: nobody else may get it as it is."""
    try:
        async with asyncio.timeout(_ENDS_WITHIN_SECONDS):
            await transaction.rollback()
    except BaseException as error:
        driver.terminate()
        if not isinstance(error, (*_DRIVERS_ERRORS, OSError, TimeoutError)):
            raise
