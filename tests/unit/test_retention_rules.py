from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.retention import erase_at, is_erasing_due, is_warning_due
from tests.support.rules import stored_event
from tests.support.world import at

EVENT = stored_event()  # ends on Friday, is remembered for 30 days
ERASED = at("Fri 00:00") + timedelta(days=31)
MOMENT = timedelta(microseconds=1)


def test_people_are_erased_at_the_midnight_after_the_last_promised_day() -> None:
    assert erase_at(EVENT) == ERASED
    assert not is_erasing_due(EVENT, ERASED - MOMENT)
    assert is_erasing_due(EVENT, ERASED)


@pytest.mark.parametrize(
    ("before", "expected"),
    [(timedelta(days=7) + MOMENT, False), (timedelta(days=7), True), (MOMENT, True), (timedelta(), False)],
)
def test_organizers_are_warned_in_the_week_before(before: timedelta, *, expected: bool) -> None:
    assert is_warning_due(EVENT, ERASED - before) is expected
