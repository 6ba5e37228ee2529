"""An event's own clocks and cells."""

from __future__ import annotations

from datetime import UTC, datetime, time

from tests.support.rules import stored_event
from tests.support.world import THURSDAY

EVENT = stored_event()


def test_wall_clock_times_are_kept_in_utc_and_shown_in_the_zone_of_the_event() -> None:
    instant = EVENT.instant(THURSDAY, time(14, 30))

    assert instant == datetime(2026, 11, 26, 12, 30, tzinfo=UTC)
    assert instant.tzinfo is UTC
    assert EVENT.local(instant).replace(tzinfo=None) == datetime(2026, 11, 26, 14, 30)  # noqa: DTZ001 - the wall clock


def test_slot_is_named_by_the_instant_at_which_it_starts() -> None:
    assert [EVENT.slot_at(slot.start) for slot in EVENT.slots] == list(EVENT.slots)
    assert EVENT.slot_at(EVENT.slots[0].end) is None
    assert EVENT.slot_at(None) is None
