"""People book, answer and cancel at random on a real database; after every step the rows keep the rules."""

from __future__ import annotations

import pytest
from hypothesis.stateful import precondition, rule

from tests.property.machine.always import Always
from tests.property.machine.asking import Asking
from tests.property.machine.changing import Changing
from tests.property.machine.meeting import Meeting
from tests.property.machine.world import live, some
from tests.support.soak import SOAK


class Booking(Asking, Meeting, Changing, Always):
    """Everything that people do without waiting for each other."""

    @precondition(lambda self: any(self.rows.further(one) for one in self.rows.asking))
    @rule(which=some)
    def accept_one_of_several(self, which: int) -> None:
        """What asks for several times is rare, and soon gone."""
        several = [number for number, one in enumerate(self.rows.asking) if self.rows.further(one)]
        self.accept(several[which % len(several)], 1)


@pytest.mark.soak
def test_rows_keep_the_rules_whatever_people_do(database_url: str) -> None:
    must = {"accepted", "counter", "several", "one of several", "cancel", "moved", "keep a move"}
    must |= {"handover done", "handover open", "several to move to"}
    if SOAK:
        must |= {"counter of several", "moved to one of several"}
    live(Booking, database_url, must)
