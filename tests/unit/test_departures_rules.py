"""When the reminders of a crowd begin to leave."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.departures import Departure, departure
from tests.support.world import at

NOW = at("Thu 14:00")


def after(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def test_nothing_waits() -> None:
    assert departure([], NOW) == Departure(NOW, None)


def test_one_leaves_a_moment_before_its_time() -> None:
    promised = NOW + after(60)
    begin = promised - after(10.05)
    assert departure([(promised, 1)], NOW) == Departure(NOW, begin)
    assert departure([(promised, 1)], begin - after(1)) == Departure(begin - after(1), begin)
    assert departure([(promised, 1)], begin) == Departure(promised, None)


@pytest.mark.parametrize(("number", "seconds_before"), [(20, 11), (2_000, 110), (5_000, 260), (9_000, 300)])
def test_a_crowd_begins_as_much_earlier_as_it_takes_but_never_before_its_window(
    number: int, seconds_before: float
) -> None:
    promised = NOW + after(400)
    assert departure([(promised, number)], NOW).next_at == promised - after(seconds_before)


def test_a_later_crowd_pushes_the_earlier_ones_forward() -> None:
    first, second = NOW + after(200), NOW + after(205)
    plan = departure([(second, 400), (first, 40)], NOW)
    assert plan.next_at == second - after(10 + 20) - after(2)
    begun = departure([(second, 400), (first, 40)], second - after(30))
    assert begun == Departure(second, None)


def test_later_promises_wait_while_earlier_ones_leave() -> None:
    first, second = NOW + after(11), NOW + after(100)
    assert departure([(first, 20), (second, 20)], NOW) == Departure(first, second - after(11))


def test_what_is_beyond_the_window_does_not_press() -> None:
    first, second = NOW + after(290), NOW + after(601)
    assert departure([(first, 20), (second, 1_000_000)], NOW).until == NOW
