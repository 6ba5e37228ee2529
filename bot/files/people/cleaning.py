"""Texts as people paste them, without what nobody can see."""

from __future__ import annotations

import re
import unicodedata

from bot.files.formulas import undefused

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"[^\S\n]+")
_SHORT = 60  # characters of an offending text that a message repeats


def paragraphs(text: str) -> str:
    """Clean a text and keep its lines: no control or zero-width characters, no spaces at line ends."""
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text)).replace("\t", " ")
    visible = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    lines = (line.strip() for line in _SPACES.sub(" ", visible).split("\n"))
    return undefused("\n".join(lines).strip())


def one_line(text: str) -> str:
    """Clean a text and put it on one line."""
    return " ".join(paragraphs(text).split())


def shortened(text: str) -> str:
    """Give enough of a text to recognize it in a message."""
    line = one_line(text[: 10 * _SHORT])
    return line if len(line) <= _SHORT else line[: _SHORT - 1] + "…"
