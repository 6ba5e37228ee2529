"""An event loop whose time jumps: seconds of waiting pass in no time, sockets and threads stay real.

When nothing is ready, real input and output get a moment (a request on loopback or a statement in
SQLite's thread takes a millisecond or two); only when that brings nothing does the clock jump to the
next timer. So whatever waits for the network waits zero simulated seconds, and a pause of a minute
costs a few real milliseconds.
"""

from __future__ import annotations

import asyncio
import selectors
import time
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

_T = TypeVar("_T")
_EPOCH = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
QUIET_SECONDS = 0.003  # real time without a sign of life before the clock may jump


class _PatientSelector(selectors.DefaultSelector):
    """Waits for real events a moment only, then says how far the clock may jump."""

    def __init__(self, quiet_seconds: float) -> None:
        super().__init__()
        self.jumped = 0.0
        self._quiet_seconds = quiet_seconds

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is not None and timeout <= 0:
            return super().select(0)
        ready = super().select(self._quiet_seconds)
        if ready or timeout is None:
            return ready
        self.jumped += timeout
        return []


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """``time()`` begins at 0 and moves by jumps alone."""

    def __init__(self, quiet_seconds: float = QUIET_SECONDS) -> None:
        self._patient = _PatientSelector(quiet_seconds)
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


def run_virtual(main: Coroutine[Any, Any, _T], *, io: bool = True, real_seconds: float = 60.0) -> _T:
    """Run ``main`` on simulated time; ``io`` False when it has neither sockets nor threads.

    Raises:
        AssertionError: it took more than ``real_seconds``.
    """
    deadline = time.monotonic() + real_seconds

    with asyncio.Runner(loop_factory=lambda: VirtualTimeLoop(QUIET_SECONDS if io else 0.0)) as runner:
        result = runner.run(main)
    assert time.monotonic() < deadline, "simulated time took too much real time"
    return result
