"""The card that shows a person's day while it goes on: when it is there, and when it is edited."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.domain.event import Event
from bot.domain.quiet import quiet_end
from bot.domain.slots import Slot

_AT_ONCE_BEFORE = timedelta(hours=2)
_MINUTE = timedelta(minutes=1)


def card_begins(event: Event, day: date) -> datetime:
    """Give the instant of a day's morning digest, which becomes the card; before it there is none."""
    return quiet_end(event, event.instant(day, event.reminders.morning_digest))


def day_ends(event: Event, day: date) -> datetime:
    """Give the midnight after a day of the event."""
    return event.instant(day + timedelta(days=1), time(0))


def own_minute(instant: datetime, participant_id: int) -> datetime:
    """Give the first instant from ``instant`` on at which somebody's card may be edited.

    It comes once a minute, for each person in another second: thousands of meetings end together.
    """
    second = timedelta(seconds=participant_id % 60)
    own = (instant - second).replace(second=0, microsecond=0) + second
    return own if own >= instant else own + _MINUTE


def is_near(slot: Slot, now: datetime) -> bool:
    """Tell whether what happens to a meeting is to be seen at once."""
    return slot.start - _AT_ONCE_BEFORE <= now < slot.end
