"""Which free slots a reading of somebody's words means, and from where the nearest ones are counted."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.usecases.plain_text import fitting, nearest_instant
from bot.usecases.times import Day, DayPart, Instant, Part, Pick, Reading, TimeRange, Which
from tests.support.rules import clock, stored_event
from tests.support.world import FRIDAY, THURSDAY, at

EVENT = stored_event()  # Thursday 14:30–17:00, Friday 9:00–12:00
OPEN = TimeRange(None, None)


def wall(text: str) -> datetime:
    return EVENT.local(at(text)).replace(tzinfo=None)


def pick(which: Which, scope: Day | TimeRange) -> Pick:
    return Pick(which, scope)


@pytest.mark.parametrize(
    ("reading", "first", "last", "count"),
    [
        (Instant(wall("Thu 14:55")), "Thu 14:55", "Thu 14:55", 1),
        (TimeRange(wall("Thu 15:20"), wall("Thu 16:05")), "Thu 15:20", "Thu 15:45", 2),  # both ends count
        (TimeRange(wall("Thu 16:10"), None), "Thu 16:10", "Fri 11:30", 9),
        (TimeRange(None, wall("Thu 14:50")), "Thu 14:30", "Thu 14:30", 1),
        (OPEN, "Thu 14:30", "Fri 11:30", 13),
        (Part(FRIDAY, DayPart.MORNING), "Fri 09:00", "Fri 11:30", 7),
        (Part(THURSDAY, DayPart.AFTERNOON), "Thu 14:30", "Thu 16:35", 6),
        (Day(THURSDAY), "Thu 14:30", "Thu 16:35", 6),
        (pick(Which.FIRST, Day(FRIDAY)), "Fri 09:00", "Fri 09:00", 1),
        (pick(Which.LAST, TimeRange(wall("Thu 14:00"), wall("Thu 16:00"))), "Thu 15:20", "Thu 15:20", 1),
    ],
)
def test_slots_that_a_reading_means(reading: Reading, first: str, last: str, count: int) -> None:
    meant = clock(EVENT, fitting(EVENT, EVENT.slots, reading))

    assert (meant[0], meant[-1], len(meant)) == (first, last, count)


@pytest.mark.parametrize(
    "reading",
    [
        Instant(wall("Thu 15:00")),  # no slot begins then
        Day(date(2026, 11, 28)),
        Part(THURSDAY, DayPart.MORNING),
        Part(THURSDAY, DayPart.EVENING),
        Part(FRIDAY, DayPart.AFTERNOON),
        pick(Which.LAST, Day(date(2026, 11, 28))),
    ],
)
def test_reading_may_mean_no_slot(reading: Reading) -> None:
    assert fitting(EVENT, EVENT.slots, reading) == ()


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (Instant(wall("Thu 15:00")), "Thu 15:00"),
        (TimeRange(wall("Thu 15:00"), wall("Thu 16:00")), "Thu 15:00"),
        (TimeRange(None, wall("Thu 16:00")), "Thu 16:00"),
        (OPEN, "Thu 14:30"),
        (Part(FRIDAY, DayPart.AFTERNOON), "Fri 12:00"),
        (Day(FRIDAY), "Fri 14:30"),  # the hour at which the event begins
        (pick(Which.FIRST, TimeRange(wall("Fri 10:00"), None)), "Fri 10:00"),
    ],
)
def test_nearest_is_counted_from_what_was_said(reading: Reading, expected: str) -> None:
    assert nearest_instant(EVENT, reading) == at(expected)
