"""A calendar as an app keeps it: files go in, entries are kept by UID and SEQUENCE (RFC 5546, 2.1.5).

Two readers that have nothing to do with each other read the files, so that what only one of them takes fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import vobject


@dataclass(frozen=True)
class Kept:
    """An entry as a calendar shows it."""

    uid: str
    sequence: int
    stamp: datetime
    start: datetime
    end: datetime
    summary: str
    location: str
    alarms: tuple[timedelta, ...]
    cancelled: bool


Reader = Callable[[bytes], Iterator[Kept]]


def by_icalendar(content: bytes) -> Iterator[Kept]:
    calendar: Any = icalendar.Calendar.from_ical(content)
    for event in calendar.walk("VEVENT"):
        yield Kept(
            uid=str(event["UID"]),
            sequence=int(event["SEQUENCE"]),
            stamp=event.decoded("DTSTAMP"),
            start=event.decoded("DTSTART"),
            end=event.decoded("DTEND"),
            summary=str(event["SUMMARY"]),
            location=str(event.get("LOCATION", "")),
            alarms=tuple(alarm["TRIGGER"].dt for alarm in event.walk("VALARM")),
            cancelled="CANCELLED" in (event["STATUS"], calendar.get("METHOD") == "CANCEL" and "CANCELLED"),
        )


def by_vobject(content: bytes) -> Iterator[Kept]:
    calendar = vobject.readOne(content.decode())
    for event in calendar.contents.get("vevent", []):
        yield Kept(
            uid=event.uid.value,
            sequence=int(event.sequence.value),
            stamp=event.dtstamp.value.astimezone(UTC),
            start=event.dtstart.value.astimezone(UTC),
            end=event.dtend.value.astimezone(UTC),
            summary=event.summary.value,
            location=event.location.value if "location" in event.contents else "",
            alarms=tuple(alarm.trigger.value for alarm in event.contents.get("valarm", [])),
            cancelled=event.status.value == "CANCELLED" or calendar.method.value == "CANCEL",
        )


READERS: tuple[Reader, ...] = (by_icalendar, by_vobject)


@dataclass
class CalendarApp:
    """Somebody's calendar. A file that is opened changes entries; one that is followed is all there is."""

    reader: Reader
    entries: dict[str, Kept] = field(default_factory=dict)

    def open(self, content: bytes) -> None:
        """Take a file in: what is newer replaces, what is cancelled goes, what is older is left."""
        for one in self.reader(content):
            held = self.entries.get(one.uid)
            if held is not None and (one.sequence, one.stamp) < (held.sequence, held.stamp):
                continue
            self.entries.pop(one.uid, None)
            if not one.cancelled:
                self.entries[one.uid] = one

    def follow(self, content: bytes) -> None:
        """Show what a subscribed address holds now, and nothing else."""
        self.entries = {one.uid: one for one in self.reader(content) if not one.cancelled}

    @property
    def shown(self) -> list[tuple[datetime, datetime, str]]:
        return sorted((one.start, one.end, one.summary) for one in self.entries.values())


def apps() -> list[CalendarApp]:
    """Give an empty calendar for each reader."""
    return [CalendarApp(reader) for reader in READERS]
