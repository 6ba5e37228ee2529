from __future__ import annotations

import pytest

from bot.domain.hall import beside, present
from tests.support.world import at, make_event

SLOTS = make_event().slots


@pytest.mark.parametrize(
    ("now", "start"),
    [
        ("Wed 12:00", "Thu 14:30"),  # before everything: the first one
        ("Thu 14:30", "Thu 14:30"),
        ("Thu 14:49", "Thu 14:30"),
        ("Thu 14:50", "Thu 14:55"),  # in the break, the next one
        ("Thu 17:00", "Fri 09:00"),
        ("Sat 12:00", "Fri 11:30"),  # after everything: the last one
    ],
)
def test_present_slot_is_the_one_that_goes_on_or_comes_next(now: str, start: str) -> None:
    assert present(SLOTS, at(now)).start == at(start)


def test_slots_beside_one_are_those_before_and_after_it_also_on_other_days() -> None:
    first, last = SLOTS[0], SLOTS[-1]
    friday = next(slot for slot in SLOTS if slot.start == at("Fri 09:00"))
    assert beside(SLOTS, first) == (None, SLOTS[1])
    assert beside(SLOTS, last) == (SLOTS[-2], None)
    assert beside(SLOTS, SLOTS[-2]) == (SLOTS[-3], last)
    before, after = beside(SLOTS, friday)
    assert before is not None
    assert after is not None
    assert (before.start, after.start) == (at("Thu 16:35"), at("Fri 09:25"))
