"""``Thursday 14:30-17:00, not 15:20``: meeting times as somebody writes them in chat, with exceptions."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from bot.domain.event import Event
from bot.domain.text import fold
from bot.files.people.cleaning import shortened
from bot.files.people.window_words import HYPHENS
from bot.files.people.windows import Windows, read_windows
from bot.usecases.files import Problem, TimesReading, WallWindow

_BREAK = r"(?:(?:lunch\s+|coffee\s+)?break|pauza(?:\s+de\s+(?:masa|pranz|cafea))?|(?:ebed|kave)?szunet)"
_EXCEPT = re.compile(
    r"\b(?:but\s+not|not|except(?:\s+for)?|without|dar\s+nu|nu|fara|cu\s+exceptia|mai\s+putin"
    r"|de\s+nem|nem|kiveve|nelkul"
    rf"|(?<!\bno\s)(?<!without\s)(?<!fara\s){_BREAK})\b[\s:]*(?=\S)"
)
# "Thursday 14:30-17:00 without a break" excepts nothing; before hours nobody knows what it says of them.
_NO_BREAK = re.compile(rf"[\s,;]*\b(?:(?:no|without(?:\s+an?)?|fara)\s+{_BREAK}|szunet\s+nelkul)\b(?!\W*\d)")
# "16:00-16:30 szünet": a break is as often named behind its hours.
_BREAK_BEHIND = re.compile(
    r"^(?P<when>[^\d,;]*\d[\d:.h]*\s*(?:-|to\b|until\b|pana\s+la\b|la\b)\s*\d[\d:.h]*)[\s:]+"
    rf"{_BREAK}\W*$"
)
_AND = re.compile(r"\s*(?:[,;]|\b(?:and|si|es|or|sau|vagy)\b)\s*")
_AT = re.compile(
    r"(?P<day>.*?)\s*(?:\b(?:at|la|ora)\s+)?(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)"
    r"-?(?:kor|tol|ig)?"
)
_PARTS = {"morning": " 00:00-12:00 ", "afternoon": " 12:00-18:00 ", "evening": " 18:00-24:00 "}
_PART = re.compile(
    r"\b(?:(?:in\s+the\s+)?(?:(?P<morning>morning|dimineata|delelott|reggel)"
    r"|(?P<afternoon>afternoon|dupa[\s-]*(?:masa|amiaza)|delutan)|(?P<evening>evening|seara|este)))\b"
)
_MINUTE = timedelta(minutes=1)


# "I take meetings", "doar primesc întâlniri", "fogadok": words beside times that say nothing more.
_ONLY = re.compile(r"\b(?:only|doar|numai|csak)\b")  # what is not named goes
_BESIDE = re.compile(
    r"^am\b|\bi(?:\s+am|'m|’m)?\b"
    r"|\b(?:we|can|want\s+to|only|take|receive|accept|have|meet|meetings|available|my|times|are|anyone|anybody"
    r"|eu|noi|iau|vreau\s+sa|primi|primesc|pe\s+oricine|pot|sunt|disponibila?|doar|numai|intalniri|intalnirile"
    r"|en|csak|barkit|fogadok|fogadni|szeretnek|raerek|tudok|talalkozni|talalkozom|talalkozot|talalkozokat)\b"
)


def read_times(text: str, event: Event) -> TimesReading:
    """Read meeting times and what is excepted from them; "not 15:20" alone excepts from what there is.

    An exception without a day is one on the days that the times are about.
    """
    folded = HYPHENS.sub("-", fold(text))
    if any(map(str.isdigit, unbroken := _NO_BREAK.sub("", folded))):
        folded = unbroken
    folded = _BREAK_BEHIND.sub(r"not \g<when>", folded)
    said, *excepted = map(_with_parts, _EXCEPT.split(_BESIDE.sub(" ", folded)))
    said = " ".join(said.split()).strip(" ,;")
    read = read_windows(said, event) if said or not excepted else None
    days = None if read is None else read.days
    problems = [] if read is None else list(read.problems)
    dayless = read is not None and read.dayless
    struck: list[WallWindow] = []
    for part in filter(None, (one.strip() for words in excepted for one in _AND.split(words))):
        out = _excepted(part, event)
        problems += out.problems
        struck += [one for one in out.windows if days is None or not out.dayless or one.date in days]
        dayless |= read is None and out.dayless
    noted = tuple(Problem(0, "", code, shortened(value)) for code, value in problems)
    return TimesReading(
        None if read is None else read.windows,
        tuple(struck),
        noted,
        None if _ONLY.search(folded) else days,
        dayless,
    )


def _with_parts(words: str) -> str:
    """Give parts of a day as hours: "joi dupa-masa"; beside other hours nobody knows to which they belong."""
    if any(map(str.isdigit, words)):
        return words
    return _PART.sub(lambda found: _PARTS[found.lastgroup or ""], words)


def _excepted(part: str, event: Event) -> Windows:
    """Read one exception: a stretch, or the minute of a time alone, on its day or on every day."""
    found = _AT.fullmatch(part)
    if found is None:
        return read_windows(part, event)
    start = time(int(found["hour"]), int(found["minute"]))
    days = _days(found["day"], event)
    if not days:
        return read_windows(part, event)
    ends = ((day, (event.local(event.instant(day, start)) + _MINUTE).time()) for day in days)
    return Windows(tuple(WallWindow(day, start, end) for day, end in ends), dayless=not found["day"])


def _days(words: str, event: Event) -> tuple[date, ...]:
    if not words:
        return event.days
    return tuple(dict.fromkeys(window.date for window in read_windows(words, event).windows))
