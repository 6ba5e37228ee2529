"""Every button of the product. Times are UTC minutes since 1970, which fit and need no zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import ClassVar

from bot.screens.callbacks import MAX_DATA_BYTES, Action

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_LAST_MINUTE = 2**31  # the year 6053: far beyond any event, far inside what datetime can hold


def to_minute(instant: datetime) -> int:
    """Give an instant as minutes since 1970."""
    return (instant - _EPOCH) // _MINUTE


def from_minute(minute: int) -> datetime:
    """Give the instant of ``to_minute``; forged numbers are clamped to what a date can be."""
    return _EPOCH + max(0, min(minute, _LAST_MINUTE)) * _MINUTE


# --- anybody
@dataclass(frozen=True, slots=True)
class Home(Action):
    code: ClassVar[str] = "h"


@dataclass(frozen=True, slots=True)
class Help(Action):
    code: ClassVar[str] = "he"


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


# --- organizers
@dataclass(frozen=True, slots=True)
class Organizer(Action):
    code: ClassVar[str] = "og"
    event: int = 0  # 0: the only one, or the one in hand


@dataclass(frozen=True, slots=True)
class Organized(Action):
    """The events that somebody organizes."""

    code: ClassVar[str] = "oe"


@dataclass(frozen=True, slots=True)
class OrganizerLink(Action):
    """The one-use link that makes somebody else an organizer; ``void``: a new one in its place."""

    code: ClassVar[str] = "oo"
    event: int
    void: bool = False


@dataclass(frozen=True, slots=True)
class BecomeOrganizer(Action):
    code: ClassVar[str] = "oj"
    payload: str


@dataclass(frozen=True, slots=True)
class ImportPrompt(Action):
    code: ClassVar[str] = "oi"
    event: int


@dataclass(frozen=True, slots=True)
class ImportShow(Action):
    code: ClassVar[str] = "ois"
    draft: int


@dataclass(frozen=True, slots=True)
class ImportCommit(Action):
    code: ClassVar[str] = "oic"
    draft: int
    skip_bad: bool = False


@dataclass(frozen=True, slots=True)
class ImportDiscard(Action):
    code: ClassVar[str] = "oid"
    draft: int


@dataclass(frozen=True, slots=True)
class LinksFile(Action):
    code: ClassVar[str] = "ol"
    event: int


@dataclass(frozen=True, slots=True)
class Figures(Action):
    code: ClassVar[str] = "of"
    event: int


@dataclass(frozen=True, slots=True)
class NotConnected(Action):
    code: ClassVar[str] = "on"
    event: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class PersonLink(Action):
    code: ClassVar[str] = "ok"
    person: int


@dataclass(frozen=True, slots=True)
class RevokeLink(Action):
    code: ClassVar[str] = "okr"
    person: int


@dataclass(frozen=True, slots=True)
class BroadcastPrompt(Action):
    code: ClassVar[str] = "ob"
    event: int


@dataclass(frozen=True, slots=True)
class BroadcastSend(Action):
    """``at_once``: also in quiet hours."""

    code: ClassVar[str] = "obs"
    broadcast: int
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class BroadcastDiscard(Action):
    code: ClassVar[str] = "obd"
    broadcast: int


@dataclass(frozen=True, slots=True)
class BroadcastStop(Action):
    code: ClassVar[str] = "obx"
    broadcast: int


@dataclass(frozen=True, slots=True)
class BroadcastReport(Action):
    code: ClassVar[str] = "obr"
    broadcast: int


def _by_code() -> MappingProxyType[str, type[Action]]:
    kinds = Action.__subclasses__()
    codes = {kind.code: kind for kind in kinds if kind.code}
    return MappingProxyType(codes)


ALL = _by_code()


def unpack(data: str) -> Action | None:
    """Read callback data; None for anything that no button of ours carries."""
    if not data.isascii() or len(data) > MAX_DATA_BYTES:
        return None
    code, *parts = data.split(":")
    kind = ALL.get(code)
    return kind.unpack_fields(parts) if kind else None
