"""Which day a time that was understood is about."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.usecases.times import Day, DayPart, Instant, Part, Pick, Reading, TimeRange, Which
from bot.usecases.wishes import day_of
from tests.support.calendars import FRIDAY, THURSDAY

THREE = datetime(2026, 11, 26, 15)  # noqa: DTZ001 - readings are naive, on the clocks of the event


@pytest.mark.parametrize(
    ("reading", "day"),
    [
        (None, None),
        (Instant(THREE), THURSDAY),
        (Day(FRIDAY), FRIDAY),
        (Part(FRIDAY, DayPart.MORNING), FRIDAY),
        (TimeRange(THREE, None), THURSDAY),
        (TimeRange(None, THREE), THURSDAY),
        (TimeRange(None, None), None),
        (Pick(Which.FIRST, Day(FRIDAY)), FRIDAY),
        (Pick(Which.LAST, TimeRange(THREE, None)), THURSDAY),
    ],
)
def test_day_of_a_reading(reading: Reading | None, day: date | None) -> None:
    assert day_of(reading) == day
