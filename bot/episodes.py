"""Trouble that lasts, in two log lines: when it begins and when it is over, however often it shows."""

from __future__ import annotations

import asyncio
import logging


class Episode:
    """One kind of trouble; ``over`` holds a ``%d`` for how often it showed.

    It is over once all has gone well for ``calm_seconds``: where most things still work, such as small writes
    to a full disk, one that goes well means nothing.
    """

    def __init__(self, log: logging.Logger, begins: str, over: str, *, calm_seconds: float = 10.0) -> None:
        self._log = log
        self._begins = begins
        self._over = over
        self._calm_seconds = calm_seconds
        self._failures = 0
        self._last = 0.0

    def failed(self, reason: str) -> None:
        """Note a failure; ``reason`` is said when it is the first."""
        if not self._failures:
            self._log.error("%s: %s", self._begins, reason)
        self._failures += 1
        self._last = asyncio.get_running_loop().time()

    def went_well(self) -> None:
        """Note that it worked."""
        if self._failures and asyncio.get_running_loop().time() - self._last >= self._calm_seconds:
            self._log.warning(self._over, self._failures)
            self._failures = 0
