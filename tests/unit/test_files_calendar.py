from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from bot.files.calendar import meeting_calendar
from bot.usecases.calendar import CalendarEntry

START = datetime(2026, 11, 26, 12, 30, tzinfo=UTC)
ENTRY = CalendarEntry(
    uid="meeting-7@cluj-2026",
    sequence=3,
    start=START,
    end=START + timedelta(minutes=20),
    stamp=datetime(2026, 11, 20, 8, tzinfo=UTC),
    summary="Ana Pop, Zmeu; SRL",
    description="Table 5\nBring \\ the deck",
    location="Sala Polivalentă",
    organizer='Cluj "Innovation" Days: 2026',
    organizer_email="office@example.org",
)


def lines(entry: CalendarEntry) -> list[str]:
    return meeting_calendar(entry).decode().replace("\r\n ", "").split("\r\n")


def parsed(entry: CalendarEntry) -> Any:
    (event,) = Calendar.from_ical(meeting_calendar(entry)).walk("VEVENT")
    return event


def test_a_confirmed_meeting_is_published_with_its_times_in_utc() -> None:
    assert lines(ENTRY) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Bilateral//Meetings//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        "SUMMARY:Ana Pop\\, Zmeu\\; SRL",
        "DTSTART:20261126T123000Z",
        "DTEND:20261126T125000Z",
        "DTSTAMP:20261120T080000Z",
        "UID:meeting-7@cluj-2026",
        "SEQUENCE:3",
        "DESCRIPTION:Table 5\\nBring \\\\ the deck",
        "LOCATION:Sala Polivalentă",
        "ORGANIZER;CN=\"Cluj 'Innovation' Days: 2026\":mailto:office@example.org",
        "STATUS:CONFIRMED",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Ana Pop\\, Zmeu\\; SRL",
        "TRIGGER:-PT15M",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_cancelled_meeting_keeps_its_uid_and_rings_no_more() -> None:
    cancelled = lines(replace(ENTRY, cancelled=True, sequence=4))
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:4", f"UID:{ENTRY.uid}"} <= set(cancelled)
    assert "BEGIN:VALARM" not in cancelled


def test_the_alarm_rings_as_long_before_as_was_asked() -> None:
    (alarm,) = parsed(replace(ENTRY, alarm_minutes=60)).walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(minutes=-60)


def test_a_time_of_another_zone_is_the_same_instant() -> None:
    local = ENTRY.start.astimezone(ZoneInfo("Europe/Bucharest"))
    assert meeting_calendar(replace(ENTRY, start=local)) == meeting_calendar(ENTRY)


def test_long_texts_are_folded_at_75_bytes_and_read_back_whole() -> None:
    entry = replace(ENTRY, description="Ștefan și Ágnes; " * 40 + "end")
    assert max(len(line) for line in meeting_calendar(entry).split(b"\r\n")) <= 75
    assert str(parsed(entry)["DESCRIPTION"]) == entry.description


def test_text_cannot_add_lines_of_its_own() -> None:
    entry = replace(
        ENTRY,
        summary="x\r\nATTACH:evil\x07",
        organizer="y\r\nATTACH:evil",
        description="z\rATTACH:evil",
    )
    assert not any(line.startswith("ATTACH") for line in lines(entry))
    assert str(parsed(entry)["SUMMARY"]) == "x\nATTACH:evil"


def test_what_is_empty_is_left_out() -> None:
    bare = CalendarEntry("u", 0, ENTRY.start, ENTRY.end, ENTRY.stamp, "s", alarm_minutes=None)
    assert [line.partition(":")[0] for line in lines(bare)[5:-3]] == [
        "SUMMARY",
        "DTSTART",
        "DTEND",
        "DTSTAMP",
        "UID",
        "SEQUENCE",
        "ORGANIZER",
        "STATUS",
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"end": ENTRY.start},
        {"start": ENTRY.start.replace(tzinfo=None), "end": ENTRY.end.replace(tzinfo=None)},
    ],
)
def test_times_that_make_no_meeting_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"meeting|aware"):
        meeting_calendar(replace(ENTRY, **change))
