from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.files.local import LocalFiles
from bot.usecases.calendar import CalendarBook, CalendarEntry
from bot.usecases.files import Files
from tests.support.file_events import EVENT

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def test_every_part_of_the_port_is_served() -> None:
    files: Files = LocalFiles()
    entry = CalendarEntry("u", 0, NOON, NOON + timedelta(minutes=20), NOON, "s")
    table = files.csv(["name", "phone"], [["Ana", "+40"]])
    assert table == b"name,phone\nAna,'+40\n"
    assert [row.profile.phone for row in files.read_people("x.csv", table, EVENT).rows] == ["+40"]
    assert files.calendar(entry).startswith(b"BEGIN:VCALENDAR")
    book = CalendarBook("c", "Europe/Bucharest", (NOON.date(),), (entry,))
    assert b"UID:u" in files.agenda_calendar(book)
    assert files.qr("x").startswith(b"\x89PNG")
