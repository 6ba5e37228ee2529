"""Meetings as iCalendar files (RFC 5545): published, or cancelled under the same UID; see decision 0016."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress

from bot.usecases.calendar import CalendarBook, CalendarEntry

_PRODUCT = "-//Bilateral//Meetings//EN"
# A published entry needs an organizer and an organizer needs an address; this one says that there is none.
_NO_ADDRESS = "invalid:nomail"
_ASK_AGAIN = timedelta(hours=1)  # a wish: many calendars ask when they like
_AROUND = timedelta(days=200)  # before and after an event, for which its zone is described


def meeting_calendar(entry: CalendarEntry) -> bytes:
    """Write the calendar file of one meeting: UTC times, lines ended by CRLF and folded at 75 bytes.

    Raises:
        ValueError: an instant without a time zone, or an end that is not after the start.
    """
    calendar = _calendar("CANCEL" if entry.cancelled else "PUBLISH")
    calendar.add_component(_event(entry))
    content: bytes = calendar.to_ical()
    return content


def agenda_calendar(book: CalendarBook) -> bytes:
    """Write the calendar file of an agenda; a meeting that was cancelled says so in its status.

    Raises:
        ValueError: as ``meeting_calendar``.
    """
    calendar = _calendar("PUBLISH")
    calendar.calendar_name = " ".join(_text(book.name).split())  # by both names that are in use
    calendar.add("X-WR-TIMEZONE", book.zone)
    if book.followed:
        calendar.add("REFRESH-INTERVAL", _ASK_AGAIN, parameters={"VALUE": "DURATION"})
        calendar.add("X-PUBLISHED-TTL", "PT1H")
    # Times are UTC and need no zone; but a calendar has to have a component, and this one may be empty.
    calendar.add_component(
        Timezone.from_tzid(book.zone, first_date=min(book.days) - _AROUND, last_date=max(book.days) + _AROUND)
    )
    for entry in book.entries:
        calendar.add_component(_event(entry))
    content: bytes = calendar.to_ical()
    return content


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("PRODID", _PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", method)
    return calendar


def _event(entry: CalendarEntry) -> Event:
    if entry.end <= entry.start:
        raise ValueError("a meeting ends after it starts")
    event = Event()
    event.add("UID", entry.uid)
    event.add("SEQUENCE", entry.sequence)
    event.add("DTSTAMP", _utc(entry.stamp))
    event.add("DTSTART", _utc(entry.start))
    event.add("DTEND", _utc(entry.end))
    event.add("STATUS", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("SUMMARY", _text(entry.summary))
    for name, text in (("DESCRIPTION", entry.description), ("LOCATION", entry.location)):
        if text:
            event.add(name, _text(text))
    address = "".join(_text(entry.organizer_email).split())
    organizer = vCalAddress(f"mailto:{address}" if address else _NO_ADDRESS)
    if entry.organizer:
        organizer.params["CN"] = " ".join(_text(entry.organizer).replace('"', "'").split())
    event.add("ORGANIZER", organizer)
    if not entry.cancelled:  # RFC 5546: a cancellation has no alarm
        for minutes in sorted(set(entry.alarms_minutes)):
            event.add_component(_alarm(minutes, entry.summary))
    return event


def _alarm(minutes: int, text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", _text(text))
    alarm.add("TRIGGER", timedelta(minutes=-minutes))
    return alarm


def _utc(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("a calendar entry needs aware instants")
    return instant.astimezone(UTC)


def _text(text: str) -> str:
    """Drop control characters, which the format cannot hold; the library escapes the rest."""
    return "".join(c for c in text.replace("\r\n", "\n") if c == "\n" or c >= " ")
