"""A catalogue in the making: see ``bot.domain.finding``."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from functools import cache

from bot.domain.finding import Catalogue, Entry, Facet, People, Value, set_of
from bot.domain.intervals import Interval, union
from bot.domain.text import fold

_FEW = 8  # people whose places take less room than a set
_VALUE_CHARACTERS = 100  # of what can be chosen; whatever is longer is no category


class Cataloguing:
    """A catalogue in the making, of people who are noted in the directory's order."""

    def __init__(self) -> None:
        self._places: dict[int, int] = {}
        self._values: dict[Facet, dict[str, list[int]]] = {facet: defaultdict(list) for facet in Facet}
        self._spellings: dict[str, Counter[str]] = defaultdict(Counter)
        self._organizations: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self._windows = defaultdict[tuple[Interval, ...], list[int]](list)
        self._types = defaultdict[str, list[int]](list)
        self._read = cache(_category)  # thousands of people have a few hundred texts
        self._joined = cache(union)
        self._folded = cache(fold)

    def note(self, entry: Entry) -> None:
        """Note the next person."""
        place = self._places[entry.id] = len(self._places)
        for facet, texts in entry.values.items():
            for label, folded in filter(None, map(self._read, texts)):
                self._values[facet][folded].append(place)
                self._spellings[folded][label] += 1
        if folded := self._folded(entry.organization):
            self._organizations[folded].append(place)
        for one in entry.types:
            self._types[one].append(place)
        if entry.windows:
            self._windows[self._joined(entry.windows)].append(place)

    def done(self) -> Catalogue:
        """Give the catalogue of everybody who was noted."""
        return Catalogue(
            order=tuple(self._places),
            places=self._places,
            values={
                facet: {
                    folded: Value(_usual(self._spellings[folded]), _kept(people))
                    for folded, people in found.items()
                }
                for facet, found in self._values.items()
            },
            organizations=dict(self._organizations),
            windows={one: set_of(people) for one, people in self._windows.items()},
            types={one: set_of(people) for one, people in self._types.items()},
        )


def _kept(places: list[int]) -> People | tuple[int, ...]:
    """Give the places of few people, many as a set; who says the same twice stands there once."""
    return tuple(dict.fromkeys(places)) if len(places) <= _FEW else set_of(places)


def _category(text: str) -> tuple[str, str] | None:
    """Give how a category is shown and how it is compared; None for blanks."""
    label = " ".join(text.split())[:_VALUE_CHARACTERS]
    folded = fold(label)
    return (label, folded) if folded else None


def _usual(spellings: Counter[str]) -> str:
    """Give the spelling that is met most often, the first in the alphabet of several."""
    return min(spellings, key=lambda text: (-spellings[text], text))
