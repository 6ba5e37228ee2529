"""An event loop whose time jumps: seconds of waiting pass in no time, sockets and threads stay real.

When nothing is ready, real input and output get a moment; only when that brings nothing, and no
database connection is in use, does the clock jump to the next timer. So whatever waits for a socket on
loopback or for the database waits zero simulated seconds, and a pause of a minute costs a millisecond.
"""

from __future__ import annotations

import asyncio
import selectors
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, TypeVar

import aiosqlite
import apscheduler.executors.base as executors_base
import apscheduler.schedulers.base as schedulers_base
from apscheduler.triggers import interval
from sqlalchemy import Dialect, Engine, Pool, event
from sqlalchemy.dialects.postgresql.asyncpg import AsyncAdapt_asyncpg_connection, PGDialect_asyncpg
from sqlalchemy.pool import ConnectionPoolEntry

_T = TypeVar("_T")
_EPOCH = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
QUIET_SECONDS = 0.004  # real time without a sign of life before the clock may jump
_STUCK_SECONDS = 2.0  # real time after which even a statement of the database is not waited for


class _Connections:
    """Counts what databases are asked for at this moment, in the whole process.

    On PostgreSQL that is a connection in use or being made, on SQLite what the driver's thread is at.
    """

    def __init__(self) -> None:
        self.busy = 0
        self._out: set[ConnectionPoolEntry] = set()  # a connection that was cut comes in as None

    def connecting(self, dialect: Dialect, _record: object, args: Any, options: Any) -> Any:
        if dialect.driver != "asyncpg":
            return None
        self.busy += 1
        try:
            return dialect.connect(*args, **options)  # here, for nobody tells of one that fails
        except BaseException:
            self.busy -= 1
            raise

    def connected(self, _connection: object, record: ConnectionPoolEntry) -> None:
        record.info["fresh"] = True  # still busy: listeners of the engine prepare it now

    def checked_out(self, connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
        if _is_postgres(connection):
            self.busy += not record.info.pop("fresh", False)
            self._out.add(record)

    def checked_in(self, _connection: object, record: ConnectionPoolEntry) -> None:
        if record in self._out:
            self._out.remove(record)
            self.busy -= 1

    @contextmanager
    def counted(self) -> Iterator[None]:
        hooks = (
            (Engine, "do_connect", self.connecting),
            (Pool, "connect", self.connected),
            (Pool, "checkout", self.checked_out),
            (Pool, "checkin", self.checked_in),
        )
        for target, name, hook in hooks:
            event.listen(target, name, hook)
        ping: Callable[[Any, Any], bool] = PGDialect_asyncpg.do_ping
        driver: Any = aiosqlite.Connection
        execute, connect = driver._execute, driver._connect

        def counted_ping(dialect: PGDialect_asyncpg, connection: Any) -> bool:
            with self._busy():  # a connection is pinged before the pool says that it is out
                return ping(dialect, connection)

        async def counted_execute(*args: Any, **kwargs: Any) -> Any:
            with self._busy():
                return await execute(*args, **kwargs)

        async def counted_connect(connection: aiosqlite.Connection) -> Any:
            with self._busy():
                return await connect(connection)

        # There are no events for these.
        PGDialect_asyncpg.do_ping = counted_ping  # type: ignore[method-assign]
        driver._execute, driver._connect = counted_execute, counted_connect
        try:
            yield
        finally:
            PGDialect_asyncpg.do_ping = ping  # type: ignore[method-assign]
            driver._execute, driver._connect = execute, connect
            for target, name, hook in hooks:
                event.remove(target, name, hook)

    @contextmanager
    def _busy(self) -> Iterator[None]:
        self.busy += 1
        try:
            yield
        finally:
            self.busy -= 1


def _is_postgres(connection: object) -> bool:
    return isinstance(connection, AsyncAdapt_asyncpg_connection)


class _PatientSelector(selectors.DefaultSelector):
    """Waits for real events a moment only, then says how far the clock may jump."""

    def __init__(self, connections: _Connections, quiet_seconds: float) -> None:
        super().__init__()
        self.jumped = 0.0
        self._connections = connections
        self._quiet_seconds = quiet_seconds

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is not None and timeout <= 0:
            return super().select(0)
        ready = super().select(self._quiet_seconds)
        if not ready and self._connections.busy > 0:
            ready = super().select(_STUCK_SECONDS)
        if ready or timeout is None:
            return ready
        self.jumped += timeout
        return []


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """``time()`` begins at 0 and moves by jumps alone."""

    def __init__(self, connections: _Connections, quiet_seconds: float) -> None:
        self._patient = _PatientSelector(connections, quiet_seconds)
        super().__init__(self._patient)

    def time(self) -> float:
        return self._patient.jumped


class LoopClock:
    """A clock that goes with the running loop, and can be moved like that of a demo."""

    def __init__(self, start: datetime = _EPOCH) -> None:
        self._start = start

    def now(self) -> datetime:
        return self._start + timedelta(seconds=asyncio.get_running_loop().time())

    def move(self, by: timedelta) -> None:
        self._start += by


@contextmanager
def _scheduler_on(machine: LoopClock) -> Iterator[None]:
    class SchedulerDatetime(datetime):
        """What APScheduler takes for the machine's clock."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override] # a plain one is as good
            return machine.now().astimezone(tz)

    modules: tuple[Any, ...] = (schedulers_base, executors_base, interval)
    for module in modules:
        module.datetime = SchedulerDatetime
    try:
        yield
    finally:
        for module in modules:
            module.datetime = datetime


def run_virtual(
    main: Coroutine[Any, Any, _T],
    *,
    quiet_seconds: float = QUIET_SECONDS,
    real_seconds: float = 60.0,
    machine: LoopClock | None = None,
) -> _T:
    """Run ``main`` on simulated time; ``quiet_seconds`` 0 when it has neither sockets nor threads.

    ``machine`` is what APScheduler takes for the machine's clock, for a test that moves it.

    Raises:
        AssertionError: it took more than ``real_seconds``.
    """
    deadline = time.monotonic() + real_seconds

    connections = _Connections()
    with (
        connections.counted(),
        _scheduler_on(machine or LoopClock()),
        asyncio.Runner(loop_factory=lambda: VirtualTimeLoop(connections, quiet_seconds)) as runner,
    ):
        result = runner.run(main)
    assert time.monotonic() < deadline, "simulated time took too much real time"
    return result
