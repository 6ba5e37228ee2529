"""Whatever crowds together: who can be reminded in time is, and nobody before the window."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.departures import EARLIEST, departure

BASE = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
PER_SECOND = 20
CROWDS = st.dictionaries(st.integers(400, 2_000), st.integers(1, 4_000), min_size=1, max_size=6)


def second(number: int) -> datetime:
    return BASE + timedelta(seconds=number)


def sent(crowd: dict[int, int], *, planned: bool) -> dict[int, list[int]]:
    """Send second by second, the earliest promise first; gives the seconds of sending by promise."""
    left, times = dict(crowd), {promise: list[int]() for promise in crowd}
    until = BASE
    for now in range(20_000):
        if not left:
            break
        window = second(now) + EARLIEST
        if planned:
            plan = departure([(second(p), n) for p, n in left.items() if p > now], second(now))
            until = max(until, plan.until, second(now))
        room = PER_SECOND
        for promise in sorted(left):
            leaves = min(room, left[promise]) if second(promise) <= (until if planned else window) else 0
            times[promise] += [now] * leaves
            room -= leaves
            left[promise] -= leaves
        left = {promise: number for promise, number in left.items() if number}
    return times


@settings(max_examples=40)
@given(CROWDS)
def test_crowds_that_can_be_in_time_are_and_nobody_comes_before_the_window(crowd: dict[int, int]) -> None:
    at_once, planned = sent(crowd, planned=False), sent(crowd, planned=True)
    for promise, times in planned.items():
        assert len(times) == crowd[promise]
        assert min(times) >= promise - EARLIEST.total_seconds()
    if all(max(times) <= promise - 11 for promise, times in at_once.items()):
        for promise, times in planned.items():
            assert max(times) <= promise
    else:  # more than the window carries: at least as good as to begin when it opens
        for promise, times in planned.items():
            assert max(times) <= max(promise, max(at_once[promise]) + 12)
