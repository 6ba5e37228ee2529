"""Repositories of what an agenda has beside its meetings. Instants are aware and in UTC."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.calendar_feeds import Feed


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
