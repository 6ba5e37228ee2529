"""Templates such as ``"?a quarter past|after {hour}"``, and the rewriting of tokens by them.

A template is a row of words. ``?word`` may be missing, ``this|that`` are alternatives, ``{slot}`` takes a
token by its meaning. Languages are written as templates, so that one file adds a language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
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
    "dotted": (Dotted,),
    "month": (Month,),
    "weekday": (Weekday,),
    "part": (PartOfDay,),
}


@dataclass(frozen=True, slots=True)
class _Word:
    alternatives: frozenset[str]

    def takes(self, token: Token) -> bool:
        return token.text in self.alternatives


@dataclass(frozen=True, slots=True)
class _Slot:
    kinds: tuple[type[Meaning], ...]

    def takes(self, token: Token) -> bool:
        return isinstance(token.meaning, self.kinds)


_Element = _Word | _Slot


@dataclass(frozen=True, slots=True)
class _Rule:
    elements: tuple[_Element, ...]
    make: Make

    def apply(self, tokens: Sequence[Token], at: int) -> Meaning | None:
        """Give the meaning of the tokens from ``at`` on, None when they do not fit."""
        if at + len(self.elements) > len(tokens):
            return None
        if not all(element.takes(tokens[at + i]) for i, element in enumerate(self.elements)):
            return None
        return self.make(
            *(tokens[at + i].meaning for i, element in enumerate(self.elements) if isinstance(element, _Slot))
        )


def _element(part: str) -> _Element:
    if part.startswith("{"):
        return _Slot(_SLOTS[part.strip("{}")])
    return _Word(frozenset(part.split("|")))


def _variants(template: str) -> Iterator[tuple[_Element, ...]]:
    """Spell a template out: one row of elements for each choice of its optional words."""
    choices = [("", part[1:]) if part.startswith("?") else (part,) for part in template.split()]
    for row in product(*choices):
        yield tuple(_element(part) for part in row if part)


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
                if isinstance(before, _Slot) and isinstance(after, _Word):
                    found |= after.alternatives
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
        self._by_word: defaultdict[str, list[_Rule]] = defaultdict(list)
        self._by_kind: defaultdict[type, list[_Rule]] = defaultdict(list)
        for template, make in rules:
            for elements in _variants(template):
                self._add(_Rule(elements, make))
        for known in (*self._by_word.values(), *self._by_kind.values()):
            known.sort(key=_shortness)

    def _add(self, rule: _Rule) -> None:
        first = rule.elements[0]
        if isinstance(first, _Word):
            for word in first.alternatives:
                self._by_word[word].append(rule)
        else:
            for kind in first.kinds:
                self._by_kind[kind].append(rule)

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
        by_word, by_kind = self._by_word.get(first.text, ()), self._by_kind.get(type(first.meaning), ())
        rules = sorted([*by_word, *by_kind], key=_shortness) if by_word and by_kind else by_word or by_kind
        for rule in rules:
            length = len(rule.elements)
            if self._holds_off(tokens[at + length : at + length + 1]):
                continue
            if (meaning := rule.apply(tokens, at)) is not None:
                text = first.text if length == 1 else ""
                return length, Token(text, first.start, tokens[at + length - 1].end, meaning, first.capital)
        return 1, first

    def _holds_off(self, following: Sequence[Token]) -> bool:
        return bool(self._unless_before) and any(
            token.text in self._unless_before or isinstance(token.meaning, Number) for token in following
        )
