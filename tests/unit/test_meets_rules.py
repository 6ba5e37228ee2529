"""Who meets whom by participant type."""

from __future__ import annotations

import pytest

from bot.domain.event import BookingRules
from bot.domain.meets import may_meet
from bot.domain.people import Profile

RULES = BookingRules(
    meets=(("Startup", ("Investor", "Corporate")), ("Investor", ("Startup",)), ("Press", ()))
)


def of(participation_type: str = "", organization_type: str = "") -> Profile:
    return Profile("X", participation_type=participation_type, organization_type=organization_type)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (of("Startup"), of("Investor"), True),
        (of("Startup"), of("Corporate"), True),  # who has no line himself
        (of("Startup"), of("Startup"), False),
        (of("Startup"), of("University"), False),
        (of("Startup"), of(), False),
        (of("Investor"), of("Corporate"), False),
        (of("Corporate"), of("Corporate"), True),
        (of("University"), of(), True),
        (of("Press"), of("University"), False),
        (of("  STARTUP "), of(organization_type="învestor"), True),  # folded, and either kind of type
        (of("Investor", "Startup"), of("Startup"), True),  # one of several types is enough
        (of("On site", "Startup"), of("On site", "University"), False),
    ],
)
def test_a_meeting_needs_the_yes_of_both_lines(one: Profile, other: Profile, *, meet: bool) -> None:
    assert may_meet(RULES, one, other) is meet
    assert may_meet(RULES, other, one) is meet


def test_who_has_no_type_has_no_line() -> None:
    assert may_meet(BookingRules(meets=(("", ()), (" ", ("Startup",)))), of(), of("University"))


def test_without_a_rule_everybody_meets_everybody() -> None:
    assert may_meet(BookingRules(), of("Startup"), of("Startup"))
