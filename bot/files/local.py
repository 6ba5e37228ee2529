"""The files port as this package keeps it; what the composition root hands out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.event import Event
from bot.files.calendar import meeting_calendar
from bot.files.people import read_people
from bot.files.qr import qr_png
from bot.files.tables import write_csv
from bot.usecases.calendar import CalendarEntry
from bot.usecases.files import PeopleFile


class LocalFiles:
    """Satisfy ``bot.usecases.files.Files``; holds no state."""

    def read_people(self, name: str, content: bytes, event: Event) -> PeopleFile:
        """Read a list of people; takes seconds for a list of thousands, so call it in a thread."""
        return read_people(name, content, event)

    def csv(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
        """Write a table as CSV with formulas defused."""
        return write_csv(headings, rows)

    def calendar(self, entry: CalendarEntry) -> bytes:
        """Write the calendar file of a meeting."""
        return meeting_calendar(entry)

    def qr(self, text: str) -> bytes:
        """Draw a QR code as PNG."""
        return qr_png(text)
