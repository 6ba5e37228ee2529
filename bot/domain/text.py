"""Folding: what search and identity compare instead of what people typed."""

from __future__ import annotations

import unicodedata

# Letters that NFKD does not take apart.
_SINGLE_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ø": "o", "Ø": "o", "ß": "ss", "æ": "ae", "Æ": "ae", "ı": "i"}
)


def fold(text: str) -> str:
    """Fold case, marks and spaces: ``"  Ştefan  Łuczak"`` becomes ``"stefan luczak"``."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_SINGLE_LETTERS))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).casefold().split())
