from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.domain.event import Event, ReminderRules
from bot.domain.quiet import is_quiet, is_silent_news, quiet_end
from tests.support.rules import one_block_event, stored_event
from tests.support.world import at

EVENT = stored_event()  # quiet from 21:00 to 07:30


def quiet(start: time, end: time) -> Event:
    return replace(EVENT, reminders=ReminderRules(quiet_start=start, quiet_end=end))


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("Wed 20:59", False),
        ("Wed 21:00", True),
        ("Wed 23:59", True),
        ("Thu 00:00", True),
        ("Thu 07:29", True),
        ("Thu 07:30", False),  # an end time is not itself quiet
        ("Thu 12:00", False),
    ],
)
def test_quiet_hours_over_midnight(when: str, *, expected: bool) -> None:
    assert is_quiet(EVENT, at(when)) is expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [("Thu 12:59", False), ("Thu 13:00", True), ("Thu 13:59", True), ("Thu 14:00", False)],
)
def test_quiet_hours_within_a_day(when: str, *, expected: bool) -> None:
    assert is_quiet(quiet(time(13), time(14)), at(when)) is expected


def test_equal_times_mean_no_quiet_hours() -> None:
    assert not any(is_quiet(quiet(time(0), time(0)), at(f"Thu {hour:02}:00")) for hour in range(24))


@pytest.mark.parametrize(
    ("when", "end"),
    [
        ("Wed 21:00", "Thu 07:30"),
        ("Thu 03:00", "Thu 07:30"),
        ("Thu 07:30", "Thu 07:30"),
        ("Thu 09:15", "Thu 09:15"),
    ],
)
def test_quiet_end_is_the_next_end_or_now(when: str, end: str) -> None:
    assert quiet_end(EVENT, at(when)) == at(end)
    assert quiet_end(EVENT, at(when)).tzinfo is UTC


def test_quiet_end_is_ahead_when_its_hour_comes_twice() -> None:
    # 25 October 2026: 03:00–04:00 passes twice; 03:15 for the second time is 01:15 in UTC.
    event = one_block_event(date(2026, 10, 25), time(9), time(12))
    event = replace(event, reminders=ReminderRules(quiet_start=time(21), quiet_end=time(3, 30)))

    end = quiet_end(event, datetime(2026, 10, 25, 1, 15, tzinfo=UTC))

    assert end == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "about", "silent"),
    [
        ("Wed 22:00", "Thu 14:30", True),
        ("Wed 22:00", "Wed 23:30", False),  # aloud: it concerns the next two hours
        ("Wed 22:00", "Thu 00:00", False),
        ("Wed 22:00", "Thu 00:01", True),
        ("Wed 22:00", "Wed 22:00", False),
        ("Wed 22:00", "Wed 21:30", False),  # it has begun
        ("Thu 07:30", "Fri 09:00", False),
        ("Wed 20:59", "Fri 09:00", False),
    ],
)
def test_news_at_night_is_silent_unless_it_is_urgent(now: str, about: str, *, silent: bool) -> None:
    assert is_silent_news(EVENT, at(now), at(about)) is silent
