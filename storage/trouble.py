"""A database that is full, locked, gone or restarting: said once in the log, and one error for everybody."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnectionError

from bot.episodes import Episode
from bot.usecases.ports import DatabaseUnavailableError
from storage.connection import Connection
from storage.errors import in_one_line

_LOG = logging.getLogger(__name__)
_LOG.addHandler(logging.NullHandler())  # a command has no log: it says what is wrong itself
# PostgreSQL's classes of errors that pass: connection, resources, locks, shutdown, deadlock, system.
_PASSING = ("08", "25006", "40", "53", "55", "57", "58", "XX")


class Trouble:
    """Watches the transactions of one database."""

    def __init__(self) -> None:
        over = "The database answers again, after %d failed attempts"
        self._episode = Episode(_LOG, "The database refuses", over)

    @asynccontextmanager
    async def watched(
        self, transaction: AbstractAsyncContextManager[Connection], *, writes: bool
    ) -> AsyncIterator[Connection]:
        """Run a transaction; only one that writes can show that the trouble is over.

        Raises:
            DatabaseUnavailableError: the database cannot do it now; nothing was committed, or nobody knows.
        """
        try:
            async with transaction as connection:
                yield connection
        except Exception as error:
            if not _passes(error):
                raise
            reason = in_one_line(error)
            self._episode.failed(reason)
            raise DatabaseUnavailableError(reason) from error
        if writes:
            self._episode.went_well()


def _passes(error: Exception) -> bool:
    """Tell whether the database is at fault, and not what it was asked to do."""
    driver = (error.orig or error) if isinstance(error, DBAPIError) else error
    state: str = getattr(driver, "sqlstate", None) or ""  # PostgreSQL's, which has no name for a cut line
    if state:
        return state.startswith(_PASSING)
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or isinstance(error, OperationalError)
    # The driver's own: while rows are read, which SQLAlchemy does not see on SQLite.
    return isinstance(error, NoFreeConnectionError | OSError | sqlite3.OperationalError)
