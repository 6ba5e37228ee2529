"""Templates such as ``"?a quarter past|after {hour}"``, and the rewriting of tokens by them.

A template is a row of words. ``?word`` may be missing, ``this|that`` are alternatives, ``{slot}`` takes a
token by its meaning. Languages are written as templates, so that one file adds a language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product

from bot.timewords.meanings import Clock, Dotted, Meaning, Month, Number, PartOfDay, Weekday
from bot.timewords.tokens import Token

Make = Callable[..., Meaning | None]
"""Turns what the slots of a template took, from left to right, into one meaning; None declines."""

_SLOTS: dict[str, tuple[type[Meaning], ...]] = {
    "hour": (Number, Clock),
    "min": (Number,),
    "n": (Number,),
    "year": (Number,),
    "time": (Clock, Number, Dotted),
    "face": (Clock,),
    "month": (Month,),
    "weekday": (Weekday,),
    "part": (PartOfDay,),
}


Key = str | type[Meaning] | None
"""What a token can be looked up by: its text, the kind of its meaning, or that there is none."""


@dataclass(frozen=True, slots=True)
class Element:
    """A place in a template: the keys of the tokens that fit it."""

    keys: frozenset[Key]
    slot: bool

    def takes(self, token: Token) -> bool:
        """Tell whether a token fits."""
        return (type(token.meaning) if self.slot else token.text) in self.keys


@dataclass(frozen=True, slots=True)
class _Rule:
    elements: tuple[Element, ...]
    make: Make

    def apply(self, tokens: Sequence[Token]) -> Meaning | None:
        """Give the meaning of as many tokens as there are elements, None when they do not fit."""
        taken = []
        for element, token in zip(self.elements, tokens, strict=True):
            if not element.takes(token):
                return None
            if element.slot:
                taken.append(token.meaning)
        return self.make(*taken)


@cache  # the same few words stand in thousands of rows
def element(part: str) -> Element:
    """Compile one word of a template, alternatives or a slot."""
    if part.startswith("{"):
        return Element(frozenset(_SLOTS[part.strip("{}")]), slot=True)
    return Element(frozenset(part.split("|")), slot=False)


def _variants(template: str) -> Iterator[tuple[Element, ...]]:
    """Spell a template out: one row of elements for each choice of its optional words."""
    choices = [("", part[1:]) if part.startswith("?") else (part,) for part in template.split()]
    for row in product(*choices):
        yield tuple(element(part) for part in row if part)


def words_of(template: str) -> frozenset[str]:
    """Collect the literal words of a template."""
    parts = (part.lstrip("?") for part in template.split())
    return frozenset(word for part in parts if not part.startswith("{") for word in part.split("|"))


def words_after_slots(templates: Iterable[str]) -> frozenset[str]:
    """Collect the words that can follow a slot at once: after a bare hour they go on with the time."""
    found: set[str] = set()
    for template in templates:
        for row in _variants(template):
            for before, after in pairwise(row):
                if before.slot and not after.slot:
                    found |= {key for key in after.keys if isinstance(key, str)}
    return frozenset(found)


def _shortness(rule: _Rule) -> int:
    return -len(rule.elements)


class Stage:
    """A set of rules tried at every place of a row of tokens; the longest that fits wins."""

    def __init__(
        self, rules: Iterable[tuple[str, Make]], unless_before: AbstractSet[str] = frozenset()
    ) -> None:
        """Compile pairs of template and maker; of two equal ones the first that does not decline wins.

        With ``unless_before``, a rule holds off when one of these words or a number follows.
        """
        self._unless_before = unless_before
        # By the keys of the first two elements: only a handful of rules is tried at each place.
        self._index: defaultdict[tuple[Key, Key], list[_Rule]] = defaultdict(list)
        for template, make in rules:
            for elements in _variants(template):
                rule = _Rule(elements, make)
                second = elements[1].keys if len(elements) > 1 else (None,)
                for keys in product(elements[0].keys, second):
                    self._index[keys].append(rule)

    def rewrite(self, tokens: Sequence[Token]) -> list[Token]:
        """Replace every stretch of tokens that a rule understands by one token that has its meaning."""
        result: list[Token] = []
        at = 0
        while at < len(tokens):
            length, token = self._best(tokens, at)
            result.append(token)
            at += length
        return result

    def _best(self, tokens: Sequence[Token], at: int) -> tuple[int, Token]:
        first = tokens[at]
        for rule in self._candidates(tokens[at : at + 2]):
            end = at + len(rule.elements)
            if end > len(tokens) or self._holds_off(tokens[end : end + 1]):
                continue
            if (meaning := rule.apply(tokens[at:end])) is not None:
                text = first.text if end == at + 1 else ""
                return end - at, Token(
                    text, first.start, tokens[end - 1].end, meaning, first.capital, first.opens
                )
        return 1, first

    def _candidates(self, tokens: Sequence[Token]) -> list[_Rule]:
        keys: list[tuple[Key, ...]] = [
            (token.text,) if token.meaning is None else (token.text, type(token.meaning)) for token in tokens
        ]
        seconds = (*keys[1], None) if len(keys) > 1 else (None,)
        found = [rule for pair in product(keys[0], seconds) for rule in self._index.get(pair, ())]
        found.sort(key=_shortness)
        return found

    def _holds_off(self, following: Sequence[Token]) -> bool:
        return bool(self._unless_before) and any(
            token.text in self._unless_before or isinstance(token.meaning, Number) for token in following
        )
