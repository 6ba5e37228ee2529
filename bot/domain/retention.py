"""How long an event's people are remembered: until so many days after it, by the event's own calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.domain.event import Event

_NOTICE = timedelta(days=7)  # between telling the organizers and erasing


@dataclass(frozen=True, slots=True)
class Erased:
    """That an event's people were erased, when, and how many they had been, by kind of figure."""

    at: datetime
    people: Mapping[str, int]


def erase_at(event: Event) -> datetime:
    """Give when an event's people are erased (UTC): once the last of the promised days is over there."""
    last_day = event.local(event.interval.end).date() + timedelta(days=event.privacy.delete_after_days)
    return event.instant(last_day + timedelta(days=1), time(0))


def is_erasing_due(event: Event, now: datetime) -> bool:
    """Tell whether the people of an event have been remembered for as long as promised."""
    return now >= erase_at(event)


def is_warning_due(event: Event, now: datetime) -> bool:
    """Tell whether organizers should know by now that it is soon; never before the event is over."""
    return max(event.interval.end, erase_at(event) - _NOTICE) <= now < erase_at(event)
