"""The buttons of waiting for a time; the others are in ``actions``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.callbacks import Action


@dataclass(frozen=True, slots=True)
class WantNoMore(Action):
    """Do not be told when somebody joins, after ``actions.Want``."""

    code: ClassVar[str] = "wz"
    host: int


@dataclass(frozen=True, slots=True)
class Wait(Action):
    """Take a place in the list of a host, for the slot that starts then or (0) for any time."""

    code: ClassVar[str] = "ww"
    host: int
    start: int = 0


@dataclass(frozen=True, slots=True)
class WaitForAny(Action):
    """Take a place in the list of a host for any of some slots; ``times`` as of ``asking_actions``."""

    code: ClassVar[str] = "wa"
    host: int
    times: str


@dataclass(frozen=True, slots=True)
class Place(Action):
    """One's place in the list of a host."""

    code: ClassVar[str] = "wp"
    host: int


@dataclass(frozen=True, slots=True)
class StopWaiting(Action):
    code: ClassVar[str] = "wx"
    host: int


@dataclass(frozen=True, slots=True)
class LetPass(Action):
    """Give a time back that is held for oneself."""

    code: ClassVar[str] = "wn"
    host: int
    start: int
