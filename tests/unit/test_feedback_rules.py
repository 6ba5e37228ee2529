"""When a meeting counts as held, by what its sides say."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.booking import MeetingState
from bot.domain.feedback import Outcome, settled_at, state_by
from tests.support.world import at, make_event

DONE, NOT_HELD = MeetingState.DONE, MeetingState.NOT_HELD
NOT, LITTLE, USEFUL, ABSENT = (
    Outcome.DID_NOT_HAPPEN,
    Outcome.LITTLE_INTEREST,
    Outcome.USEFUL,
    Outcome.ABSENT,
)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ([], DONE),
        ([NOT], DONE),
        ([NOT, NOT], NOT_HELD),
        ([ABSENT], NOT_HELD),
        ([ABSENT, ABSENT], NOT_HELD),
        ([ABSENT, NOT], NOT_HELD),
        ([ABSENT, USEFUL], DONE),
        ([NOT, LITTLE], DONE),
        ([USEFUL], DONE),
        ([USEFUL, Outcome.DEAL_POSSIBLE], DONE),
    ],
)
def test_meeting_is_what_its_sides_say_whoever_says_it_first(
    said: list[Outcome], state: MeetingState
) -> None:
    assert state_by(said) is state
    assert state_by(reversed(said)) is state


def test_meetings_are_settled_the_morning_after_the_event() -> None:
    assert settled_at(make_event()) == at("Fri 12:00") + timedelta(hours=12)
