"""What a calendar file says of a meeting, and of an agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A meeting as one person's calendar shows it; instants are aware, in UTC.

    ``uid`` never changes, and ``sequence`` rises with every change and with the cancellation, so that
    a calendar replaces what it has. ``stamp`` is when this state came to be.
    """

    uid: str
    sequence: int
    start: datetime
    end: datetime
    stamp: datetime
    summary: str
    description: str = ""
    location: str = ""
    cancelled: bool = False
    organizer: str = ""  # name of the event, or of who runs it
    organizer_email: str = ""
    alarms_minutes: tuple[int, ...] = ()  # before the start


@dataclass(frozen=True, slots=True)
class CalendarBook:
    """The meetings of a person at an event, whose IANA zone and days are given.

    ``followed`` tells that a calendar asks for it again and again, and shows what it holds then.
    """

    name: str
    zone: str
    days: tuple[date, ...]
    entries: tuple[CalendarEntry, ...]
    followed: bool = False
