"""A meeting as an iCalendar file (RFC 5545): published, or cancelled under the same UID."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vCalAddress

from bot.usecases.calendar import CalendarEntry

_PRODUCT = "-//Bilateral//Meetings//EN"
# A published entry needs an organizer and an organizer needs an address; this one says that there is none.
_NO_ADDRESS = "invalid:nomail"


def meeting_calendar(entry: CalendarEntry) -> bytes:
    """Write the calendar file of one meeting: UTC times, lines ended by CRLF and folded at 75 bytes.

    Raises:
        ValueError: an instant without a time zone, or an end that is not after the start.
    """
    if entry.end <= entry.start:
        raise ValueError("a meeting ends after it starts")
    calendar = Calendar()
    calendar.add("PRODID", _PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "CANCEL" if entry.cancelled else "PUBLISH")
    calendar.add_component(_event(entry))
    content: bytes = calendar.to_ical()
    return content


def _event(entry: CalendarEntry) -> Event:
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
    if entry.alarm_minutes is not None and not entry.cancelled:  # RFC 5546: a cancellation has no alarm
        event.add_component(_alarm(entry.alarm_minutes, entry.summary))
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
