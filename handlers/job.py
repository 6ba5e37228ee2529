"""One row of the outbox to be drawn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.slots import Slot
from bot.i18n import Language
from bot.screens.screen import Screen
from bot.usecases.identity import Me
from bot.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Job:
    """One row to be drawn, with the reader as he is now."""

    uow: UnitOfWork
    me: Me
    language: Language
    params: Mapping[str, Any]
    now: datetime

    def past(self, slot: Slot) -> bool:
        """Tell whether a time is over, so that news about it are of no use any more."""
        return self.now >= slot.end


Draw = Callable[[Job], Awaitable[Screen | None]]
"""Makes the message; None: the row is no longer relevant. ``NotFoundError`` means the same."""
