"""How a screen fits a phone: rows of buttons, and times that stay in one piece.

A label that its column cannot show is cut by the messenger, so rows give way instead.

On a screen of 360 pixels a message's buttons share 288 of them, less the padding of each: one button has room
for 38 characters of a phone's font, two in a row for 18 each, three for 11, four for 8. The messenger writes
a label in one line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.screens.screen import Button, Rows

MOST_CHARACTERS = (38, 18, 11, 8, 6, 5, 4, 3)  # of a label, by how many stand in its row

_TIMES = re.compile(r"(?<=\d\d:\d\d)–(?=\d\d:\d\d)")
_WORD_JOINER = "\u2060"  # nobody sees or hears it, and no line ends at it


def unbroken(text: str) -> str:
    """Give a text in which no line ends within times such as 14:30–14:50."""
    return _TIMES.sub(f"{_WORD_JOINER}–{_WORD_JOINER}", text)


def laid_out(rows: Rows) -> Rows:
    """Give the rows as they fit a phone: one whose labels are too long for it becomes several."""
    return tuple(part for row in rows for part in _parts(row))


def _parts(row: Sequence[Button]) -> list[tuple[Button, ...]]:
    longest = max((len(button.label) for button in row), default=0)
    columns = len(row)
    while columns > 1 and longest > MOST_CHARACTERS[min(columns, len(MOST_CHARACTERS)) - 1]:
        columns -= 1
    return [tuple(row[start : start + columns]) for start in range(0, len(row), columns or 1)]
