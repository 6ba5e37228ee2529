"""What single words and short phrases of time mean, before they meet an event's calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Literal

from bot.usecases.times import DayPart, Intent, Which

Half = Literal["am", "pm"]

DIAL = 12  # hours on the face of a clock
HOURS = 24
MINUTES = 60
_HHMM = 4  # digits


@dataclass(frozen=True, slots=True)
class Number:
    """A number; ``digits`` as typed, empty when it was a word."""

    value: int
    digits: str = ""
    ordinal: bool = False

    def as_clock(self) -> Clock | None:
        """Read the number as an hour (``3``, ``03``) or as hour and minute (``1520``, ``930``)."""
        if self.ordinal or self.digits == "0":
            return None
        if self.digits[2:]:
            hour, minute = divmod(self.value, 100)
            if len(self.digits) > _HHMM or minute % 5:
                return None
        else:
            hour, minute = self.value, 0
        if hour >= HOURS or minute >= MINUTES:
            return None
        return Clock(hour, minute, as_written=len(self.digits) in {2, 4} and self.digits.startswith("0"))


@dataclass(frozen=True, slots=True)
class Clock:
    """A time on a clock's face; ``as_written`` when it says by itself which half of the day is meant."""

    hour: int
    minute: int = 0
    as_written: bool = False
    half: Half | None = None

    def at(self, part: DayPart | None = None) -> time | None:
        """Choose the half of the day; None when the time contradicts its own am/pm or ``part``.

        Without either, hours 1–7 are in the afternoon.
        """
        hour = self.hour
        if self.half and hour <= DIAL:
            hour = hour % DIAL + (DIAL if self.half == "pm" else 0)
        elif self.half == "am":
            return None
        elif not self.as_written and 1 <= hour <= DIAL:
            hour = _in_part(hour, part)
        if part and not _FITS[part][0] <= hour < _FITS[part][1]:
            return None
        return time(hour, self.minute)


# Hours that people still call morning, afternoon and evening, [first, end).
_FITS = {DayPart.MORNING: (0, 12), DayPart.AFTERNOON: (12, 20), DayPart.EVENING: (16, 24)}
_LAST_AFTERNOON_HOUR = 7


def _in_part(hour: int, part: DayPart | None) -> int:
    if part is DayPart.MORNING or hour == DIAL:
        return hour
    if part is DayPart.EVENING or hour <= _LAST_AFTERNOON_HOUR:
        return hour + DIAL
    return hour


@dataclass(frozen=True, slots=True)
class Month:
    """A month, 1–12."""

    number: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday = 0; ``upcoming`` for "next Thursday", ``weeks`` counts calendar weeks."""

    number: int
    upcoming: bool = False
    weeks: int | None = None


@dataclass(frozen=True, slots=True)
class Offset:
    """Days from today."""

    days: int


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A date; without a year it is the one nearest to the event, and when unsure only a day of it."""

    day: int
    month: int
    year: int | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Dotted:
    """``10.11``: a time, or a date when that is a day of the event."""

    clock: Clock
    date: MonthDay


@dataclass(frozen=True, slots=True)
class MonthlyDay:
    """A day of a month that is not named: "the 26th"; not only event days when ``anywhere``."""

    day: int
    anywhere: bool = True


@dataclass(frozen=True, slots=True)
class EventDay:
    """The n-th day of the event; -1 is the last."""

    ordinal: int


@dataclass(frozen=True, slots=True)
class LookedAt:
    """The day that is being looked at ("that day")."""


DaySpec = Weekday | Offset | MonthDay | MonthlyDay | EventDay | LookedAt


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """A part of a day; ``today`` for "tonight"."""

    part: DayPart
    today: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """From a time, to a time, or both."""

    start: Clock | None
    end: Clock | None


@dataclass(frozen=True, slots=True)
class PickOf:
    """The first or last free slot; ``day`` when it was said between the two words."""

    which: Which
    day: Weekday | None = None


@dataclass(frozen=True, slots=True)
class Delay:
    """Minutes from now."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Nonsense:
    """Something like a time that can be none (25:00), is over (yesterday) or is ambiguous (10 to 2)."""


@dataclass(frozen=True, slots=True)
class Idle:
    """Words that sound like a time or a doubt and are neither: "good morning", "but only"."""


Meaning = (
    Number | Clock | Dotted | Month | DaySpec | PartOfDay | Span | PickOf | Delay | Nonsense | Idle | Intent
)
