"""What handing over asks of the rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from bot.domain.handover import Handover
from bot.domain.intervals import Interval


class Handovers(Protocol):
    """Proposals to hand a meeting over, of all states."""

    async def add(self, handover: Handover) -> int:
        """Add one.

        Raises:
            NotBookableError: ALREADY, the meeting has an open one.
        """
        ...

    async def get(self, handover_id: int) -> Handover | None:
        """Give one."""
        ...

    async def of_meeting(self, meeting_id: int) -> Handover | None:
        """Give the open one of a meeting."""
        ...

    async def open_of(self, participant_id: int) -> list[Handover]:
        """Give the open ones in which somebody is one of the three, by deadline."""
        ...

    async def all_of(self, participant_id: int) -> list[Handover]:
        """Give all in which somebody is one of the three."""
        ...

    async def overdue(self, now: datetime, limit: int) -> list[Handover]:
        """Give open ones past their deadline."""
        ...

    async def overdue_to(self, ids: Iterable[int], now: datetime) -> list[Handover]:
        """Give those to some participants."""
        ...

    async def held_at(self, ids: Iterable[int], slot: Interval) -> list[Handover]:
        """Give the open ones for which a seat of some participants is held that touches a stretch."""
        ...

    async def change(self, handover_id: int, **values: Any) -> None:
        """Change fields."""
        ...
