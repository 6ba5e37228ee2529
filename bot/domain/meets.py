"""Who meets whom by participant type (product rule 2.9): for a pair, and for a whole crowd at once.

A type is what somebody takes part as, or the type of his organization; both count, compared folded. A type
that has a line in the event's rule meets only those that the line names; whoever has no line meets everybody
who may meet him. A meeting needs the yes of both sides.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.event import BookingRules
from bot.domain.finding import Catalogue, People, either
from bot.domain.people import Profile
from bot.domain.text import fold

Lines = Mapping[str, frozenset[str]]  # folded types by the folded type that may meet them


def type_names(participation_type: str, organization_type: str) -> frozenset[str]:
    """Give the types of a participant, folded; somebody without any has no line in a rule."""
    return frozenset((fold(participation_type), fold(organization_type))) - {""}


def may_meet(rules: BookingRules, one: Profile, other: Profile) -> bool:
    """Tell whether the rule of types lets two people meet; without a rule everybody may."""
    if not rules.meets:
        return True
    lines, mine, theirs = _lines(rules), _types_of(one), _types_of(other)
    return _allows(lines, mine, theirs) and _allows(lines, theirs, mine)


def whom(people: Catalogue, rules: BookingRules, profile: Profile) -> People:
    """Give those of an event whom somebody may meet by the rule of types, as ``may_meet`` has it."""
    found = people.everybody()
    if not rules.meets:
        return found
    lines, mine = _lines(rules), _types_of(profile)
    if bound_by := mine & lines.keys():
        found = either(people.of_type(one) for line in bound_by for one in lines[line])
    bound = either(people.of_type(one) for one in lines)
    willing = either(people.of_type(one) for one, named in lines.items() if named & mine)
    return found & (~bound | willing)


def _types_of(profile: Profile) -> frozenset[str]:
    return type_names(profile.participation_type, profile.organization_type)


def _lines(rules: BookingRules) -> Lines:
    return {fold(one): frozenset(map(fold, named)) for one, named in rules.meets}


def _allows(lines: Lines, mine: frozenset[str], theirs: frozenset[str]) -> bool:
    bound = mine & lines.keys()
    return not bound or any(lines[one] & theirs for one in bound)
