"""Slips of one letter in words of time, without making names into days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from enum import Enum

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 5
"""Letters of a word below which a slip makes another word: joi, july, noon."""


_LONGEST = 20


class Slip(Enum):
    """How a word came to be one letter off."""

    SWAPPED = "thrusday"
    DROPPED = "thusday"
    DOUBLED = "thurrsday"
    CHANGED = "thirsday"
    ADDED = "thursdayx"


def slip(word: str, meant: str) -> Slip:
    """Classify the one edit between ``word`` and the longer, shorter or equally long ``meant``."""
    if len(word) < len(meant):
        return Slip.DROPPED
    if len(word) == len(meant):
        return Slip.SWAPPED if sorted(word) == sorted(meant) else Slip.CHANGED
    doubled = any(word[i] == word[i - 1] and word[:i] + word[i + 1 :] == meant for i in range(1, len(word)))
    return Slip.DOUBLED if doubled else Slip.ADDED


# Letters that a word needs for each slip; names are further from the long words.
_ALONE = {Slip.SWAPPED: 4, Slip.DROPPED: 4, Slip.DOUBLED: 6, Slip.CHANGED: 6, Slip.ADDED: 7}
_AMONG_NAMES = {Slip.SWAPPED: 5, Slip.DROPPED: 5, Slip.DOUBLED: 6, Slip.CHANGED: 7, Slip.ADDED: 8}
_CAPITAL = {Slip.SWAPPED: 5, Slip.DROPPED: 5, Slip.DOUBLED: 6}


class Speller:
    """Corrects single words against a closed vocabulary."""

    def __init__(self, targets: Mapping[str, str], known: Iterable[str]) -> None:
        """Take the words to correct to, each with a key of its meaning, and words to leave alone."""
        self._targets = {word: key for word, key in targets.items() if len(word) >= _SHORTEST - 1}
        self._known: AbstractSet[str] = frozenset(known) | targets.keys()

    def correct(self, word: str, *, capital: bool, among_names: bool) -> str:
        """Give the one word of the vocabulary that ``word`` is a slip of, or ``word`` itself."""
        if word in self._known or not word.isalpha() or not _SHORTEST - 1 <= len(word) <= _LONGEST:
            return word
        needed = (_CAPITAL if capital else _AMONG_NAMES) if among_names else _ALONE
        near = self._near(word)
        fitting = [meant for meant in near if len(word) >= needed.get(slip(word, meant), 99)]
        # Beside names a word that is near to two meanings has neither.
        meanings = {self._targets[meant] for meant in (near if among_names else fitting)}
        return fitting[0] if fitting and len(meanings) == 1 else word

    def _near(self, word: str) -> list[str]:
        found = process.extract(word, self._targets.keys(), scorer=OSA.distance, score_cutoff=1, limit=None)
        return [meant for meant, _, _ in found if meant[0] == word[0] or sorted(meant) == sorted(word)]
