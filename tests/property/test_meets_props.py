"""Whom of a crowd the rule of types lets somebody meet, against asking it about each pair."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.event import BookingRules
from bot.domain.finding import Entry
from bot.domain.meets import may_meet, type_names, whom
from bot.domain.people import Profile
from tests.support.everybody import catalogue

TYPES = ("", "Startup", "Învestor", "Press")
types = st.sampled_from(TYPES)
profiles = st.builds(Profile, st.just("X"), participation_type=types, organization_type=types)
lines = st.dictionaries(st.sampled_from(TYPES[1:]), st.lists(st.sampled_from(TYPES[1:]), max_size=2))


@given(lines, profiles, st.lists(profiles, max_size=5))
def test_crowd_may_be_met_when_each_pair_may(
    meets: dict[str, list[str]], me: Profile, others: list[Profile]
) -> None:
    rules = BookingRules(meets=tuple((one, tuple(named)) for one, named in meets.items()))
    people = catalogue(
        Entry(n, "", {}, (), type_names(one.participation_type, one.organization_type))
        for n, one in enumerate(others, start=1)
    )

    expected = [n for n, one in enumerate(others, start=1) if may_meet(rules, me, one)]

    assert people.ids(whom(people, rules, me)) == expected
