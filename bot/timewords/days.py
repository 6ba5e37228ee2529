"""Which date is meant, against the days of an event."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.timewords.meanings import DaySpec, EventDay, LookedAt, MonthDay, MonthlyDay, Offset, Weekday
from bot.usecases.times import Calendar

_WEEK = 7
_PODIUM = 3
_NEAR_DAYS = 60
"""A date without a year is read this near to the event: "24/7" and "3/4" are none."""


def local_now(calendar: Calendar) -> datetime:
    """Show now on the event's clocks, naive, to the minute."""
    return calendar.now.astimezone(ZoneInfo(calendar.zone)).replace(tzinfo=None, second=0, microsecond=0)


def default_day(calendar: Calendar) -> date | None:
    """Choose the day when none is named: the one looked at, else today, else the next block's day."""
    if calendar.day:
        return calendar.day
    today = local_now(calendar).date()
    return min((day for day in calendar.days if day >= today), default=None)


def one_day(specs: Iterable[DaySpec], calendar: Calendar) -> date | None:
    """Find the one date that all of ``specs`` mean; None when there is none or they contradict."""
    specs = set(specs)
    names = [spec for spec in specs if isinstance(spec, Weekday)]
    found = {_resolved(spec, calendar) for spec in specs if not isinstance(spec, Weekday)}
    if not found:
        found = {_weekday(name, calendar) for name in names}
    if len(found) != 1:
        return None
    day = found.pop()
    return day if day and all(day.weekday() == name.number for name in names) else None


def _resolved(spec: DaySpec, calendar: Calendar) -> date | None:
    today = local_now(calendar).date()
    match spec:
        case Offset(days):
            return _plus(today, days)
        case EventDay(ordinal):
            index = ordinal - 1 if ordinal > 0 else ordinal
            return calendar.days[index] if -1 <= index < len(calendar.days) and calendar.days else None
        case MonthlyDay(day, anywhere):
            return _of_month(day, today, calendar, anywhere=anywhere)
        case MonthDay():
            return _of_year(spec, today, calendar)
        case LookedAt():
            return default_day(calendar)
        case Weekday():
            return _weekday(spec, calendar)


def _weekday(name: Weekday, calendar: Calendar) -> date | None:
    today = local_now(calendar).date()
    if name.weeks is not None:
        monday = _plus(today, -today.weekday())
        return monday and _plus(monday, name.weeks * _WEEK + name.number)
    event_days = [day for day in calendar.days if day.weekday() == name.number]
    coming = [day for day in event_days if day > today or (day == today and not name.upcoming)]
    if coming:
        return _looked_at(coming, calendar) or coming[0]
    if today in event_days:
        return _plus(today, _WEEK)
    # The event's own day of that name is over: nobody means the week after.
    if event_days and not name.upcoming:
        return event_days[-1]
    ahead = (name.number - today.weekday()) % _WEEK
    return _plus(today, ahead or (_WEEK if name.upcoming else 0))


def _looked_at(days: list[date], calendar: Calendar) -> date | None:
    return calendar.day if calendar.day in days else None


def _of_month(number: int, today: date, calendar: Calendar, *, anywhere: bool) -> date | None:
    for day in calendar.days:
        if day.day == number and day >= today:
            return day
    # "The 2nd" may be the second of anything.
    if not anywhere or number <= _PODIUM:
        return None
    ahead = (_plus(today, days) for days in range(62))
    return next((day for day in ahead if day and day.day == number), None)


def _of_year(spec: MonthDay, today: date, calendar: Calendar) -> date | None:
    if spec.year:
        near = [day.year for day in calendar.days] or [today.year]
        return _date(spec, spec.year) if min(near) - 1 <= spec.year <= max(near) + 1 else None
    if not spec.sure:
        return next((day for day in calendar.days if (day.day, day.month) == (spec.day, spec.month)), None)
    anchor = min(calendar.days, default=today, key=lambda day: abs(day - today))
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    dates = [day for year in years if (day := _date(spec, year))]
    nearest = min(dates, default=None, key=lambda day: abs(day - anchor))
    return nearest if nearest and abs(nearest - anchor) <= timedelta(_NEAR_DAYS) else None


def _date(spec: MonthDay, year: int) -> date | None:
    try:
        return date(year, spec.month, spec.day)
    except ValueError:
        return None


def _plus(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days)
    except OverflowError:
        return None
