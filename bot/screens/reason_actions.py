"""The buttons that carry out what a reason was written for; the other buttons are in ``actions``.

``value`` stands for the reason that the card shows: one under an older reason does nothing with a newer one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.callbacks import Action


@dataclass(frozen=True, slots=True)
class CancelWith(Action):
    """Cancel a meeting with the reason in the dialogue."""

    code: ClassVar[str] = "mz"
    meeting: int
    value: str


@dataclass(frozen=True, slots=True)
class DeclineWith(Action):
    """Decline a request with the reason in the dialogue."""

    code: ClassVar[str] = "xw"
    request: int
    version: int
    value: str


@dataclass(frozen=True, slots=True)
class RefuseWith(Action):
    """Refuse a registration with the reason in the dialogue."""

    code: ClassVar[str] = "zy"
    application: int
    value: str
