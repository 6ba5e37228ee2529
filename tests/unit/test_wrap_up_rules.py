"""The evening after an event, and how far an introduction is."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from bot.domain.event import Event, ReminderRules
from bot.domain.wrap_up import Introduced, Introduction, wrap_up_at
from tests.support.rules import one_block_event
from tests.support.world import FRIDAY, THURSDAY, at, make_event


@pytest.mark.parametrize(
    ("agreed", "asker_sees", "other_sees"),
    [
        (None, Introduced.BY_ME, Introduced.BY_OTHER),
        (True, Introduced.YES, Introduced.YES),
        (False, Introduced.BY_ME, Introduced.NO),  # a no looks like an answer that has not come
    ],
)
def test_introduction_as_each_of_the_two_sees_it(
    *, agreed: bool | None, asker_sees: Introduced, other_sees: Introduced
) -> None:
    introduction = Introduction(asker_id=1, other_id=2, agreed=agreed)

    assert introduction.seen_by(1) is asker_sees
    assert introduction.seen_by(2) is other_sees


def ending(end: time, digest: time = time(18)) -> Event:
    """Make an event of one day, quiet from 21:00 to 07:30."""
    event = one_block_event(THURSDAY, time(9), end)
    return replace(event, reminders=ReminderRules(evening_digest=digest))


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (make_event(), "Fri 18:00"),  # of the last day
        (ending(time(17)), "Thu 18:00"),
        (ending(time(17), digest=time(19, 15)), "Thu 19:15"),
        (ending(time(19)), "Thu 19:00"),  # after the last meeting
        (ending(time(21)), "Fri 07:30"),  # when that is at night, in the morning
        (ending(time(17), digest=time(22)), "Fri 07:30"),
    ],
)
def test_wrap_up_comes_on_the_evening_of_the_last_day_after_the_last_meeting(
    event: Event, expected: str
) -> None:
    assert wrap_up_at(event) == at(expected)


def test_wrap_up_is_of_the_last_day_in_whatever_order_the_blocks_stand() -> None:
    event = make_event()

    assert event.days == (THURSDAY, FRIDAY)
    assert wrap_up_at(replace(event, blocks=event.blocks[::-1])) == at("Fri 18:00")
