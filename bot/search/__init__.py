"""Fuzzy ranking of names and organizations, on folded text."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import nsmallest

from rapidfuzz import fuzz, process

from bot.domain.people import Listed
from bot.domain.text import fold

_LIMIT = 40
_CUTOFF = 78  # of 100: one typo in a short name passes, a different name does not
_EXACT, _PREFIX_BONUS = 100.0, 20.0
_SHORTEST_PART = 3  # characters of a word that may stand anywhere
_SHORTEST_TYPO = 4  # characters of a word that may hold a typo


class NameIndex:
    """Finds the people of a list by folded words of their names and organizations.

    Every word of a query must be found, typos forgiven, in the name or the organization; spaces do
    not count either, so ``clujit`` finds ``cluj it cluster``. The words of all people are compared once
    each, however many people have them.
    """

    def __init__(self, people: Sequence[Listed]) -> None:
        self._ids = array("q", (person.id for person in people))
        self._texts = [f"{person.name} {fold(person.organization)}" for person in people]
        owners: dict[str, array[int]] = defaultdict(lambda: array("L"))
        for number, text in enumerate(self._texts):
            for word in set(text.split()):
                owners[word].append(number)
        self._owners = dict(owners)
        self._words = sorted(self._owners)

    def __call__(self, query: str) -> list[int]:
        """Give the ids of those that fit a folded query, best first."""
        scores = self._with_all_words(query) | dict(self._with_text(query))
        best = nsmallest(_LIMIT, scores, key=lambda number: (-scores[number], self._texts[number]))
        return [self._ids[number] for number in best]

    def _with_text(self, query: str) -> Iterator[tuple[int, float]]:
        """Find the query as it stands, wherever, spaces or not; more where a word begins with it."""
        squeezed = query.replace(" ", "")
        if len(squeezed) < _SHORTEST_PART:
            return
        for number, text in enumerate(self._texts):
            if squeezed in text.replace(" ", ""):
                begins = any(word.startswith(query) for word in text.split())
                yield number, _EXACT + (_PREFIX_BONUS if begins else 0.0)

    def _with_all_words(self, query: str) -> dict[int, float]:
        """Score those in whose words all of the query's are found by the one that fits worst."""
        scores: dict[int, float] | None = None
        for wanted in dict.fromkeys(query.split()):  # however often a word is said
            found: dict[int, float] = {}
            for word, score in self._similar(wanted).items():
                for number in self._owners[word]:
                    if scores is None or number in scores:
                        found[number] = max(score, found.get(number, 0.0))
            if scores is not None:
                found = {number: min(score, scores[number]) for number, score in found.items()}
            scores = found
            if not scores:
                break
        return scores or {}

    def _similar(self, wanted: str) -> dict[str, float]:
        """Score the words that begin like a wanted one or, but for a typo, are or begin like it."""
        typed = {} if len(wanted) < _SHORTEST_TYPO else self._with_typo(wanted)
        first = bisect_left(self._words, wanted)
        for word in self._words[first:]:
            if not word.startswith(wanted):
                break
            typed[word] = _EXACT
        return typed

    def _with_typo(self, wanted: str) -> dict[str, float]:
        scores: dict[str, float] = {}
        for end in (None, len(wanted) + 1, len(wanted)):
            heads = self._words if end is None else [word[:end] for word in self._words]
            hits = process.extract(wanted, heads, scorer=fuzz.ratio, score_cutoff=_CUTOFF, limit=None)
            for _, score, number in hits:
                word = self._words[number]
                scores[word] = max(score, scores.get(word, 0.0))
        return scores
