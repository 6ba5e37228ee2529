from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.slots import Slot
from bot.domain.today import Phase, card_begins, day_ends, day_left, is_near, own_minute
from tests.support.world import FRIDAY, THURSDAY, at, make_event

SLOT = Slot(at("Thu 14:30"), at("Thu 14:50"), 1)
DAY = timedelta(days=1)


@given(st.timedeltas(timedelta(), DAY), st.integers(1, 10**9))
def test_own_minute_comes_within_a_minute_and_every_minute_again(after: timedelta, participant: int) -> None:
    instant = at("Thu 14:30") + after
    own = own_minute(instant, participant)
    assert instant <= own < instant + timedelta(minutes=1)
    assert (own.second, own.microsecond) == (participant % 60, 0)
    assert own_minute(own, participant) == own
    assert own_minute(own + timedelta(microseconds=1), participant) == own + timedelta(minutes=1)


def test_cards_of_a_minute_are_spread_over_it() -> None:
    assert len({own_minute(at("Thu 14:50"), one) for one in range(60)}) == 60


@pytest.mark.parametrize(
    ("now", "near"), [("Thu 12:29", False), ("Thu 12:30", True), ("Thu 14:49", True), ("Thu 14:50", False)]
)
def test_what_happens_within_two_hours_is_seen_at_once(now: str, near: bool) -> None:
    assert is_near(SLOT, at(now)) is near


def test_day_begins_with_its_digest_and_ends_at_midnight() -> None:
    event = make_event()
    assert card_begins(event, THURSDAY) == at("Thu 07:30")
    assert day_ends(event, THURSDAY) == at("Fri 00:00") == at("Thu 00:00") + DAY
    assert card_begins(event, FRIDAY) == at("Fri 07:30")


@pytest.mark.parametrize(
    ("now", "phase", "later"),
    [
        ("Wed 23:59", Phase.BEFORE, THURSDAY),
        ("Thu 00:00", Phase.UNDER_WAY, FRIDAY),
        ("Thu 16:34", Phase.UNDER_WAY, FRIDAY),
        ("Thu 16:35", Phase.DAY_OVER, FRIDAY),
        ("Fri 11:29", Phase.UNDER_WAY, None),
        ("Fri 11:30", Phase.OVER, None),
        ("Sat 09:00", Phase.OVER, None),
    ],
)
def test_what_is_left_of_a_day(now: str, phase: Phase, later: date | None) -> None:
    assert day_left(make_event(), at(now)) == (phase, later)


def test_day_between_two_with_meetings_is_told_from_the_days_before_the_event() -> None:
    event = make_event()
    apart = replace(event, blocks=(event.blocks[0], replace(event.blocks[1], date=FRIDAY + DAY)))
    assert day_left(apart, at("Fri 10:00")) == (Phase.BETWEEN, FRIDAY + DAY)
