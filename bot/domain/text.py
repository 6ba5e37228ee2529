"""Folding: what search and identity compare instead of what people typed."""

from __future__ import annotations

import unicodedata

# Letters that NFKD does not take apart.
_SINGLE_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ø": "o", "Ø": "o", "ß": "ss", "æ": "ae", "Æ": "ae", "ı": "i"}
)


_MOST_MARKS = 8  # on one letter; Vietnamese and polytonic Greek need three


def fold(text: str) -> str:
    """Fold case, marks and spaces: ``"  Ştefan  Łuczak"`` becomes ``"stefan luczak"``."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", with_few_marks(text.translate(_SINGLE_LETTERS)))
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(text.casefold().split())


def vocabulary(words: str) -> frozenset[str]:
    """Give the words of a list that is written as a text."""
    return frozenset(words.split())


def with_few_marks(text: str) -> str:
    """Drop the marks that pile up on one letter: putting n of them in order takes n² steps."""
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for c in text:
        marks = marks + 1 if unicodedata.combining(c) else 0
        if marks <= _MOST_MARKS:
            kept.append(c)
    return "".join(kept)
