"""The buttons of stewards; the others are in ``actions``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.callbacks import Action


@dataclass(frozen=True, slots=True)
class Hall(Action):
    """Who sits where; ``event`` 0 is the one in hand, ``start`` the minute of the slot, 0 the present one."""

    code: ClassVar[str] = "ih"
    event: int = 0
    start: int = 0
    page: int = 0


@dataclass(frozen=True, slots=True)
class Halls(Action):
    """The events at which somebody helps."""

    code: ClassVar[str] = "ie"


@dataclass(frozen=True, slots=True)
class OtherTable(Action):
    """Which tables a meeting could have instead of its own."""

    code: ClassVar[str] = "it"
    meeting: int


@dataclass(frozen=True, slots=True)
class Reseat(Action):
    """Give a meeting another table; both sides are told."""

    code: ClassVar[str] = "ir"
    meeting: int
    version: int
    table: int


@dataclass(frozen=True, slots=True)
class Awaited(Action):
    """Who has not been checked in."""

    code: ClassVar[str] = "in"
    event: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class WalkIn(Action):
    """How whoever just walks in gets into the list."""

    code: ClassVar[str] = "iw"
    event: int


@dataclass(frozen=True, slots=True)
class CheckIn(Action):
    """``arrived`` False: not after all."""

    code: ClassVar[str] = "ic"
    person: int
    arrived: bool = True


@dataclass(frozen=True, slots=True)
class Whereabouts(Action):
    """Where somebody is, or will be next."""

    code: ClassVar[str] = "ip"
    person: int
