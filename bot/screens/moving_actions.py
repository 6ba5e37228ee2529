"""Buttons of moving a meeting. Times are minutes as in ``bot.screens.actions``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.callbacks import Action


@dataclass(frozen=True, slots=True)
class Move(Action):
    """The slots that a meeting could go to; ``wish``: whom one wants to meet in its place, 0: nobody."""

    code: ClassVar[str] = "mv"
    meeting: int
    day: int = -1  # index among the event's days; -1: the day of the meeting
    wish: int = 0


@dataclass(frozen=True, slots=True)
class MoveTo(Action):
    """The last look before the other side is asked."""

    code: ClassVar[str] = "ml"
    meeting: int
    start: int
    wish: int = 0


@dataclass(frozen=True, slots=True)
class AskMove(Action):
    """Ask the other side; ``version`` is the meeting's."""

    code: ClassVar[str] = "ma"
    meeting: int
    version: int
    start: int
    wish: int = 0


@dataclass(frozen=True, slots=True)
class CounterMove(Action):
    """Answer a proposal by another one; ``version`` is the proposal's."""

    code: ClassVar[str] = "mo"
    request: int
    version: int
    start: int


@dataclass(frozen=True, slots=True)
class AgreeMove(Action):
    """``sure``: the person saw which of his own requests would be withdrawn."""

    code: ClassVar[str] = "mg"
    request: int
    version: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class KeepTime(Action):
    """Decline: the meeting stays where it is."""

    code: ClassVar[str] = "mk"
    request: int
    version: int


@dataclass(frozen=True, slots=True)
class TakeBackMove(Action):
    code: ClassVar[str] = "mw"
    request: int
