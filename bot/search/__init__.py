"""Words that are spelled alike: RapidFuzz behind what search needs of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from bot.domain.searching import Similar

_CUTOFF = 78  # of 100: one typo in a short name passes, a different name does not
_SHORTEST_TYPO = 4  # characters of a word that may hold a typo
_MOST_REMEMBERED = 32  # a text of some words, in each language and with each word left out


class Remembering:
    """A search by likeness that keeps its newest answers: one text asks for the same words again and again.

    A vocabulary is known by what it is and not by what it holds, so it must not change.
    """

    def __init__(self, similar: Similar) -> None:
        self._similar = similar
        self._answers: dict[tuple[str, int], tuple[Sequence[str], Mapping[str, float]]] = {}

    def __call__(self, word: str, vocabulary: Sequence[str]) -> Mapping[str, float]:
        """Give what the search gives."""
        key = word, id(vocabulary)  # of no other one while it is kept here
        answer = self._answers.pop(key, None) or (vocabulary, self._similar(word, vocabulary))
        self._answers[key] = answer
        if len(self._answers) > _MOST_REMEMBERED:
            del self._answers[next(iter(self._answers))]
        return answer[1]


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
