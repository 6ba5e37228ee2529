"""What the use cases need from files: a list of people in, without knowing the format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Protocol

from bot.domain.contacts import BusinessCard
from bot.domain.event import Event
from bot.domain.intervals import Interval
from bot.domain.people import Profile
from bot.usecases.calendar import CalendarBook, CalendarEntry
from bot.usecases.sheets import AgendaSheet


@dataclass(frozen=True, slots=True)
class WallWindow:
    """A window as its owner wrote it: wall-clock times of one event date, before it meets the blocks."""

    date: date
    start: time
    end: time  # 00:00 means midnight at the end of the date

    def interval(self, event: Event) -> Interval:
        """Give the stretch in UTC."""
        end_day = self.date + timedelta(days=self.end == time(0))
        return Interval(event.instant(self.date, self.start), event.instant(end_day, self.end))


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as a file gives him; ``line`` is 1-based and counts the heading line.

    ``windows`` None means that the file says nothing, so every block is open; an empty tuple means
    that he takes no meetings. They are already cut to the blocks.
    """

    line: int
    key: str  # identity: the file's key, else e-mail, else folded name + organization
    profile: Profile
    windows: tuple[WallWindow, ...] | None = None
    language: str = ""
    table: str = ""


class ProblemCode(StrEnum):
    """What can be wrong with a list of people; the first group is about the file as a whole."""

    EMPTY_FILE = "empty_file"
    UNKNOWN_FORMAT = "unknown_format"  # neither CSV, XLSX nor a profile page
    ENCODING = "encoding"  # not UTF-8; value: the encoding it looks like
    TOO_LARGE = "too_large"
    NO_NAME_COLUMN = "no_name_column"  # value: the headings that were found
    DUPLICATE_COLUMN = "duplicate_column"  # value: the other heading that means the same
    BROKEN_QUOTES = "broken_quotes"  # a quoted CSV cell that is not closed or goes on after its end

    NO_NAME = "no_name"
    BAD_EMAIL = "bad_email"
    DUPLICATE_KEY = "duplicate_key"  # value: the key; other_line: the line that had it first
    DUPLICATE_EMAIL = "duplicate_email"  # value: the address; other_line as above
    EXTRA_CELLS = "extra_cells"  # more cells than headings, so the rest cannot be trusted; value: the first
    TEXT_TOO_LONG = "text_too_long"
    WINDOW_REVERSED = "window_reversed"
    WINDOW_UNREADABLE = "window_unreadable"
    WINDOW_OUTSIDE = "window_outside"  # touches no block

    WINDOW_CUT = "window_cut"  # warning: cut to the block
    UNKNOWN_LANGUAGE = "unknown_language"  # warning: left empty
    UNKNOWN_TABLE = "unknown_table"  # warning: no block has that table; left empty
    UNKNOWN_COLUMN = "unknown_column"  # warning: the column is left out
    BAD_WEBSITE = "bad_website"  # in a list a warning: it is kept as it is
    BAD_PHONE = "bad_phone"  # so is this

    # Against what is stored already:
    NAME_IN_USE = "name_in_use"  # somebody else is called so already
    EMAIL_IN_USE = "email_in_use"  # the address belongs to somebody whom the writer need not know
    EMAIL_OF_OTHER = "email_of_other"  # the address belongs to another person; value: who
    WINDOW_STRANDS = "window_strands"  # an open request or a meeting would lie outside; value: which


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a file, a line or a cell; ``line`` 0 is the file as a whole.

    ``code`` says what is wrong and ``value`` is the offending text, shortened; a screen puts both into
    words (bot/screens/people_import.py), for the chat and for the command line.
    """

    line: int
    column: str
    code: ProblemCode
    value: str = ""
    other_line: int = 0  # of a duplicate: the line that had it first


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """What was read: good rows, bad rows and warnings. A file that cannot be read has only problems.

    ``whole`` tells that it is a list, so that whoever is not in it is gone; a profile page is not.
    """

    rows: tuple[PersonRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = field(default=())
    whole: bool = True


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """A file that an organizer sent to the chat, until he commits or discards it."""

    id: int
    event_id: int
    telegram_id: int
    file_name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class FieldReading:
    """What somebody wrote for one field of his profile: a text, or a list of words; and what is wrong."""

    value: str | list[str]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class TimesReading:
    """Meeting times as somebody wrote them; ``windows`` None: he named only what is to go (``without``).

    The windows are those of ``days``, and the other days stay; None: of every day of the event, also because
    hours stood without a day (``dayless``).
    """

    windows: tuple[WallWindow, ...] | None
    without: tuple[WallWindow, ...] = ()
    problems: tuple[Problem, ...] = ()
    days: frozenset[date] | None = None
    dayless: bool = False


class Files(Protocol):
    """Files in and out, without their libraries: what ``bot.files`` does for chat and command line."""

    def read_people(self, name: str, content: bytes, event: Event) -> PeopleFile:
        """Read ``content`` of the file called ``name`` against the event's days and blocks.

        It never raises for bad content, which is said in ``problems``.
        """
        ...

    def read_field(self, name: str, text: str, event: Event) -> FieldReading:
        """Read what somebody writes for the field ``name`` of ``Profile``, as a list of people is read."""
        ...

    def read_times(self, text: str, event: Event) -> TimesReading:
        """Read meeting times in words, with exceptions, against the event's days and blocks."""
        ...

    def joined(self, said: str, more: str) -> str:
        """Put a text together that a messenger cut into several messages."""
        ...

    def looks_like_profile(self, text: str) -> bool:
        """Tell whether a text is a profile page that was pasted, and no sentence."""
        ...

    def csv(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
        """Write a table as CSV with formulas defused."""
        ...

    def xlsx(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
        """Write a table as a workbook with formulas defused."""
        ...

    def calendar(self, entry: CalendarEntry) -> bytes:
        """Write the calendar file of a meeting."""
        ...

    def agenda_calendar(self, book: CalendarBook) -> bytes:
        """Write the calendar file of an agenda."""
        ...

    def contacts(self, cards: Iterable[BusinessCard]) -> bytes:
        """Write people as a file that phones take into their contacts."""
        ...

    def agenda_pdf(self, sheet: AgendaSheet) -> bytes:
        """Write an agenda for printing, as PDF."""
        ...

    def qr(self, text: str) -> bytes:
        """Draw a QR code as PNG."""
        ...
