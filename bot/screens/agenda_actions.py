"""The buttons of long days, calendars and the card of the day; the others are in ``actions``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.callbacks import Action


@dataclass(frozen=True, slots=True)
class AgendaPage(Action):
    """A page of a long day; ``day`` is ``date.toordinal()``."""

    code: ClassVar[str] = "gg"
    day: int
    event: int
    page: int


@dataclass(frozen=True, slots=True)
class MyCalendar(Action):
    """How one's meetings get into a calendar: a file at once where that is the only way."""

    code: ClassVar[str] = "gc"


@dataclass(frozen=True, slots=True)
class AgendaCalendar(Action):
    """All meetings as one calendar file."""

    code: ClassVar[str] = "gi"


@dataclass(frozen=True, slots=True)
class AgendaPdf(Action):
    """The agenda for printing."""

    code: ClassVar[str] = "gp"


@dataclass(frozen=True, slots=True)
class NewAddress(Action):
    """Make an address that a calendar follows; the one before is void."""

    code: ClassVar[str] = "gn"


@dataclass(frozen=True, slots=True)
class NoAddress(Action):
    code: ClassVar[str] = "gx"


# --- the card of the day, which stays what it is: what its buttons open comes as a new message
@dataclass(frozen=True, slots=True)
class OpenAgenda(Action):
    """``day`` is ``date.toordinal()``."""

    code: ClassVar[str] = "go"
    day: int
    event: int


@dataclass(frozen=True, slots=True)
class OpenMeeting(Action):
    code: ClassVar[str] = "gm"
    meeting: int


@dataclass(frozen=True, slots=True)
class Digest(Action):
    """Have the list of meetings of the evening, or of the morning, or have it no more.

    ``beside``: the settings come as a message of their own, below the list.
    """

    code: ClassVar[str] = "gd"
    evening: bool
    on: bool
    beside: bool = False


@dataclass(frozen=True, slots=True)
class TodayCard(Action):
    """Have a card of the day, or none."""

    code: ClassVar[str] = "gt"
    on: bool
