"""What a calendar file says of a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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
    alarm_minutes: int | None = 15  # before the start; None: no alarm
