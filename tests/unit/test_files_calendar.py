from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from bot.files.calendar import agenda_calendar, meeting_calendar
from bot.usecases.calendar import CalendarBook, CalendarEntry
from tests.support.calendar_store import READERS, CalendarApp, Kept, Reader

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
    alarms_minutes=(15,),
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


def test_an_alarm_rings_at_each_lead_time_that_was_asked() -> None:
    alarms = parsed(replace(ENTRY, alarms_minutes=(60, 5, 60))).walk("VALARM")
    assert [alarm["TRIGGER"].dt for alarm in alarms] == [timedelta(minutes=-5), timedelta(minutes=-60)]


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
    bare = CalendarEntry("u", 0, ENTRY.start, ENTRY.end, ENTRY.stamp, "s")
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


BOOK = CalendarBook(
    name="Cluj\nInnovation Days",
    zone="Europe/Bucharest",
    days=(START.date(), START.date() + timedelta(days=1)),
    entries=(
        ENTRY,
        replace(
            ENTRY, uid="meeting-8@cluj-2026", start=START + timedelta(hours=1), end=START + timedelta(hours=2)
        ),
    ),
)


@pytest.mark.parametrize("reader", READERS)
def test_readers_find_what_was_written(reader: Reader) -> None:
    one, other = reader(agenda_calendar(BOOK))
    assert one == Kept(
        ENTRY.uid,
        3,
        ENTRY.stamp,
        ENTRY.start,
        ENTRY.end,
        ENTRY.summary,
        ENTRY.location,
        (timedelta(minutes=-15),),
        cancelled=False,
    )
    assert (other.uid, other.start) == ("meeting-8@cluj-2026", START + timedelta(hours=1))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("whole", [False, True], ids=["one by one", "as a whole"])
def test_calendar_holds_a_meeting_once_wherever_it_moves_and_not_once_it_is_cancelled(
    reader: Reader, *, whole: bool
) -> None:
    app = CalendarApp(reader)

    def opened(entry: CalendarEntry) -> list[datetime]:
        app.open(agenda_calendar(replace(BOOK, entries=(entry,))) if whole else meeting_calendar(entry))
        return [start for start, _, _ in app.shown]

    later = START + timedelta(hours=1)
    moved = replace(ENTRY, start=later, end=later + timedelta(minutes=20), sequence=4)
    table = replace(moved, location="Table 9", stamp=moved.stamp + timedelta(minutes=1))
    assert opened(ENTRY) == [START]
    assert opened(moved) == [later]
    assert opened(ENTRY) == [later]  # an old file that is opened again
    assert opened(table) == [later]
    assert [one.location for one in app.entries.values()] == ["Table 9"]
    assert opened(replace(moved, cancelled=True, sequence=5)) == []


def test_an_agenda_says_its_name_zone_and_when_to_ask_again_if_it_is_followed() -> None:
    opened, followed = (
        agenda_calendar(replace(BOOK, followed=followed)).decode() for followed in (False, True)
    )
    for line in ("METHOD:PUBLISH", "X-WR-CALNAME:Cluj Innovation Days", "TZID:Europe/Bucharest"):
        assert f"{line}\r\n" in opened
    wish = "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n"
    assert wish not in opened
    assert followed.replace(wish, "") == opened


@pytest.mark.parametrize("reader", READERS)
def test_an_empty_agenda_is_a_calendar_nevertheless(reader: Reader) -> None:
    content = agenda_calendar(replace(BOOK, entries=()))
    assert list(reader(content)) == []
    assert b"BEGIN:VTIMEZONE" in content  # a calendar without any component is none (RFC 5545, 3.6)
