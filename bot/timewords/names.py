"""Names among words of time: which "Joi" is a person, and which words are left for the search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from itertools import pairwise

from bot.timewords.grammar import Grammar
from bot.timewords.meanings import Clock, MonthDay, Number, Offset, PartOfDay, Weekday
from bot.timewords.tokens import Token
from bot.usecases.times import Calendar

_IN_NAMES = frozenset("-.'’/&")
_SHORT = 3
"""Letters of English days that are names as well: Sat, Sun."""


class Doubt(IntEnum):
    """How likely a word of time with a capital is to be part of a name."""

    NONE = 0
    SOME = 1  # "Friday Okoro": a day, unless the text has another one
    STRONG = 2  # "Ana Marti": only another day in the text tells that it is a name


def doubts(tokens: Sequence[Token], text: str, grammar: Grammar, calendar: Calendar) -> list[Doubt]:
    """Weigh every token: a word of time with a capital beside a capital that means nothing else.

    Without capitals only surnames that are no day of the event are in doubt ("ana marti").
    """
    return [
        max(_doubt(tokens, at, text, grammar), _surname_doubt(tokens, at, grammar, calendar))
        for at in range(len(tokens))
    ]


def _surname_doubt(tokens: Sequence[Token], at: int, grammar: Grammar, calendar: Calendar) -> Doubt:
    token, meaning = tokens[at], grammar.word(tokens[at].text)
    if at == 0 or token.text not in grammar.surnames or not isinstance(meaning, Weekday):
        return Doubt.NONE
    of_event = any(day.weekday() == meaning.number for day in calendar.days)
    return Doubt.NONE if of_event or not _is_unknown(tokens[at - 1], grammar) else Doubt.STRONG


def _doubt(tokens: Sequence[Token], at: int, text: str, grammar: Grammar) -> Doubt:
    token = tokens[at]
    meaning = grammar.word(token.text)
    if not token.capital or token.meaning or meaning is None:
        return Doubt.NONE
    before = at > 0 and _is_name(tokens[at - 1], grammar) and _touch(tokens[at - 1], token, text)
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    after = following is not None and _is_name(following, grammar) and _touch(token, following, text)
    if not (before or after):
        return Doubt.NONE
    if isinstance(meaning, Weekday):
        if _is_dated(tokens[at + 1 : at + 3], grammar):
            return Doubt.NONE
        if grammar.english_day(token.text):
            if not after:
                return Doubt.NONE  # "Kelemen Thursday"
            strong = len(token.text) == _SHORT
        else:
            strong = True
    else:
        strong = before if isinstance(meaning, Offset) else isinstance(meaning, PartOfDay | Clock)
    return Doubt.STRONG if strong else Doubt.SOME


def _is_name(token: Token, grammar: Grammar) -> bool:
    return token.capital and _is_unknown(token, grammar)


def _is_unknown(token: Token, grammar: Grammar) -> bool:
    known = token.text in grammar.connectors or token.text in grammar.fillers or grammar.word(token.text)
    return token.meaning is None and token.text[:1].isalpha() and not known


def _touch(left: Token, right: Token, text: str) -> bool:
    return not text[left.end : right.start].strip()


def _is_dated(following: Sequence[Token], grammar: Grammar) -> bool:
    """Tell whether a date follows, as in "Joi 26 noiembrie"."""
    match [token.meaning for token in following]:
        case [MonthDay(), *_]:
            return True
        case [Number(), *_]:
            return len(following) > 1 and grammar.is_month(following[1].text)
    return False


def called(tokens: Sequence[Token], grammar: Grammar) -> list[Token]:
    """Mark the words right behind "with": "cu Joi" is with a person, whatever the capital."""
    return [
        as_name(token)
        if at > 0 and tokens[at - 1].text in grammar.with_words and grammar.word(token.text) is not None
        else token
        for at, token in enumerate(tokens)
    ]


def as_name(token: Token) -> Token:
    """Make a token that no rule of time can take."""
    return replace(token, text="", name=True)


def left_over(text: str, row: Sequence[Token], unused: Sequence[Token], grammar: Grammar) -> str:
    """Write the unused words as they were spelt, without those that only connect."""
    runs: list[list[Token]] = [[]]
    kept = {token.start for token in unused}
    for token in row:
        if token.start in kept:
            runs[-1].append(token)
        else:
            runs.append([])
    pieces = [_spelt(text, _trimmed(run, grammar)) for run in runs]
    return " ".join(piece for piece in pieces if piece)


def _trimmed(run: list[Token], grammar: Grammar) -> list[Token]:
    def connects(token: Token) -> bool:
        # "The Hub" and "Free University" keep their capitals, a capital that opens a sentence says nothing.
        capital = token.capital and not token.opens and len(token.text) > 1
        little = token.text in grammar.connectors or token.text in grammar.refusals
        return token.text in grammar.titles or (little and not capital)

    def begins_name(run: list[Token]) -> bool:
        # "Mai Nguyen": a month that opens a text, and a little word, and a name.
        return run[0].capital and grammar.is_month(run[0].text) and len(run) > 1 and run[1].capital

    while run and connects(run[0]) and not begins_name(run):
        run = run[1:]
    while run and connects(run[-1]):
        run = run[:-1]
    kept = run[:1] if run and begins_name(run) else []
    return kept + [token for token in run[len(kept) :] if token.text in grammar.inner or not connects(token)]


def _spelt(text: str, tokens: Sequence[Token]) -> str:
    words = [text[token.start : token.end] for token in tokens]
    gaps = (text[left.end : right.start] for left, right in pairwise(tokens))
    # Only "Kovács-Nagy" and "C.I.T." are spelt without a space.
    joints = [gap if gap and _IN_NAMES.issuperset(gap) else " " for gap in gaps]
    return "".join(word + joint for word, joint in zip(words, [*joints, ""], strict=True)) if words else ""
