"""Phrases in a row of tokens by their words of weight: light words between them are passed over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from bot.timewords.templates import Element, Key, element, words_of
from bot.timewords.tokens import Token
from bot.timewords.words import Words
from bot.usecases.times import Intent

_Row = tuple[tuple[Element, bool], ...]
"""Elements, each with whether it may be missing."""


class Phrases:
    """The phrases of wishes; the longest that fits at a place wins, of two as long the first."""

    def __init__(self, rules: Iterable[tuple[Intent, str]], light: Words) -> None:
        """Compile pairs of a wish and a template, between whose words ``light`` ones may stand."""
        self._light = light
        self._by_opening: defaultdict[Key, list[tuple[Intent, _Row]]] = defaultdict(list)
        self.words: dict[str, Intent] = {}  # each with the first wish that speaks it
        for intent, template in rules:
            row = tuple((element(part.removeprefix("?")), part.startswith("?")) for part in template.split())
            self.words |= dict.fromkeys(words_of(template) - self.words.keys(), intent)
            for opening in _openings(row):
                self._by_opening[opening].append((intent, row))

    def find(self, tokens: Sequence[Token], wanted: AbstractSet[Intent]) -> list[tuple[Intent, Token, Token]]:
        """Give the ``wanted`` ones in a row, each with the first and the last token of its phrase."""
        found = []
        at = 0
        while at < len(tokens):
            intent, end = self._longest(tokens, at, wanted)
            if intent is not None:
                found.append((intent, tokens[at], tokens[end - 1]))
            at = max(end, at + 1)
        return found

    def _longest(
        self, tokens: Sequence[Token], at: int, wanted: AbstractSet[Intent]
    ) -> tuple[Intent | None, int]:
        best: tuple[Intent | None, int] = (None, at)
        opening = tokens[at]
        keys: set[Key] = {opening.text, type(opening.meaning)} if opening.meaning else {opening.text}
        for intent, row in (one for key in keys for one in self._by_opening.get(key, ())):
            end = self._end(row, tokens, at) if intent in wanted else at
            if end > best[1]:
                best = intent, end
        return best

    def _end(self, row: _Row, tokens: Sequence[Token], at: int) -> int:
        """Give where the longest reading of a phrase ends that begins at a place; that when none does."""
        ends = {at}
        for part, optional in row:
            taken = {
                place + 1
                for end in ends
                for place in (self._places(tokens, end) if end > at else (at,))
                if place < len(tokens) and part.takes(tokens[place])
            }
            ends = taken | ends if optional else taken
        return max(ends, default=at)

    def _places(self, tokens: Sequence[Token], at: int) -> Iterator[int]:
        """Give where the next word of a phrase can stand."""
        yield at
        while at < len(tokens) and tokens[at].text in self._light:
            at += 1
            yield at


def _openings(row: _Row) -> Iterable[Key]:
    """Give what a phrase can begin with."""
    for part, optional in row:
        yield from part.keys
        if not optional:
            return


def rules(wishes: Iterable[Mapping[Intent, str]]) -> Iterable[tuple[Intent, str]]:
    """Give each template of some languages with its wish."""
    for every in wishes:
        for intent, text in every.items():
            lines = re.sub(r"\|\s+", "|", text).splitlines()
            yield from ((intent, line) for line in lines if line.strip())
