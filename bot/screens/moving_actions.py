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
class MoveToAny(Action):
    """The last look at several slots; ``times`` is a text of ``asking_actions.packed``."""

    code: ClassVar[str] = "me"
    meeting: int
    times: str
    wish: int = 0


@dataclass(frozen=True, slots=True)
class AddMoveTime(Action):
    """The slots of a day, of which one is to be added to those chosen, or taken out of them."""

    code: ClassVar[str] = "mh"
    compact: ClassVar[bool] = True
    meeting: int
    times: str
    day: int = -1  # index among the event's days; -1: that of the first time
    wish: int = 0


@dataclass(frozen=True, slots=True)
class AskMoveToAny(Action):
    """Ask the other side to take any of several slots; ``version`` is the meeting's."""

    code: ClassVar[str] = "mf"
    compact: ClassVar[bool] = True
    meeting: int
    version: int
    times: str
    wish: int = 0


@dataclass(frozen=True, slots=True)
class CounterMoveWithAny(Action):
    """Answer a proposal by several slots; ``version`` is the proposal's."""

    code: ClassVar[str] = "mu"
    request: int
    version: int
    times: str


@dataclass(frozen=True, slots=True)
class AgreeMoveAt(Action):
    """Agree to one of several slots; ``sure`` as of ``AgreeMove``."""

    code: ClassVar[str] = "mj"
    request: int
    version: int
    start: int
    sure: bool = False


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
