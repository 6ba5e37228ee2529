"""Whom somebody should meet, and why: what one offers and the other looks for, areas and people in common.

Two phrases fit when all words of one stand in the other: "sensors" fits "sensors for greenhouses".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain.finding import Catalogue, Facet, People
from bot.domain.people import Profile
from bot.domain.text import fold

_WORD = re.compile(r"\w+")
_NEED, _AREA, _MET = 3, 1, 1  # what a need that is met counts beside a shared area, or somebody both meet
_LEAST_MET = 3  # of fewer, whoever meets no more than these would know whom the other one meets


@dataclass(slots=True)
class Reasons:
    """Why somebody is suggested, in the words of the profiles."""

    offers: list[str] = field(default_factory=list)  # what he offers and one looks for
    seeks: list[str] = field(default_factory=list)  # what he looks for and one offers
    areas: list[str] = field(default_factory=list)
    met: int = 0  # how many people he meets whom one meets, too

    @property
    def weight(self) -> int:
        """How much speaks for him."""
        return _NEED * (len(self.offers) + len(self.seeks)) + _AREA * len(self.areas) + _MET * self.met


def in_common(met: Collection[int], pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Count how many of those one has ``met`` others meet, at least three; ``pairs`` meet each other."""
    both: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        for known, new in ((one, other), (other, one)):
            if known in met:
                both[new].add(known)
    return {one: len(shared) for one, shared in both.items() if len(shared) >= _LEAST_MET}


def suggested(
    people: Catalogue, mine: Profile, among: People, free: People, met: Mapping[int, int]
) -> list[tuple[int, Reasons]]:
    """Give those ``among`` whom something speaks for: who is ``free`` when one is oneself, then the others.

    Of each the best first, else in the directory's order. ``met`` counts people in common, see ``in_common``.
    """
    found: dict[int, Reasons] = defaultdict(Reasons)
    for facet, said, name in (
        (Facet.OFFER, mine.seeks, "offers"),
        (Facet.SEEK, mine.offers, "seeks"),
        (Facet.AREA, mine.areas, "areas"),
    ):
        wanted = [words for one in said if (words := _words(fold(one)))]
        for folded, value in people.values[facet].items() if wanted else ():
            words = _words(folded)
            if words and any(words <= one or one <= words for one in wanted):
                for one in people.ids(value.people & among):
                    getattr(found[one], name).append(value.label)
    for one, count in met.items():
        if people.people((one,)) & among:
            found[one].met = count
    busy = {*people.ids(among & ~free)}
    return sorted(found.items(), key=lambda one: (one[0] in busy, -one[1].weight, people.places[one[0]]))


def _words(folded: str) -> frozenset[str]:
    return frozenset(_WORD.findall(folded))
