"""Connections to PostgreSQL that outlive the engine that opened them, with all that they have prepared.

Every test has engines of its own, which open ten connections or so; each would prepare the same few hundred
statements again, which took longer than what the tests are about. After a test a connection is reset: it
listens to nothing, locks nothing and has no setting left. Only connections of the one loop that tests share
are kept; all others are closed as always.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar

import asyncpg
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.util import await_

_OF_A_KIND = 20  # what one engine opens at most


@dataclass
class _Kept:
    """What is kept for the tests of one loop."""

    loop: asyncio.AbstractEventLoop
    kinds: dict[asyncpg.Connection, str] = field(default_factory=dict)  # what each was opened with
    free: defaultdict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    set_up: set[asyncpg.Connection] = field(default_factory=set)


class Keeping(PGDialect_asyncpg):
    """A dialect whose engines share connections while ``keeping``."""

    supports_statement_cache = True
    _kept: ClassVar[_Kept | None] = None
    _closing: ClassVar[bool] = False

    @staticmethod
    @asynccontextmanager
    async def keeping() -> AsyncIterator[None]:
        """Keep connections of the running loop until the end of the block."""
        Keeping._kept = kept = _Kept(asyncio.get_running_loop())
        try:
            yield
        finally:
            Keeping._kept = None
            for driver in kept.kinds:
                driver.terminate()

    @staticmethod
    @contextmanager
    def closing() -> Iterator[None]:
        """Close every connection that is free, and keep none until the end of the block."""
        if Keeping._kept:
            for free in Keeping._kept.free.values():
                while free:
                    free.pop().driver_connection.terminate()
        Keeping._closing = True
        try:
            yield
        finally:
            Keeping._closing = False

    def connect(self, *args: Any, **parameters: Any) -> Any:
        if (kept := self._kept_here()) is None:
            return super().connect(*args, **parameters)
        kind = repr((args, sorted(parameters.items())))
        while kept.free[kind]:
            connection = kept.free[kind].pop()
            if _is_there(connection.driver_connection):
                return connection
        connection = super().connect(*args, **parameters)
        kept.kinds[connection.driver_connection] = kind
        return connection

    def on_connect(self) -> Callable[[Any], None]:
        set_up = super().on_connect()  # type: ignore[no-untyped-call]

        def unless_done(connection: Any) -> None:
            kept = self._kept_here()
            if kept is None or connection.driver_connection not in kept.set_up:
                set_up(connection)
            if kept:
                kept.set_up.add(connection.driver_connection)

        return unless_done

    def do_close(self, dbapi_connection: Any) -> None:
        kept, driver = self._kept_here(), dbapi_connection.driver_connection
        kind = kept.kinds.get(driver) if kept else None
        if kept is None or kind is None or driver.is_closed() or len(kept.free[kind]) >= _OF_A_KIND:
            super().do_close(dbapi_connection)  # type: ignore[no-untyped-call]
            return
        try:
            dbapi_connection.set_isolation_level(None)
            await_(driver.reset())
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):  # its server has gone
            driver.terminate()
        else:
            kept.free[kind].append(dbapi_connection)

    @classmethod
    def _kept_here(cls) -> _Kept | None:
        if cls._closing or cls._kept is None or cls._kept.loop is not asyncio.get_running_loop():
            return None
        return cls._kept


def _is_there(driver: asyncpg.Connection) -> bool:
    """Ask: one that a test has cut a moment ago may not know yet."""
    try:
        await_(driver.execute("SELECT 1"))
    except (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError):
        driver.terminate()
        return False
    return True
