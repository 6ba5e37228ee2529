"""Texts as people paste them, without what nobody can see."""

from __future__ import annotations

import re
import unicodedata

from bot.domain.text import with_few_marks
from bot.files.formulas import undefused

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"\s+")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
_SHORT = 60  # characters of an offending text that a message repeats


def paragraphs(text: str) -> str:
    """Clean a text and keep its lines: no control or zero-width characters, no spaces at line ends."""
    text = unicodedata.normalize("NFC", with_few_marks(_LINE_ENDS.sub("\n", text)))
    lines = (_visible(line) for line in text.split("\n"))
    return undefused("\n".join(lines).strip())


def _visible(line: str) -> str:
    if not line.isprintable():
        line = "".join(c for c in line if c.isspace() or unicodedata.category(c) not in _INVISIBLE)
    return _SPACES.sub(" ", line).strip()


def one_line(text: str) -> str:
    """Clean a text and put it on one line."""
    return " ".join(paragraphs(text).split())


def shortened(text: str) -> str:
    """Give enough of a text to recognize it in a message."""
    line = one_line(text[: 10 * _SHORT])
    return line if len(line) <= _SHORT else line[: _SHORT - 1] + "…"
