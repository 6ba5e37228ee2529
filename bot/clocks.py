"""The two clocks behind the ``Clock`` port; nothing else in the project asks what time it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Give the current instant in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one place that asks


class MovableClock:
    """A clock that runs with the machine's and can be moved forward; who listens is told."""

    def __init__(self) -> None:
        self._system = SystemClock()
        self._ahead = timedelta()
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """Give the current instant in UTC."""
        return self._system.now() + self._ahead

    def on_move(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` after each move."""
        self._listeners.append(listener)

    async def shift(self, seconds: float) -> None:
        """Move the clock forward.

        Raises:
            ValueError: backward is not possible, since what was sent cannot be unsent.
        """
        if seconds < 0:
            raise ValueError("the clock only moves forward")
        self._ahead += timedelta(seconds=seconds)
        for listener in self._listeners:
            listener()
