"""``ro``, ``Romanian``, ``română``: which of the event's languages a cell means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from babel import Locale, UnknownLocaleError

from bot.domain.text import fold

_NAMED_IN = ("en", "ro", "hu")
_ENDS = re.compile(r"[,;/|\n]|\band\b|\bși\b")


def language_code(text: str, languages: Sequence[str]) -> str:
    """Give the first language of a cell that the event has, or an empty string."""
    codes = {name: code for code in languages for name in _names(code)}
    for said in _ENDS.split(text):
        name = fold(said)
        # A code may carry a country: ro-RO, en_GB.
        code = codes.get(name) or codes.get(re.split(r"[-_]", name)[0])
        if code:
            return code
    return ""


@cache
def _names(code: str) -> tuple[str, ...]:
    return tuple(fold(name) for name in _spelled(code))


def _spelled(code: str) -> Iterator[str]:
    yield code
    for language in (code, *_NAMED_IN):
        try:
            yield Locale(language).languages.get(code, code)
        except UnknownLocaleError:
            continue
