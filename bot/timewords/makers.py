"""Makers: what the slots of a template took becomes one meaning; None declines."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from bot.timewords.meanings import (
    DIAL,
    HOURS,
    MINUTES,
    Clock,
    DaySpec,
    Delay,
    Dotted,
    EventDay,
    Half,
    Meaning,
    Month,
    MonthDay,
    MonthlyDay,
    Nonsense,
    Number,
    Offset,
    PartOfDay,
    PickOf,
    Span,
    Weekday,
)
from bot.timewords.templates import Make
from bot.usecases.times import Which

_Time = Clock | Number | Dotted
_FIVE = 5
_TWO_DIGITS = 2
_FOUR_DIGITS = 4
_TEN = 10
_LONGER_THAN_A_MEETING = 8  # hours
_YEARS = range(2000, 2100)
_LONGEST_DELAY_MINUTES = 60 * HOURS * MINUTES
_LONGEST_DELAY_DAYS = 600
_LONGEST_MONTH = 31


def constant(meaning: Meaning) -> Make:
    """Make the same meaning of every match."""
    return lambda *_: meaning


def clock(at: _Time) -> Clock | None:
    """Read a bare number, or ``10.11``, as a time."""
    match at:
        case Number():
            return at.as_clock()
        case Dotted():
            return at.clock
    return at


def forenoon(at: _Time) -> Clock | None:
    """Read "de. 10": Hungarian "de" is the morning and "but"; from 8 to 11 both say the same."""
    face = clock(at)
    return face if face and not face.half and _LONGER_THAN_A_MEETING <= face.hour < DIAL else None


def count(number: Number) -> Nonsense | None:
    """Read "3 slots"; "one slot" is any."""
    return Nonsense() if number.digits or number.value > 1 else None


def halved(half: Half) -> Make:
    """Put am or pm to a time."""

    def make(at: _Time) -> Meaning | None:
        if isinstance(at, Number) and at.ordinal:
            return None
        face = clock(at)
        if face is None and isinstance(at, Number) and not at.digits:
            return None  # "three thirty pm" is read with its hour
        if face is None or face.half or face.hour == 0 or (half == "am" and face.hour > DIAL):
            return Nonsense()
        return replace(face, half=half, as_written=False)

    return make


def halved_pair(half: Half) -> Make:
    """Put am or pm to "three thirty" and "3 15"."""

    def make(hour: Number, minute: Number) -> Meaning | None:
        face = juxtaposed(hour, minute)
        return halved(half)(face) if face else None

    return make


def _whole_hour(hour: Number | Clock) -> Clock | None:
    if isinstance(hour, Clock):
        return hour if hour.minute == 0 else None
    return hour.as_clock() if len(hour.digits) <= _TWO_DIGITS else None


def _shifted(hour: Number | Clock, minutes: int) -> Clock | None:
    face = _whole_hour(hour)
    if face is None:
        return None
    if face.half:
        certain = face.at()
        face = Clock(certain.hour, 0, as_written=True) if certain else face
    total = face.hour * MINUTES + minutes
    if total < MINUTES and face.hour >= 1 and not face.as_written:
        total += DIAL * MINUTES  # half an hour before one o'clock is 12:30, not 0:30
    return replace(face, hour=total // MINUTES % HOURS, minute=total % MINUTES)


def shifted(minutes: int) -> Make:
    """Add minutes to an hour; with none to add, "15 h" and "1520 h" are times as they are."""

    def make(hour: Number | Clock) -> Clock | None:
        return clock(hour) if minutes == 0 else _shifted(hour, minutes)

    return make


def signed(hour: Number | Clock) -> Clock | None:
    """Read "15 h"; nobody meets for eight hours, but "2 h" may be a length."""
    face = clock(hour)
    return face if face and (face.hour >= _LONGER_THAN_A_MEETING or face.minute or face.as_written) else None


def past(minute: Number, hour: Number | Clock) -> Clock | None:
    """Read "ten past three"."""
    if minute.value == 1 and not minute.digits:
        return None  # "the next free one after 11"
    return _shifted(hour, minute.value) if 0 < minute.value < MINUTES and not minute.ordinal else None


def past_hour_first(hour: Number | Clock, minute: Number) -> Clock | None:
    """Read "three oh five"."""
    return past(minute, hour)


def joined(hour: Number | Clock, minute: Number) -> Clock | None:
    """Read "trei și douăzeci"; "trei și patru" and "trei și cinci" may be two hours."""
    return past(minute, hour) if minute.value >= _TEN and minute.value % _FIVE == 0 else None


def to(minute: Number, hour: Number | Clock) -> Clock | None:
    """Read "ten minutes to four"."""
    return _shifted(hour, -minute.value) if 0 < minute.value < MINUTES and not minute.ordinal else None


def to_hour_first(hour: Number | Clock, minute: Number) -> Clock | None:
    """Read "patru fără zece"."""
    return to(minute, hour)


def till(minute: Number, hour: Number | Clock) -> Meaning | None:
    """Read "ten to four"; "10 to 2" may be a range as well, and is neither then."""
    if minute.value % _FIVE or minute.ordinal or (isinstance(hour, Clock) and hour.minute):
        return None
    if minute.digits and span_between(minute, hour) and _runs_forward(minute.as_clock(), clock(hour)):
        return Nonsense()
    return to(minute, hour)


def _runs_forward(start: Clock | None, end: Clock | None) -> bool:
    first, last = start and start.at(), end and end.at()
    return isinstance(first, time) and isinstance(last, time) and first < last


def juxtaposed(hour: Number, minute: Number) -> Clock | None:
    """Read "three thirty", "15 20"."""
    if hour.ordinal or minute.ordinal or minute.value < _TEN or minute.value % _FIVE:
        return None
    return past(minute, hour) if len(minute.digits) in {0, _TWO_DIGITS} else None


def juxtaposed_words(hour: Number, minute: Number) -> Clock | None:
    """Read "three thirty" among names, where figures may belong to one of them."""
    return None if hour.digits or minute.digits else juxtaposed(hour, minute)


def on_the_hour(hour: Number, minutes: Number) -> Clock | None:
    """Read "15 00"."""
    return hour.as_clock() if minutes.digits == "00" and len(hour.digits) <= _TWO_DIGITS else None


def span_between(start: _Time, end: _Time) -> Span | None:
    """Read two times as a stretch."""
    first, last = clock(start), clock(end)
    return Span(first, last) if first and last else None


def span_from(start: _Time) -> Span | None:
    """Read a time as the beginning of a stretch without end."""
    first = clock(start)
    return Span(first, None) if first else None


def span_until(end: _Time) -> Span | None:
    """Read a time as the end of a stretch without beginning."""
    last = clock(end)
    return Span(None, last) if last else None


def date(day: Number, month: Month, year: Number | None = None) -> MonthDay | None:
    """Read "26 November 2026"."""
    if not 1 <= day.value <= _LONGEST_MONTH or len(day.digits) > _TWO_DIGITS:
        return None
    if year and (len(year.digits) != _FOUR_DIGITS or (year.value not in _YEARS and year.as_clock())):
        return None  # "26 November 1520" has a time, "1 Decembrie 1918" a year
    return MonthDay(day.value, month.number, year.value if year else None)


def date_month_first(month: Month, day: Number, year: Number | None = None) -> MonthDay | None:
    """Read "November 26, 2026"."""
    return date(day, month, year)


def date_year_first(year: Number, month: Month, day: Number) -> MonthDay | None:
    """Read "2026. november 26."."""
    return date(day, month, year)


def day_of_month(day: Number) -> MonthlyDay | None:
    """Read "the 26th"; without the ending only a day of the event is meant, "on 3" may be an hour."""
    if not 1 <= day.value <= _LONGEST_MONTH or len(day.digits) > _TWO_DIGITS or not day.digits:
        return None
    return MonthlyDay(day.value, anywhere=day.ordinal)


def event_day(ordinal: Number) -> EventDay | None:
    """Read "day 2" of the event; in words it may be a length (Hungarian "két nap")."""
    return EventDay(ordinal.value) if ordinal.digits and 1 <= ordinal.value <= _LONGEST_MONTH else None


def nth_day(ordinal: Number) -> EventDay | None:
    """Read "the 2nd day" of the event; "2 day" is none."""
    return event_day(ordinal) if ordinal.ordinal else None


def delay(unit: int) -> Make:
    """Multiply minutes; without a number the unit is the whole."""

    def make(count: Number | None = None) -> Meaning:
        minutes = unit * (count.value if count else 1)
        return Delay(minutes) if 0 < minutes <= _LONGEST_DELAY_MINUTES else Nonsense()

    return make


def in_days(unit: int) -> Make:
    """Multiply days; without a number the unit is the whole."""

    def make(count: Number | None = None) -> DaySpec | Nonsense:
        days = unit * (count.value if count else 1)
        return Offset(days) if 0 < days <= _LONGEST_DELAY_DAYS else Nonsense()

    return make


def weekday(*, upcoming: bool = False, weeks: int | None = None) -> Make:
    """Say which of the days of that name is meant."""

    def make(day: Weekday) -> Weekday:
        return replace(day, upcoming=upcoming, weeks=weeks)

    return make


def todays(part: PartOfDay) -> PartOfDay:
    """Read "this morning"."""
    return replace(part, today=True)


def same(part: PartOfDay) -> PartOfDay:
    """Read "late afternoon" as the afternoon."""
    return part


def target(at: _Time | Weekday) -> Clock | Weekday | None:
    """Read "to 4" and "till Friday"."""
    return at if isinstance(at, Weekday) else clock(at)


def pick(which: Which) -> Make:
    """Ask for the first or the last."""

    def make(day: Weekday | None = None) -> PickOf:
        return PickOf(which, day)

    return make
