"""Sets of words, some known by their beginning: ``vorb*`` is every form of the verb."""

from __future__ import annotations

from collections.abc import Iterable


class Words:
    """Words in full, and beginnings of words that end in ``*``; all folded."""

    def __init__(self, texts: Iterable[str], *, but: Iterable[str] = ()) -> None:
        """Take texts of words; ``but`` are never among them, whatever they begin with."""
        words = [word for text in texts for word in text.split()]
        self._but = frozenset(but)
        self._full = frozenset(word for word in words if not word.endswith("*")) - self._but
        self._begun = tuple(word.removesuffix("*") for word in words if word.endswith("*"))

    def __contains__(self, word: str) -> bool:
        """Tell whether a word is one of them; a beginning alone is none."""
        if word in self._full:
            return True
        return bool(self._begun) and word.startswith(self._begun) and word not in self._but
