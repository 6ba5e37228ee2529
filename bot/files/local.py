"""The files port as this package keeps it; what the composition root hands out.

The libraries for spreadsheets, calendars and pictures take a while to load and are wanted now and then, so
each is loaded with the first file that needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.contacts import BusinessCard
from bot.domain.event import Event
from bot.usecases.calendar import CalendarBook, CalendarEntry
from bot.usecases.files import FieldReading, PeopleFile, TimesReading
from bot.usecases.sheets import AgendaSheet

# ruff: noqa: PLC0415 - the imports in functions are the point of this module


class LocalFiles:
    """Satisfy ``bot.usecases.files.Files``; holds no state."""

    def read_people(self, name: str, content: bytes, event: Event) -> PeopleFile:
        """Read a list of people; takes seconds for a list of thousands, so call it in a thread."""
        from bot.files.people import read_people

        return read_people(name, content, event)

    def read_field(self, name: str, text: str, event: Event) -> FieldReading:
        """Read what somebody writes for one field of his profile."""
        from bot.files.people import read_field

        return read_field(name, text, event)

    def read_times(self, text: str, event: Event) -> TimesReading:
        """Read meeting times in words, with exceptions."""
        from bot.files.people import read_times

        return read_times(text, event)

    def joined(self, said: str, more: str) -> str:
        """Put a text together that a messenger cut into several messages."""
        from bot.files.people import joined

        return joined(said, more)

    def looks_like_profile(self, text: str) -> bool:
        """Tell whether a text is a profile page that was pasted."""
        from bot.files.people import looks_like_profile

        return looks_like_profile(text)

    def csv(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
        """Write a table as CSV with formulas defused."""
        from bot.files.tables import write_csv

        return write_csv(headings, rows)

    def xlsx(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
        """Write a table as a workbook with formulas defused."""
        from bot.files.workbooks import write_xlsx

        return write_xlsx(headings, rows)

    def calendar(self, entry: CalendarEntry) -> bytes:
        """Write the calendar file of a meeting."""
        from bot.files.calendar import meeting_calendar

        return meeting_calendar(entry)

    def agenda_calendar(self, book: CalendarBook) -> bytes:
        """Write the calendar file of an agenda."""
        from bot.files.calendar import agenda_calendar

        return agenda_calendar(book)

    def contacts(self, cards: Iterable[BusinessCard]) -> bytes:
        """Write people as a file that phones take into their contacts."""
        from bot.files.contacts import contacts_file

        return contacts_file(cards)

    def agenda_pdf(self, sheet: AgendaSheet) -> bytes:
        """Write an agenda for printing; takes some tenths of a second, so call it in a thread."""
        from bot.files.agenda_pdf import agenda_pdf

        return agenda_pdf(sheet)

    def qr(self, text: str) -> bytes:
        """Draw a QR code as PNG."""
        from bot.files.qr import qr_png

        return qr_png(text)
