"""Who is free at a time: in the order of time, and a way to all of them where some are left out."""

from __future__ import annotations

import pytest

from bot.domain.people import Participant, Profile
from bot.i18n import load_languages
from bot.screens import actions, asked_times
from bot.screens.finding_actions import FreeAt
from bot.usecases.company import Company
from bot.usecases.times import Day
from tests.support.world import THURSDAY, make_event

ENGLISH = load_languages().get("en")
EVENT = make_event()
ANA, DAN = (Participant(number, 1, name, Profile(name)) for number, name in ((1, "Ana"), (2, "Dan")))
EARLY, LATE = EVENT.slots[:2]


@pytest.mark.parametrize(
    ("slots", "total", "rest"),
    [
        ((LATE, EARLY), 20, FreeAt(THURSDAY.toordinal())),
        ((EARLY, EARLY), 20, FreeAt(THURSDAY.toordinal(), actions.to_minute(EARLY.start))),
        ((LATE, EARLY), 2, None),
    ],
)
def test_all_who_are_free_are_a_tap_away_the_earliest_first(
    slots: tuple[object, object], total: int, rest: FreeAt | None
) -> None:
    company = Company(tuple(zip((ANA, DAN), slots, strict=True)), total)  # type: ignore[arg-type]
    shown = asked_times.at_time(ENGLISH, EVENT, Day(THURSDAY), (), company)
    pressed = [button.action for row in shown.rows for button in row]
    picks = [one.start for one in pressed if isinstance(one, actions.Pick)]
    assert picks == sorted(picks)
    assert [one for one in pressed if isinstance(one, FreeAt)] == ([rest] if rest else [])
