from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from bot.domain.event import Grid
from tests.support.rules import clock, one_block_event, stored_event
from tests.support.world import FRIDAY, THURSDAY, at


def test_example_day_is_cut_as_the_product_says() -> None:
    event = stored_event()

    thursday = [slot for slot in event.slots if slot.block_id == 1]

    assert clock(event, thursday) == [
        "Thu 14:30",
        "Thu 14:55",
        "Thu 15:20",
        "Thu 15:45",
        "Thu 16:10",
        "Thu 16:35",
    ]
    assert thursday[0].end == at("Thu 14:50")
    assert thursday[-1].end == at("Thu 16:55")


def test_slots_of_all_blocks_come_in_time_order() -> None:
    slots = stored_event().slots

    assert [slot.block_id for slot in slots] == [1] * 6 + [2] * 7
    assert list(slots) == sorted(slots)


@pytest.mark.parametrize(
    ("end", "grid", "starts"),
    [
        (time(14, 49), Grid(20, 5), []),
        (time(14, 50), Grid(20, 5), ["Thu 14:30"]),  # the break need not fit
        (time(15, 14), Grid(20, 5), ["Thu 14:30"]),
        (time(15, 15), Grid(20, 5), ["Thu 14:30", "Thu 14:55"]),
        (time(15, 30), Grid(30, 0), ["Thu 14:30", "Thu 15:00"]),
    ],
)
def test_a_whole_slot_must_fit(end: time, grid: Grid, starts: list[str]) -> None:
    event = one_block_event(THURSDAY, time(14, 30), end, grid=grid)

    assert clock(event, event.slots) == starts


def test_a_block_may_end_at_midnight() -> None:
    event = one_block_event(THURSDAY, time(23, 20), time(0))

    assert clock(event, event.slots) == ["Thu 23:20"]


# Bucharest goes from 04:00 back to 03:00 on 25 October 2026, and from 03:00 to 04:00 on 28 March 2027.
@pytest.mark.parametrize(
    ("day", "starts"),
    [
        (date(2026, 10, 25), ["02:30", "02:55", "03:20", "03:45", "03:10", "03:35", "04:00"]),
        (date(2027, 3, 28), ["02:30", "02:55"]),
    ],
)
def test_slots_are_cut_in_real_time_when_the_clocks_change(day: date, starts: list[str]) -> None:
    event = one_block_event(day, time(2, 30), time(4, 30))

    slots = event.slots

    assert [f"{event.local(slot.start):%H:%M}" for slot in slots] == starts
    assert {(slot.end - slot.start).total_seconds() for slot in slots} == {20 * 60}


def test_event_times_are_those_of_its_zone() -> None:
    event = stored_event()

    assert event.instant(THURSDAY, time(14, 30)) == datetime(2026, 11, 26, 12, 30, tzinfo=UTC)
    assert event.local(datetime(2026, 11, 26, 12, 30, tzinfo=UTC)).isoformat() == "2026-11-26T14:30:00+02:00"
    assert event.days == (THURSDAY, FRIDAY)
    assert (event.interval.start, event.interval.end) == (at("Thu 14:30"), at("Fri 12:00"))
