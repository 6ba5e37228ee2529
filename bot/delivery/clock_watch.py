"""Whether the machine's clock was set: by hand, by NTP after a bad start, or because the machine slept."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from bot.usecases.clock import Clock

_DRIFT = timedelta(seconds=5)  # less is what clocks do by themselves


class ClockWatch:
    """Compares the machine's clock with the loop's, which nobody can set."""

    def __init__(self, machine: Clock) -> None:
        self._machine = machine
        self._zero: datetime | None = None  # when the loop's clock stood at nought

    def moved(self) -> timedelta:
        """Give by how much the clock was set since this was last asked; zero the first time."""
        zero = self._machine.now() - timedelta(seconds=asyncio.get_running_loop().time())
        before, self._zero = self._zero or zero, zero
        return zero - before if abs(zero - before) > _DRIFT else timedelta()
