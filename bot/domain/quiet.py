"""Quiet hours of an event, in its own zone: start is quiet, end is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.event import Event

_ALOUD_BEFORE = timedelta(hours=2)  # news about a slot this near is worth a sound at night


def is_quiet(event: Event, instant: datetime) -> bool:
    """Tell whether the instant lies in the event's quiet hours; equal times mean there are none."""
    at = event.local(instant).time()
    start, end = event.reminders.quiet_start, event.reminders.quiet_end
    if start <= end:
        return start <= at < end
    return at >= start or at < end


def quiet_end(event: Event, instant: datetime) -> datetime:
    """Give the instant itself when it is not quiet, else when the quiet hours end, in UTC."""
    if not is_quiet(event, instant):
        return instant
    local = event.local(instant)
    end = event.reminders.quiet_end
    day = local.date() if local.time() < end else local.date() + timedelta(days=1)
    # With the fold of now: where clocks go back, an end that comes twice must be the one still ahead.
    return datetime.combine(day, end, tzinfo=event.tz).replace(fold=local.fold).astimezone(UTC)


def is_silent_news(event: Event, now: datetime, about: datetime) -> bool:
    """Tell whether booking news goes out without a sound: at night, unless it concerns the next two hours."""
    return is_quiet(event, now) and not concerns_soon(now, about)


def concerns_soon(now: datetime, about: datetime) -> bool:
    """Tell whether something begins within two hours or has begun, and so is worth a sound at any time."""
    return about <= now + _ALOUD_BEFORE
