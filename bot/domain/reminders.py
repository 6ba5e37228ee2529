"""When a person is reminded of a meeting, and of a day (product rules 5)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.domain.event import Event
from bot.domain.quiet import quiet_end

CHOICES_MINUTES = (5, 10, 15, 30, 60, 120)  # what a person may choose from


def reminder_times(
    minutes_before: tuple[int, ...], start: datetime, confirmed: datetime
) -> tuple[tuple[int, datetime], ...]:
    """Give (lead time in minutes, instant) of each reminder of a meeting.

    None is planned when the meeting was confirmed inside its lead time: the confirmation stands in.
    """
    leads = ((minutes, start - timedelta(minutes=minutes)) for minutes in sorted(set(minutes_before)))
    return tuple((minutes, at) for minutes, at in leads if at > confirmed)


class Digest(NamedTuple):
    """A summary of the meetings of ``day``; sent at ``due_at``, dropped after ``not_after`` (both UTC)."""

    kind: str  # "evening" | "morning"
    day: date
    due_at: datetime
    not_after: datetime


def digests(event: Event, start: datetime, now: datetime) -> tuple[Digest, ...]:
    """Give the digests that a meeting at ``start`` belongs in and that are still ahead."""
    day = event.local(start).date()
    evening = quiet_end(event, event.instant(day - timedelta(days=1), event.reminders.evening_digest))
    morning = quiet_end(event, event.instant(day, event.reminders.morning_digest))
    midnight = event.instant(day, time(0))
    planned = []
    if now < evening < midnight:
        planned.append(Digest("evening", day, evening, midnight))
    if now < morning < start:  # late it still tells of the meetings after this one
        planned.append(Digest("morning", day, morning, event.instant(day + timedelta(days=1), time(0))))
    return tuple(planned)
