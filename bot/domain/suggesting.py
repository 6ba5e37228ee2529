"""Whom somebody should meet, and why: what one side offers and the other looks for, and shared areas.

Two phrases fit when all words of one stand in the other: "sensors" fits "sensors for greenhouses".
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from bot.domain.finding import Catalogue, Facet, People
from bot.domain.people import Profile
from bot.domain.text import fold

_WORD = re.compile(r"\w+")
_NEED, _AREA = 3, 1  # what a need that is met counts beside an area that is shared


@dataclass(slots=True)
class Reasons:
    """Why somebody is suggested, in the words of the profiles."""

    offers: list[str] = field(default_factory=list)  # what he offers and one looks for
    seeks: list[str] = field(default_factory=list)  # what he looks for and one offers
    areas: list[str] = field(default_factory=list)

    @property
    def weight(self) -> int:
        """How much speaks for him."""
        return _NEED * (len(self.offers) + len(self.seeks)) + _AREA * len(self.areas)


def suggested(people: Catalogue, mine: Profile, among: People, free: People) -> list[tuple[int, Reasons]]:
    """Give those ``among`` whom something speaks for: who is ``free`` when one is oneself, then the others.

    Of each the best first, else in the directory's order.
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
    busy = {*people.ids(among & ~free)}
    return sorted(found.items(), key=lambda one: (one[0] in busy, -one[1].weight, people.places[one[0]]))


def _words(folded: str) -> frozenset[str]:
    return frozenset(_WORD.findall(folded))
