"""Buttons of asking for any of several times; the other buttons are in ``actions``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.domain.booking import MOST_TIMES
from bot.screens.callbacks import Action, short_number
from bot.screens.minutes import from_minute, to_minute


@dataclass(frozen=True, slots=True)
class AnyOf(Action):
    """The last look at several times; ``times`` is a text of ``packed``."""

    code: ClassVar[str] = "ao"
    host: int
    times: str


@dataclass(frozen=True, slots=True)
class AddTime(Action):
    """The free times of a day, of which one is to be added to those chosen, or taken out of them."""

    code: ClassVar[str] = "aa"
    host: int
    times: str
    day: int = -1  # index among the event's days; -1: that of the first time


@dataclass(frozen=True, slots=True)
class NoteForAny(Action):
    code: ClassVar[str] = "an"
    host: int
    times: str


@dataclass(frozen=True, slots=True)
class SendAny(Action):
    """Send the request; ``noted`` tells that the note stands in the dialogue."""

    code: ClassVar[str] = "as"
    host: int
    times: str
    noted: bool = False


@dataclass(frozen=True, slots=True)
class AcceptAt(Action):
    """Accept one of several times. ``sure``: the person saw which of his own requests would be withdrawn."""

    code: ClassVar[str] = "at"
    request: int
    version: int
    start: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class ChooseTimes(Action):
    """The free times of a day to be proposed for a request beside those chosen, or taken out of them."""

    code: ClassVar[str] = "oc"
    request: int
    times: str
    day: int = -1  # as of ``AddTime``


@dataclass(frozen=True, slots=True)
class ProposeAny(Action):
    """Propose the times chosen for a request."""

    code: ClassVar[str] = "oa"
    request: int
    version: int
    times: str


AnyTimes = AnyOf | AddTime | NoteForAny | SendAny


def packed(starts: Iterable[datetime]) -> str:
    """Write some instants as short as they fit into a button, in time order, each once."""
    return ".".join(short_number(to_minute(start)) for start in sorted(set(starts)))


def unpacked(times: str) -> tuple[datetime, ...]:
    """Read them again; of a forged text what can be read, at most as many as can be asked for."""
    numbers = [int(one, 36) for one in times.split(".") if one.isalnum() and one.isascii()]
    return tuple(sorted({from_minute(number) for number in numbers[:MOST_TIMES]}))
