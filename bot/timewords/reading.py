"""Meanings side by side become one reading, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from datetime import time as wall

from bot.timewords.days import default_day, local_now, one_day
from bot.timewords.meanings import (
    DIAL,
    Clock,
    DaySpec,
    Delay,
    Dotted,
    EventDay,
    LookedAt,
    Meaning,
    MonthDay,
    MonthlyDay,
    Nonsense,
    Offset,
    PartOfDay,
    PickOf,
    Span,
    Weekday,
)
from bot.usecases.times import Calendar, Day, DayPart, Instant, Part, Pick, Reading, TimeRange, Which


@dataclass(frozen=True)
class Found:
    """What a phrase says about time, kind by kind."""

    days: list[DaySpec] = field(default_factory=list)
    parts: set[DayPart] = field(default_factory=set)
    clocks: list[Clock] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    picks: list[PickOf] = field(default_factory=list)
    delays: list[Delay] = field(default_factory=list)
    nonsense: list[Nonsense] = field(default_factory=list)

    def add(self, meaning: Meaning, calendar: Calendar) -> None:
        """Sort one meaning in; a number or a month alone says nothing about time."""
        match meaning:
            case Clock():
                self.clocks.append(meaning)
            case Span():
                self.spans.append(meaning)
            case Delay():
                self.delays.append(meaning)
            case PickOf(_, day):
                self.picks.append(meaning)
                self.days.extend([day] if day else [])
            case PartOfDay(part, today):
                self.parts.add(part)
                self.days.extend([Offset(0)] if today else [])
            case Dotted():
                self.add(_undotted(meaning, calendar), calendar)
            case Nonsense():
                self.nonsense.append(meaning)
            case Weekday() | Offset() | MonthDay() | MonthlyDay() | EventDay() | LookedAt():
                self.days.append(meaning)

    @property
    def times(self) -> tuple[wall, ...]:
        """All times of day that were spoken of."""
        edges = [edge for span in self.spans for edge in (span.start, span.end) if edge]
        part = next(iter(self.parts)) if len(self.parts) == 1 else None
        return tuple(at for clock in (*self.clocks, *edges) if (at := clock.at(part)))

    @property
    def anything(self) -> bool:
        """Whether any time was spoken of."""
        return any(vars(self).values())


def _undotted(dotted: Dotted, calendar: Calendar) -> Meaning:
    if one_day([dotted.date], calendar) in calendar.days:
        return dotted.date
    return dotted.clock if dotted.clock.minute % 5 == 0 else Nonsense()


def reading(found: Found, calendar: Calendar) -> Reading | None:
    """Give the one reading that everything found agrees on and that is not over; else None."""
    if found.nonsense or len(found.parts) > 1 or len(found.clocks) + len(found.delays) + len(found.picks) > 1:
        return None
    if found.delays:
        return None if found.days or found.parts or found.spans else _from_now(found.delays[0], calendar)
    day = one_day(found.days, calendar) if found.days else default_day(calendar)
    if not found.anything or day is None or day < local_now(calendar).date():
        return None
    part = next(iter(found.parts), None)
    if found.clocks:
        return None if found.spans or found.picks else _instant(found.clocks[0], day, part, calendar)
    stretch = _stretch(found.spans, day, part)
    if found.spans and (stretch is None or _is_over(stretch.end, calendar)):
        return None
    if found.picks:
        return _pick(found.picks[0].which, day, part, stretch)
    return stretch or _whole(day, part, calendar)


def _from_now(delay: Delay, calendar: Calendar) -> Reading | None:
    try:
        return Instant(local_now(calendar) + timedelta(minutes=delay.minutes))
    except OverflowError:
        return None


def _is_over(moment: datetime | None, calendar: Calendar) -> bool:
    return moment is not None and moment <= local_now(calendar)


def _instant(clock: Clock, day: date, part: DayPart | None, calendar: Calendar) -> Reading | None:
    at = clock.at(part)
    moment = datetime.combine(day, at) if at else None
    return Instant(moment) if moment and not _is_over(moment, calendar) else None


def _stretch(spans: Sequence[Span], day: date, part: DayPart | None) -> TimeRange | None:
    """Join the spans ("after 2", "before 4") and put them on a day; None when they clash or run backwards."""
    starts = [span.start for span in spans if span.start]
    ends = [span.end for span in spans if span.end]
    if not spans or len(starts) > 1 or len(ends) > 1:
        return None
    if starts and ends:
        both = _ordered(starts[0], ends[0], part)
        return both and TimeRange(datetime.combine(day, both[0]), datetime.combine(day, both[1]))
    at = (starts + ends)[0].at(part)
    if at is None:
        return None
    moment = datetime.combine(day, at)
    return TimeRange(moment, None) if starts else TimeRange(None, moment)


def _ordered(start: Clock, end: Clock, part: DayPart | None) -> tuple[wall, wall] | None:
    """Choose halves of the day in which the start is before the end; am/pm said once may hold for both."""
    sharing = [(replace(start, half=end.half), end)] if end.half and not start.half else []
    sharing += [(start, replace(end, half=start.half))] if start.half and not end.half else []
    for first, last in (*sharing, (start, end)):
        if max(first.hour, last.hour) > DIAL:
            continue
        both = first.at(part), last.at(part)
        if both[0] and both[1] and both[0] < both[1]:
            return both[0], both[1]
    a, b = start.at(part), end.at(part)
    return (a, b) if a and b and a < b else None


def _pick(which: Which, day: date, part: DayPart | None, stretch: TimeRange | None) -> Reading | None:
    if stretch:
        return Pick(which, stretch) if stretch.end is None and part is None else None
    if part is None or (part is DayPart.MORNING and which is Which.FIRST):
        return Pick(which, Day(day))
    if part is DayPart.MORNING:
        return None  # the last of a morning cannot be said by where a range begins
    return Pick(which, TimeRange(datetime.combine(day, part.start), None))


def _whole(day: date, part: DayPart | None, calendar: Calendar) -> Reading | None:
    if part is None:
        return Day(day)
    ends = datetime.combine(day, part.end) + timedelta(days=part is DayPart.EVENING)
    return None if _is_over(ends, calendar) else Part(day, part)
