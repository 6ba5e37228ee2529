"""Bots in processes of their own, to be killed with SIGKILL and started again at once."""

from __future__ import annotations

import asyncio
import os
import signal
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from bot import logs
from bot.clocks import SystemClock
from bot.config import LogLevel, Settings
from bot.main import running, stop_signal
from tests.support.forked import Forked, fork


class _AheadClock:
    """A clock that goes with the machine's, so far ahead of it; set once."""

    def __init__(self, start: datetime) -> None:
        self._machine = SystemClock()
        self._ahead: timedelta = start - self._machine.now()

    def now(self) -> datetime:
        return self._machine.now() + self._ahead


class MortalBot:
    """At most one bot process; ``log`` is the file that all of them write to."""

    def __init__(self, settings: Settings, log: Path) -> None:
        self.log = log
        self.kills = 0
        self._settings = settings.model_copy(update={"log_level": LogLevel.WARNING})
        self._life: Forked | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._life:
            await self.kill()

    async def start(self, now: datetime) -> None:
        """Start a bot whose clock stands at ``now``."""
        self._life = await fork(_live, self._settings, now, log=self.log)

    @property
    def pid(self) -> int:
        """The process that lives; 0 when there is none."""
        return self._life.pid if self._life else 0

    async def kill(self) -> None:
        """Kill it without a warning, and wait until it is gone."""
        self.kills += 1
        assert await self._end(signal.SIGKILL) == -signal.SIGKILL

    async def terminate(self) -> int:
        """Ask it to stop, and wait until it is gone; gives its exit status."""
        return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int:
        assert self._life
        life, self._life = self._life, None
        os.kill(life.pid, how)
        return await life.ended()


def _live(settings: Settings, now: datetime) -> None:
    logs.set_up(settings)

    async def serve() -> None:
        stop = stop_signal()
        async with running(settings, _AheadClock(now)):
            await stop.wait()

    asyncio.run(serve())
