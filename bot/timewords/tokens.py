"""Cut text into words, numbers, clock times and dates, each with its place in the original."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.domain.text import fold
from bot.timewords.meanings import HOURS, MINUTES, Clock, Dotted, Meaning, MonthDay, Nonsense, Number


@dataclass(frozen=True, slots=True)
class Token:
    """A word or phrase: its folded text, its place in the original, and what it means if that is known."""

    text: str
    start: int
    end: int
    meaning: Meaning | None = None
    capital: bool = False
    opens: bool = False  # the first of a sentence, whose capital says nothing
    name: bool = False  # part of a person's or an organization's name, whatever else it could mean


# Punctuation that is none of these says nothing about time and is passed over.
_TOKEN = re.compile(
    r"""
      (?P<ymd>(?<!\d)(?P<y>20\d\d)(?P<s1>\s?[-./]\s?)(?P<ym>\d\d?)(?P=s1)(?P<yd>\d\d?)(?!\d)(?:T(?=\d\d:))?)
    | (?P<dmy>(?<![\d.])(?P<d>\d\d?)(?P<s2>[-/]|\.\s?)(?P<dm>\d\d?)(?P=s2)(?P<dy>20\d\d|\d\d)(?!\d|[.:]\d))
    | (?P<clock>(?<![\d:.])(?P<h>\d\d?)(?:\s?:\s?|[h;])(?P<m>\d\d)(?::00(?!\d))?(?![\d:]))
    | (?P<pair>(?<!\d)(?<!\d[:.,])(?P<a>\d\d?)(?P<sep>[.,])(?P<b>\d\d)(?!\d|[:/,.]\d))
    | (?P<slash>(?<![\d/])(?P<sa>\d\d?)/(?P<sb>\d\d?)(?![\d/]))
    | (?P<half>(?<![^\W\d_])[ap](?:\.\s?m\b\.?|m(?![^\W_])))
    | (?P<joined>(?!\d+[ap]\.\s?m\b)\d+[^\W\d_][^\W_]*)
    | (?P<pairing>(?<![\d:.])1:1(?![\d:]))
    | (?P<number>\d+)
    | (?P<word>[^\W\d_](?:[^\W_]|['’`´](?=[^\W\d_]))*)
    | (?P<dash>[-‐‑‒–—−]+|\.\.+|…)
    | (?P<sign>[@&+~/|$€£%\#])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CONTRACTED = re.compile(r"['’`´](?:d|ll|ve|re|m)$")
_ENDED = re.compile(r"[.!?:]\s|\n")
_JOINED_BEFORE = re.compile(r"([^\W\d_]+)(\d\d?)")
_DRAWLED = re.compile(r"([a-z])\1{2,}")  # "pleaseee"
_ORDINAL_ENDINGS = {"st", "nd", "rd", "th"}
_MONTHS = 12
_LONGEST_MONTH = 31
_MOST_DIGITS = 4


def tokens_of(text: str, endings: AbstractSet[str], openings: AbstractSet[str] = frozenset()) -> list[Token]:
    """Cut ``text``; letters right after a number are taken off it only when they are in ``endings``.

    So are those right before one that are in ``openings``: ``fél4``.
    """
    return [
        replace(token, opens=True)
        if before is None or _ENDED.search(text[before.end : token.start])
        else token
        for before, token in pairwise([None, *_tokens(text, endings, openings)])
        if token
    ]


def _tokens(text: str, endings: AbstractSet[str], openings: AbstractSet[str]) -> Iterator[Token]:
    capitals = not text.isupper()  # all in capitals, they say nothing
    for match in _TOKEN.finditer(text):
        raw, (start, end) = match.group(), match.span()
        match match.lastgroup:
            case "joined":
                yield from _joined(raw, start, endings)
            case "number":
                yield Token(raw, start, end, _number(raw))
            case "word" if (cut := _JOINED_BEFORE.fullmatch(raw)) and fold(cut[1]) in openings:
                yield Token(fold(cut[1]), start, start + len(cut[1]))
                yield Token(cut[2], start + len(cut[1]), end, _number(cut[2]))
            case "word":
                yield Token(folded_word(raw), start, end, capital=capitals and raw[0].isupper())
            case "half":
                yield Token(raw[0].casefold() + "m", start, end, capital=capitals and raw[0].isupper())
            case "dash":
                if not _is_spelling(text, start, end):
                    yield Token("-", start, end)
            case "sign" | "pairing":
                yield Token(raw, start, end)
            case _:
                yield Token(raw, start, end, _figures(match))


def folded_word(raw: str) -> str:
    """Fold one word, without apostrophes: ``O’clock`` becomes ``oclock``, but ``we’d`` is no ``wed``."""
    word = re.sub(r"['’`´\s]", "", _CONTRACTED.sub("", fold(raw)))
    return _DRAWLED.sub(r"\1", word)


def _number(digits: str) -> Number:
    # Nobody means a time by more than four digits; the value only has to be out of every range.
    return Number(int(digits) if len(digits) <= _MOST_DIGITS else 10**5, digits)


def _is_spelling(text: str, start: int, end: int) -> bool:
    """Tell a hyphen inside a word ("după-amiază", "4-től") from the dash of "3-4" or "9am-noon"."""
    before, after = text[max(0, start - 3) : start], text[end : end + 1]
    if not (before and after) or end - start > 1:
        return False
    return after.isalpha() and before[-1].isalnum() and (before[-1].isdigit() or before.isalpha())


def _joined(raw: str, start: int, endings: AbstractSet[str]) -> Iterator[Token]:
    digits = re.match(r"\d+", raw)
    cut = digits.end() if digits else 0
    letters = raw[cut:]
    word = folded_word(letters)
    # "3B ICT" and "4H" are names; "3pm", "3PM" and "15h" are times.
    if word not in endings or (letters != letters.lower() and word not in {"am", "pm"}):
        yield Token(folded_word(raw), start, start + len(raw), capital=letters[:1].isupper())
    elif word in _ORDINAL_ENDINGS:
        value = _number(raw[:cut]).value
        yield Token(folded_word(raw), start, start + len(raw), Number(value, raw[:cut], ordinal=True))
    else:
        yield Token(raw[:cut], start, start + cut, _number(raw[:cut]))
        yield Token(word, start + cut, start + len(raw))


def _figures(match: re.Match[str]) -> Meaning:
    if match["ymd"]:
        return _date(int(match["yd"]), int(match["ym"]), int(match["y"]))
    if match["dmy"]:
        return _date(int(match["d"]), int(match["dm"]), int(match["dy"]) % 100 + 2000)
    if match["clock"]:
        return _clock(match["h"], match["m"])
    if match["slash"]:
        first, second = int(match["sa"]), int(match["sb"])
        # Day before month, but 11/26 can only be the other way round; 1/2 may be no date at all.
        if second > _MONTHS:
            return _date(second, first)
        sure = first > _MONTHS or "0" in (match["sa"][0], match["sb"][0])
        return _date(first, second, sure=sure)
    if match["sep"] == ",":
        # "15,20" is a slip for 15:20; "9,10" may be two hours.
        return _clock(match["a"], match["b"]) if int(match["b"]) > _MONTHS else Nonsense()
    return _pair(match["a"], match["b"])


def _pair(first: str, second: str) -> Meaning:
    clock = _clock(first, second)
    day = _date(int(first), int(second)) if int(second) <= _MONTHS else _date(int(second), int(first))
    if isinstance(clock, Clock) and isinstance(day, MonthDay):
        return Dotted(clock, day)
    return day if isinstance(clock, Nonsense) else clock


def _date(day: int, month: int, year: int | None = None, *, sure: bool = True) -> Meaning:
    return (
        MonthDay(day, month, year, sure)
        if 1 <= day <= _LONGEST_MONTH and 1 <= month <= _MONTHS
        else Nonsense()
    )


def _clock(hour: str, minute: str) -> Meaning:
    if int(hour) >= HOURS or int(minute) >= MINUTES:
        return Nonsense()
    return Clock(int(hour), int(minute), as_written=hour.startswith("0"))
