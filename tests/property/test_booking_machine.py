"""People book, answer and cancel at random on a real database; after every step the rows keep the rules."""

from __future__ import annotations

import pytest

from tests.property.machine.always import Always
from tests.property.machine.asking import Asking
from tests.property.machine.changing import Changing
from tests.property.machine.meeting import Meeting
from tests.property.machine.world import live
from tests.support.soak import SOAK


class Booking(Asking, Meeting, Changing, Always):
    """Everything that people do without waiting for each other."""


@pytest.mark.soak
def test_rows_keep_the_rules_whatever_people_do(database_url: str) -> None:
    must = {"accepted", "counter", "several", "cancel", "moved", "handover done", "handover open"}
    if SOAK:
        must |= {"counter of several", "one of several", "keep a move"}
    live(Booking, database_url, must)
