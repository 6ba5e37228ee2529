from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from bot.domain.event import ReminderRules
from bot.domain.reminders import digests, read_leads, reminder_times
from tests.support.rules import stored_event
from tests.support.world import THURSDAY, at

EVENT = stored_event()  # evening digest 18:00, morning digest 07:30


@pytest.mark.parametrize(
    ("minutes", "confirmed", "expected"),
    [
        ((15,), "Wed 12:00", [(15, "Thu 14:15")]),
        ((120, 5, 60, 60), "Wed 12:00", [(5, "Thu 14:25"), (60, "Thu 13:30"), (120, "Thu 12:30")]),
        ((5, 60), "Thu 13:45", [(5, "Thu 14:25")]),  # inside an hour: the confirmation stands in
        ((15,), "Thu 14:15", []),
        ((15,), "Thu 14:14", [(15, "Thu 14:15")]),
        ((), "Wed 12:00", []),
    ],
)
def test_reminders_of_a_meeting(
    minutes: tuple[int, ...], confirmed: str, expected: list[tuple[int, str]]
) -> None:
    planned = reminder_times(minutes, at("Thu 14:30"), at(confirmed))

    assert list(planned) == [(lead, at(when)) for lead, when in expected]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("Tue 12:00", [("evening", "Wed 18:00", "Thu 00:00"), ("morning", "Thu 07:30", "Fri 00:00")]),
        ("Wed 18:00", [("morning", "Thu 07:30", "Fri 00:00")]),
        ("Thu 07:29", [("morning", "Thu 07:30", "Fri 00:00")]),
        ("Thu 07:30", []),
    ],
)
def test_digests_of_the_eve_and_the_morning(now: str, expected: list[tuple[str, str, str]]) -> None:
    planned = digests(EVENT, at("Thu 14:30"), at(now))

    assert list(planned) == [(kind, THURSDAY, at(due), at(not_after)) for kind, due, not_after in expected]


def test_no_morning_digest_once_the_meeting_has_begun() -> None:
    assert [one.kind for one in digests(EVENT, at("Thu 07:30"), at("Tue 12:00"))] == ["evening"]


def test_digest_in_quiet_hours_waits_for_their_end() -> None:
    reminders = ReminderRules(evening_digest=time(22), morning_digest=time(6))
    planned = digests(replace(EVENT, reminders=reminders), at("Thu 14:30"), at("Tue 12:00"))

    # The evening's would come on the day itself, when the morning's says the same.
    assert [(one.kind, one.due_at) for one in planned] == [("morning", at("Thu 07:30"))]


def test_evening_digest_that_could_only_come_on_the_day_itself_does_not_come() -> None:
    reminders = ReminderRules(quiet_start=time(18), quiet_end=time(0))
    planned = digests(replace(EVENT, reminders=reminders), at("Thu 14:30"), at("Tue 12:00"))

    assert [(one.kind, one.due_at) for one in planned] == [("morning", at("Thu 07:30"))]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("20", (20,)),
        ("45 min", (45,)),
        ("45’", (45,)),
        ("90 minutes before", (90,)),
        ("1 h 30", (90,)),
        ("1,5 h", (90,)),
        ("2 óra", (120,)),
        ("1 oră și 30 de minute", (90,)),
        ("25 perccel előtte", (25,)),
        ("cu 25 de minute înainte", (25,)),
        ("20 și 45 de minute", (20, 45)),
        ("45, 20, 45 perc", (20, 45)),
        ("121", (121,)),  # which nobody can choose
        ("15:20", ()),
        ("kelemen 20", ()),
        ("hello", ()),
        ("", ()),
        ("1, " * 50, ()),
    ],
)
def test_lead_times_are_read_as_they_are_written(text: str, minutes: tuple[int, ...]) -> None:
    assert read_leads(text) == minutes
