"""Repository of those who would like to be let into an event."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.applications import Application


class Applications(Protocol):
    """Applications of strangers, until they are admitted or the event is forgotten."""

    async def add(self, application: Application) -> int | None:
        """Add an application; gives its id, None when the account has one for the event already."""
        ...

    async def get(self, application_id: int) -> Application | None:
        """Give one application."""
        ...

    async def of_account(self, telegram_id: int) -> list[Application]:
        """Give everything that an account has applied for, the newest first."""
        ...

    async def pending(self, event_id: int, offset: int, limit: int) -> list[Application]:
        """Give those of an event that nobody has decided about, the oldest first."""
        ...

    async def count_pending(self, event_id: int) -> int:
        """Count them."""
        ...

    async def refuse(self, application_id: int, reason: str, now: datetime) -> bool:
        """Refuse one that is pending; False when it is not any more."""
        ...

    async def remove(self, application_id: int) -> bool:
        """Delete one, because it was granted or taken back; False when it is gone already."""
        ...

    async def is_known(self, event_id: int, folded_name: str, email: str, *, besides: int = 0) -> bool:
        """Tell whether a participant of an event, ``besides`` one, has this name, folded, or this address."""
        ...
