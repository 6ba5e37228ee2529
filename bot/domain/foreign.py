"""Whether a text is in a language that is not spoken here, as far as its letters or commonest words tell."""

from __future__ import annotations

import unicodedata

from bot.domain.text import fold

# Words that nobody can do without, and that are none in English, Romanian or Hungarian.
_GERMAN = "ich nicht und der das ist bitte kann wann wie wer wir heute morgen uhr treffen möchte frei für"
_FRENCH = "je vous est avec quand une puis dans demain aujourd merci libre voudrais rencontrer"
_WORDS = frozenset(fold(f"{_GERMAN} {_FRENCH}").split())
_ENOUGH = 2


def looks_foreign(text: str) -> bool:
    """Tell whether most letters are of another script, or some words are German or French."""
    letters = [one for one in text if one.isalpha()]
    latin = sum("LATIN" in unicodedata.name(one, "") for one in letters)
    if latin * 2 < len(letters):
        return True
    return len(_WORDS.intersection(fold(text).replace("'", " ").replace("’", " ").split())) >= _ENOUGH
