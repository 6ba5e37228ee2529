"""Fuzzy ranking of names and organizations, on folded text."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

_LIMIT = 40
_CUTOFF = 78  # of 100: one typo in a short name passes, a different name does not
_PREFIX_BONUS = 20.0
_SHORTEST_PART = 3  # characters of a word that may stand anywhere
_SHORTEST_TYPO = 4  # characters of a word that may hold a typo


def rank_names(query: str, names: Sequence[tuple[int, str, str]]) -> list[int]:
    """Give the ids of (id, folded name, folded organization) that fit a folded query, best first.

    Every word of the query must be found, typos forgiven, in the name or the organization; spaces do
    not count either, so ``clujit`` finds ``cluj it cluster``.
    """
    choices = [f"{name} {organization}" for _, name, organization in names]
    hits = process.extract(query, choices, scorer=_word_score, score_cutoff=_CUTOFF, limit=_LIMIT * 2)
    found = {index: score for _, score, index in hits}
    ranked = sorted(found, key=lambda index: (-found[index], choices[index]))
    return [names[index][0] for index in ranked[:_LIMIT]]


def _word_score(query: str, choice: str, **_options: object) -> float:
    """Score how well all words of the query appear among those of the choice, 0 to 100 (plus a bonus)."""
    words = choice.split()
    if not words or not query:
        return 0.0
    squeezed = query.replace(" ", "")
    if len(squeezed) >= _SHORTEST_PART and squeezed in choice.replace(" ", ""):
        return 100.0 + (_PREFIX_BONUS if any(word.startswith(query) for word in words) else 0.0)
    lowest = 100.0
    for wanted in dict.fromkeys(query.split()):  # however often a word is said
        lowest = min(lowest, max(_similar(wanted, word) for word in words))
        if lowest < _CUTOFF:
            return 0.0
    return lowest


def _similar(wanted: str, word: str) -> float:
    if word.startswith(wanted):
        return 100.0
    if len(wanted) < _SHORTEST_TYPO:
        return 0.0
    start = word[: len(wanted) + 1]
    return max(fuzz.ratio(wanted, word), fuzz.ratio(wanted, start), fuzz.ratio(wanted, word[: len(wanted)]))
