"""The buttons by which an agenda leaves the chat; the others are in ``actions``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.callbacks import Action


@dataclass(frozen=True, slots=True)
class AgendaCalendar(Action):
    """All meetings as one calendar file."""

    code: ClassVar[str] = "gi"
