"""The calendar of a small invented event, against which time words are read in tests."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.usecases.times import Calendar

ZONE = "Europe/Bucharest"
THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)
_BLOCKS = ((THURSDAY, time(14, 30), time(17)), (FRIDAY, time(9), time(12)))


def local(wall_clock: str) -> datetime:
    """Make an aware instant of a wall-clock time of the event."""
    return datetime.fromisoformat(wall_clock).replace(tzinfo=ZoneInfo(ZONE))


def calendar(language: str = "en", now: str = "2026-11-25T10:00", day: date | None = None) -> Calendar:
    """Thursday 14:30-17:00 and Friday 9:00-12:00, slots of 20 minutes with breaks of 5."""
    starts = (
        datetime.combine(day, start) + timedelta(minutes=25 * n)
        for day, start, end in _BLOCKS
        for n in range(int((end.hour * 60 + end.minute - start.hour * 60 - start.minute + 5) / 25))
    )
    return Calendar(
        zone=ZONE,
        days=(THURSDAY, FRIDAY),
        blocks=_BLOCKS,
        slots=tuple(starts),
        now=local(now),
        day=day,
        language=language,
    )
