"""What a change of somebody's windows means, slot by slot and day by day."""

from __future__ import annotations

from bot.domain.windows import change, on_days
from tests.support.rules import stored_event, stretch
from tests.support.world import FRIDAY, THURSDAY

EVENT = stored_event()  # slots of 20 minutes and 5 between them, on Thursday from 14:30 and Friday from 9:00


def test_change_is_told_by_the_meeting_times_that_go_come_and_stay() -> None:
    before = (stretch("Thu 14:30-16:00"), stretch("Fri 09:00-09:30"))
    after = (stretch("Thu 15:20-17:00"), stretch("Fri 09:00-09:20"))

    found = change(EVENT, before, after)

    assert found.gone == (stretch("Thu 14:30-15:15"),)
    assert found.new == (stretch("Thu 15:45-17:00"),)
    assert found.stays == (stretch("Thu 15:20-15:40"), stretch("Fri 09:00-09:20"))


def test_windows_that_hold_the_same_meeting_times_change_nothing() -> None:
    found = change(EVENT, (stretch("Thu 14:30-15:00"),), (stretch("Thu 14:30-14:50"),))

    assert (found.gone, found.new) == ((), ())
    assert found.stays == (stretch("Thu 14:30-14:50"),)


def test_a_day_is_replaced_and_the_others_stay() -> None:
    thursday, friday = stretch("Thu 14:30-17:00"), stretch("Fri 09:00-12:00")
    later = stretch("Thu 16:00-17:00")

    assert on_days(EVENT, (friday, thursday), {THURSDAY}, (later,)) == (later, friday)
    assert on_days(EVENT, (thursday, friday), {THURSDAY, FRIDAY}, ()) == ()
