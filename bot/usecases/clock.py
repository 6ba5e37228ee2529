"""The time port: "now" is an argument everywhere else."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Where the time comes from: the system's clock, or one that a demo and a test can move."""

    def now(self) -> datetime:
        """Give the current instant, aware, in UTC."""
        ...
