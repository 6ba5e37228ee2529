"""When somebody who waits for the other side is asked whether he came."""

from __future__ import annotations

import pytest

from bot.domain.no_show import asked_at
from bot.domain.slots import Slot
from tests.support.world import at


@pytest.mark.parametrize(
    ("end", "expected"), [("Thu 14:50", "Thu 14:35"), ("Thu 14:40", "Thu 14:35"), ("Thu 14:36", "Thu 14:33")]
)
def test_who_waits_is_asked_after_five_minutes_or_half_of_a_short_slot(end: str, expected: str) -> None:
    assert asked_at(Slot(at("Thu 14:30"), at(end), 1)) == at(expected)
