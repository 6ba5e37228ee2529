"""An event loop whose time jumps: seconds of waiting pass in no time, sockets and threads stay real.

When nothing is ready, real input and output get a moment; only when that brings nothing, and no database
is at work, does the clock jump to the next timer. So whatever waits for a socket on
loopback or for the database waits zero simulated seconds, and a pause of a minute costs a millisecond.
"""

from __future__ import annotations

import asyncio
import selectors
import time
from collections.abc import Awaitable, Coroutine, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any, TypeVar

import aiosqlite
import apscheduler.executors.base as executors_base
import apscheduler.schedulers.base as schedulers_base
import asyncpg
import sqlalchemy.dialects.postgresql.asyncpg as sqlalchemy_asyncpg
from apscheduler.triggers import interval

_T = TypeVar("_T")
_EPOCH = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
QUIET_SECONDS = 0.004  # real time without a sign of life before the clock may jump
_STUCK_SECONDS = 2.0  # real time after which even a statement of the database is not waited for


class _Databases:
    """Counts what databases are asked for at this moment, in the whole process."""

    def __init__(self) -> None:
        self.busy = 0

    @contextmanager
    def counted(self) -> Iterator[None]:
        driver: Any = aiosqlite.Connection
        module: Any = sqlalchemy_asyncpg
        direct: Any = asyncpg.Connection
        execute, connect, wait = driver._execute, driver._connect, module.await_
        fetch, command = direct.fetch, direct.execute

        async def counted_execute(*args: Any, **kwargs: Any) -> Any:
            with self._busy():
                return await execute(*args, **kwargs)

        async def counted_connect(connection: aiosqlite.Connection) -> Any:
            with self._busy():
                return await connect(connection)

        async def counted_fetch(*args: Any, **kwargs: Any) -> Any:
            with self._busy():
                return await fetch(*args, **kwargs)

        async def counted_command(*args: Any, **kwargs: Any) -> Any:
            with self._busy():
                return await command(*args, **kwargs)

        def counted_wait(work: Awaitable[Any]) -> Any:
            with self._busy():
                return wait(work)

        # There are no events for these: what the thread of SQLite's driver is at, and all that SQLAlchemy
        # and we ourselves wait for on PostgreSQL.
        driver._execute, driver._connect = counted_execute, counted_connect
        module.await_ = counted_wait
        direct.fetch, direct.execute = counted_fetch, counted_command
        try:
            yield
        finally:
            driver._execute, driver._connect = execute, connect
            module.await_ = wait
            direct.fetch, direct.execute = fetch, command

    @contextmanager
    def _busy(self) -> Iterator[None]:
        self.busy += 1
        try:
            yield
        finally:
            self.busy -= 1


class _PatientSelector(selectors.DefaultSelector):
    """Waits for real events a moment only, then says how far the clock may jump."""

    def __init__(self, databases: _Databases, quiet_seconds: float) -> None:
        super().__init__()
        self.jumped = 0.0
        self._databases = databases
        self._quiet_seconds = quiet_seconds

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is not None and timeout <= 0:
            return super().select(0)
        ready = super().select(self._quiet_seconds)
        if not ready and self._databases.busy > 0:
            ready = super().select(_STUCK_SECONDS)
        if ready or timeout is None:
            return ready
        self.jumped += timeout
        return []


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """``time()`` begins at 0 and moves by jumps alone."""

    def __init__(self, databases: _Databases, quiet_seconds: float) -> None:
        self._patient = _PatientSelector(databases, quiet_seconds)
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

    databases = _Databases()
    with (
        databases.counted(),
        _scheduler_on(machine or LoopClock()),
        asyncio.Runner(loop_factory=lambda: VirtualTimeLoop(databases, quiet_seconds)) as runner,
    ):
        result = runner.run(main)
    assert time.monotonic() < deadline, "simulated time took too much real time"
    return result
