"""Several pieces of news in one message, each with a button that leads to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.i18n import Html, Language, join
from bot.screens.callbacks import Action
from bot.screens.parts import clip, fitting, home_row
from bot.screens.screen import Button, Screen

_LABEL_UNITS = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of news as it would be told alone, and the button that leads to what it is about."""

    text: str
    label: str
    action: Action


def gathered(language: Language, pieces: Sequence[Piece]) -> Screen:
    """List pieces of news, the oldest first; the numbers are on the buttons as well."""
    head = language.say_n("<b>{n} piece of news</b>", "<b>{n} pieces of news</b>", len(pieces))
    lines = [
        Html(f"{number}. {piece.text.replace(chr(10) * 2, chr(10))}")
        for number, piece in enumerate(pieces, 1)
    ]
    rows = tuple(
        (Button(f"{number}. {clip(piece.label, _LABEL_UNITS)}", piece.action),)
        for number, piece in enumerate(pieces, 1)
    )
    return Screen(join((head, fitting(lines)), "\n\n"), (*rows, home_row(language)))
