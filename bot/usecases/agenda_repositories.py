"""Repositories of what an agenda has beside its meetings. Instants are aware and in UTC."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.calendar_feeds import Feed
from bot.usecases.outbox import DayCard, OutboxRow


class CalendarFeeds(Protocol):
    """Addresses for calendars; ids are of participants."""

    async def get(self, participant_id: int) -> Feed | None:
        """Give the address of a participant; None when there was never one."""
        ...

    async def renew(self, participant_id: int, *, active: bool) -> Feed:
        """Count the generation up, so that every address before is void; gives the new one."""
        ...

    async def note(self, participant_id: int, digest: str, now: datetime) -> None:
        """Note what is seen under an address from now on."""
        ...

    async def forget(self, participant_id: int) -> None:
        """Delete what is known of a participant's addresses."""
        ...


class DayCards(Protocol):
    """The messages that show people's days; they are known by the rows of the outbox that sent them."""

    async def of(self, row: OutboxRow, now: datetime) -> DayCard:
        """Give what became of the card that a row edits."""
        ...
