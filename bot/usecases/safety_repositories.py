"""Repositories of what keeps people apart, and of reports; ids are of participants."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.domain.safety import Report


class Blocks(Protocol):
    """Who blocked whom; it keeps both apart."""

    async def apart(self, one: int) -> frozenset[int]:
        """Give those whom somebody has blocked, and who have blocked him."""
        ...

    async def are_apart(self, one: int, other: int) -> bool:
        """Tell whether either of two has blocked the other."""
        ...

    async def pairs(self, ids: Collection[int]) -> frozenset[frozenset[int]]:
        """Give the pairs that are kept apart in which any of some people is."""
        ...

    async def of(self, owner_id: int) -> list[int]:
        """Give those whom somebody has blocked, the last first."""
        ...

    async def add(self, owner_id: int, person_id: int, now: datetime) -> None:
        """Block somebody; who is blocked already stays so."""
        ...

    async def remove(self, owner_id: int, person_id: int) -> None:
        """Block somebody no more."""
        ...


class Reports(Protocol):
    """What was told to the organizers about people."""

    async def add(self, event_id: int, author_id: int, person_id: int, text: str, now: datetime) -> int:
        """Add a report; gives its id."""
        ...

    async def get(self, report_id: int) -> Report | None:
        """Give one report."""
        ...

    async def by(self, author_id: int) -> list[Report]:
        """Give the reports that somebody made."""
        ...

    async def count(self, event_id: int) -> tuple[int, int]:
        """Count the open and the closed reports of an event."""
        ...

    async def page(self, event_id: int, offset: int, limit: int, *, closed: bool) -> list[Report]:
        """Give some of the open or of the closed reports of an event, the newest first."""
        ...

    async def close(self, report_id: int, closed_at: datetime | None) -> None:
        """Note that a report is dealt with; None opens it again."""
        ...
