"""The buttons of the main paths; those beside them have modules of their own, as ``all_actions`` lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.callbacks import Action
from bot.screens.minutes import from_minute, to_minute

__all__ = ("from_minute", "to_minute")  # beside the records


# --- anybody
@dataclass(frozen=True, slots=True)
class Home(Action):
    code: ClassVar[str] = "h"


@dataclass(frozen=True, slots=True)
class Help(Action):
    code: ClassVar[str] = "he"


@dataclass(frozen=True, slots=True)
class AllCommands(Action):
    code: ClassVar[str] = "hd"


@dataclass(frozen=True, slots=True)
class Languages(Action):
    code: ClassVar[str] = "ls"


@dataclass(frozen=True, slots=True)
class SetLanguage(Action):
    code: ClassVar[str] = "l"
    language: str


@dataclass(frozen=True, slots=True)
class Greet(Action):
    """The greeting of a personal link in another language; nothing is stored yet."""

    code: ClassVar[str] = "jg"
    payload: str
    language: str


@dataclass(frozen=True, slots=True)
class Join(Action):
    """``language`` was chosen on the greeting; empty: Telegram's."""

    code: ClassVar[str] = "j"
    payload: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Events(Action):
    code: ClassVar[str] = "es"


@dataclass(frozen=True, slots=True)
class ChooseEvent(Action):
    code: ClassVar[str] = "e"
    event: int


# --- directory
@dataclass(frozen=True, slots=True)
class Directory(Action):
    code: ClassVar[str] = "d"
    page: int = 0


@dataclass(frozen=True, slots=True)
class SearchPrompt(Action):
    code: ClassVar[str] = "sp"


@dataclass(frozen=True, slots=True)
class Found(Action):
    """A page of what the last search of the person found; the words stand in his dialogue."""

    code: ClassVar[str] = "fo"
    page: int = 0


@dataclass(frozen=True, slots=True)
class Person(Action):
    code: ClassVar[str] = "p"
    person: int
    page: int = 0  # of a very long description


@dataclass(frozen=True, slots=True)
class Want(Action):
    code: ClassVar[str] = "w"
    host: int


# --- booking
@dataclass(frozen=True, slots=True)
class Slots(Action):
    code: ClassVar[str] = "s"
    host: int
    day: int = 0  # index among the event's days


@dataclass(frozen=True, slots=True)
class Pick(Action):
    code: ClassVar[str] = "k"
    host: int
    start: int


@dataclass(frozen=True, slots=True)
class WriteNote(Action):
    code: ClassVar[str] = "n"
    host: int
    start: int


@dataclass(frozen=True, slots=True)
class Send(Action):
    """Send the request; ``noted`` tells that the note stands in the dialogue."""

    code: ClassVar[str] = "q"
    host: int
    start: int
    noted: bool = False


@dataclass(frozen=True, slots=True)
class AskInstead(Action):
    """Send the request that ended to the same person for another time, with its note."""

    code: ClassVar[str] = "qi"
    request: int
    start: int


# --- requests
@dataclass(frozen=True, slots=True)
class Requests(Action):
    code: ClassVar[str] = "rs"


@dataclass(frozen=True, slots=True)
class Request(Action):
    code: ClassVar[str] = "r"
    request: int


@dataclass(frozen=True, slots=True)
class Accept(Action):
    """``sure``: the person saw which of his own requests would be withdrawn."""

    code: ClassVar[str] = "a"
    request: int
    version: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Decline(Action):
    code: ClassVar[str] = "x"
    request: int
    version: int


@dataclass(frozen=True, slots=True)
class DeclineNow(Action):
    code: ClassVar[str] = "xn"
    request: int
    version: int


@dataclass(frozen=True, slots=True)
class Counter(Action):
    code: ClassVar[str] = "o"
    request: int
    version: int
    day: int = -1  # index among the event's days; -1: the day of the request


@dataclass(frozen=True, slots=True)
class Propose(Action):
    code: ClassVar[str] = "op"
    request: int
    version: int
    start: int


@dataclass(frozen=True, slots=True)
class Withdraw(Action):
    code: ClassVar[str] = "wd"
    request: int


# --- agenda
@dataclass(frozen=True, slots=True)
class Agenda(Action):
    code: ClassVar[str] = "ga"
    day: int = 0  # ``date.toordinal()``; 0: the next day with a meeting
    event: int = 0  # 0: the current one


@dataclass(frozen=True, slots=True)
class Meeting(Action):
    code: ClassVar[str] = "m"
    meeting: int


@dataclass(frozen=True, slots=True)
class Cancel(Action):
    code: ClassVar[str] = "mc"
    meeting: int


@dataclass(frozen=True, slots=True)
class CancelNow(Action):
    code: ClassVar[str] = "mx"
    meeting: int


@dataclass(frozen=True, slots=True)
class Say(Action):
    """*On my way* or *5 min late*; ``status`` is a value of ``domain.booking.Attendance``."""

    code: ClassVar[str] = "ms"
    meeting: int
    status: str


@dataclass(frozen=True, slots=True)
class CannotCome(Action):
    code: ClassVar[str] = "mn"
    meeting: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class CalendarFile(Action):
    code: ClassVar[str] = "mi"
    meeting: int


# --- settings and privacy
@dataclass(frozen=True, slots=True)
class Settings(Action):
    code: ClassVar[str] = "t"


@dataclass(frozen=True, slots=True)
class Reminder(Action):
    """Switch one lead time on or off; 0 switches all off."""

    code: ClassVar[str] = "tm"
    minutes: int


@dataclass(frozen=True, slots=True)
class OtherLead(Action):
    """Ask for a lead time that is not among those to tap."""

    code: ClassVar[str] = "to"


@dataclass(frozen=True, slots=True)
class OwnClocks(Action):
    """On which clocks of his own somebody reads times."""

    code: ClassVar[str] = "tz"


@dataclass(frozen=True, slots=True)
class SetZone(Action):
    """``zone`` is an IANA name; empty: the event's clocks are one's own."""

    code: ClassVar[str] = "ts"
    zone: str


@dataclass(frozen=True, slots=True)
class Privacy(Action):
    code: ClassVar[str] = "v"


@dataclass(frozen=True, slots=True)
class Export(Action):
    code: ClassVar[str] = "vx"


@dataclass(frozen=True, slots=True)
class Erase(Action):
    code: ClassVar[str] = "ve"


@dataclass(frozen=True, slots=True)
class EraseNow(Action):
    code: ClassVar[str] = "vd"
