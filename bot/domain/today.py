"""The day of the event that goes on: what of it is left, and the card that shows a person's part of it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

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


class Phase(StrEnum):
    """How a day stands to the meetings of the event."""

    BEFORE = "before"  # the event begins on a later day
    BETWEEN = "between"  # a day without meetings, between two with some
    UNDER_WAY = "under_way"  # slots of this day are still to come
    DAY_OVER = "day_over"  # its last slot has begun
    OVER = "over"  # and so has the last one of all


class DayLeft(NamedTuple):
    """The phase of a day, and the next later date with meetings; None where there is none."""

    phase: Phase
    next: date | None


def day_left(event: Event, now: datetime) -> DayLeft:
    """Tell what is left of the day at the event, on its own clocks."""
    today, ahead = event.local(now).date(), [slot for slot in event.slots if slot.start > now]
    days = [event.local(slot.start).date() for slot in ahead]
    later = next((day for day in days if day > today), None)
    if today in days:
        return DayLeft(Phase.UNDER_WAY, later)
    if later is None:
        return DayLeft(Phase.OVER, None)
    if today in event.days:
        return DayLeft(Phase.DAY_OVER, later)
    return DayLeft(Phase.BEFORE if len(ahead) == len(event.slots) else Phase.BETWEEN, later)
