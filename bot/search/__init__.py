"""Words that are spelled alike: RapidFuzz behind what search needs of it."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

_CUTOFF = 78  # of 100: one typo in a short name passes, a different name does not
_SHORTEST_TYPO = 4  # characters of a word that may hold a typo


def similar(word: str, vocabulary: Sequence[str]) -> dict[str, float]:
    """Give the words that are spelled like a folded one, or begin so, each with how much (0 to 1)."""
    if len(word) < _SHORTEST_TYPO:
        return {}
    whole = process.extract(word, vocabulary, scorer=fuzz.ratio, score_cutoff=_CUTOFF, limit=None)
    found = {one: score / 100 for one, score, _ in whole}
    for length in (len(word), len(word) + 1):  # a name that is not typed to its end
        starts = [one[:length] for one in vocabulary]
        begun = process.extract(word, starts, scorer=fuzz.ratio, score_cutoff=_CUTOFF, limit=None)
        for _, score, number in begun:
            one = vocabulary[number]
            found[one] = max(found.get(one, 0.0), score / 100)
    return found
