"""What the use cases need from time words: readings of "Thursday 3pm", without knowing how they are read.

With the time, chat text says what is wanted ("cancel my 15:20"): the same words of the same languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol


class DayPart(StrEnum):
    """A part of a day: morning < 12:00 ≤ afternoon < 18:00 ≤ evening."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"

    @property
    def start(self) -> time:
        """The wall-clock time at which the part begins."""
        return {DayPart.MORNING: time(0), DayPart.AFTERNOON: time(12), DayPart.EVENING: time(18)}[self]

    @property
    def end(self) -> time:
        """The wall-clock time at which the part has ended; 00:00 is midnight at the end of the day."""
        return {DayPart.MORNING: time(12), DayPart.AFTERNOON: time(18), DayPart.EVENING: time(0)}[self]


class Which(StrEnum):
    """The end of the list of free slots that was asked for."""

    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Instant:
    """One moment, naive, on the event's clocks. It need not be the start of a slot."""

    at: datetime


@dataclass(frozen=True, slots=True)
class TimeRange:
    """A stretch on the event's clocks, naive; ``None`` is an open end."""

    start: datetime | None
    end: datetime | None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a day of the event's calendar."""

    date: date
    part: DayPart


@dataclass(frozen=True, slots=True)
class Day:
    """A whole day; it need not be a day of the event."""

    date: date


@dataclass(frozen=True, slots=True)
class Pick:
    """The first or the last free slot of a day, or of a range that is open at its end."""

    which: Which
    scope: Day | TimeRange


Reading = Instant | TimeRange | Part | Day | Pick


@dataclass(frozen=True, slots=True)
class Calendar:
    """What time words are read against.

    ``zone`` is the event's IANA zone. ``days`` are the dates that have blocks, in order, ``blocks`` the
    blocks as date, start and end, ``slots`` the starts of slots, all as wall-clock times of that zone.
    ``now`` is aware. ``day`` is the date that the person is looking at, if any. ``language`` is tried
    first, then English.
    """

    zone: str
    days: tuple[date, ...]
    blocks: tuple[tuple[date, time, time], ...]
    slots: tuple[datetime, ...]
    now: datetime
    day: date | None = None
    language: str = "en"


class Intent(StrEnum):
    """What a text asks for. Of two in one text the first in this order holds."""

    CANCEL = "cancel"
    MOVE = "move"
    MESSAGE = "message"
    COMING = "coming"
    ANSWER = "answer"
    HANDOVER = "handover"
    ORGANIZER = "organizer"
    VENUE = "venue"
    PDF = "pdf"
    CALENDAR = "calendar"
    FAVOURITES = "favourites"
    CONTACTS = "contacts"
    REQUESTS = "requests"
    SUGGESTIONS = "suggestions"
    TIMES = "times"
    PROFILE = "profile"
    OWN_CARD = "own_card"
    LANGUAGE = "language"
    SETTINGS = "settings"
    PRIVACY = "privacy"
    EVENTS = "events"
    WHO_IS_FREE = "who_is_free"
    FREE_NOW = "free_now"
    AVAILABLE = "available"
    AGENDA = "agenda"
    BOOK = "book"
    FIND = "find"
    HELP = "help"
    HOME = "home"
    THANKS = "thanks"
    GREETING = "greeting"


@dataclass(frozen=True, slots=True)
class Said:
    """What chat text says.

    ``words`` are left over, as they were spelt, and probably a name or an organization: words that only
    connect (with, at, meet, …) are gone. They may be empty. ``stems`` are the same words without the endings
    that a language puts to names. ``times`` are all times of day that were
    spoken of, on the event's clocks, also when they make no ``reading`` together.

    Of what may change the meaning nothing is lost: ``options`` are times of which any would do ("15:45 or
    16:10"), ``doubt`` is a word because of which a time or a wish was not taken ("not Friday"). Where nobody
    is called as the ``words`` say, ``names`` may be: without a number that can be the ``hour`` ("otto 3"),
    without "now" (``at_once``), and without a ``topic`` ("about funding").
    """

    reading: Reading | None
    words: str
    stems: str
    intent: Intent | None = None
    times: tuple[time, ...] = ()
    options: tuple[Reading, ...] = ()
    doubt: str = ""
    names: tuple[str, ...] = ()
    hour: Instant | None = None
    at_once: bool = False
    topic: str = ""


class TimeWords(Protocol):
    """Reader of time phrases; total: no text makes it raise, and long text is refused early."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages that are read."""
        ...

    def read(self, phrase: str, calendar: Calendar) -> Reading | None:
        """Read a phrase that speaks of a time and of nothing else; None when in any doubt."""
        ...

    def extract(self, text: str, calendar: Calendar) -> Said:
        """Find the time and the wish in plain chat text, and the words that are neither."""
        ...


def _minute(moment: datetime | None) -> str:
    return "" if moment is None else moment.isoformat(timespec="minutes")


def _stretch(stretch: TimeRange) -> str:
    return f"{_minute(stretch.start) or '..'}/{_minute(stretch.end) or '..'}"


def line(reading: Reading | None) -> str:
    """Write a reading as the line of the ``when`` command: KIND, tab, VALUE; ``none`` alone for None."""
    match reading:
        case Instant(at):
            return f"instant\t{_minute(at)}"
        case TimeRange():
            return f"range\t{_stretch(reading)}"
        case Part(day, part):
            return f"part\t{day.isoformat()} {part}"
        case Day(day):
            return f"day\t{day.isoformat()}"
        case Pick(which, Day(day)):
            return f"pick\t{which}:{day.isoformat()}"
        case Pick(which, TimeRange() as stretch):
            return f"pick\t{which}:{_stretch(stretch)}"
    return "none"
