"""``Thursday 14:30-17:00, not 15:20``: meeting times as somebody writes them in chat, with exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time, timedelta

from bot.domain.event import Event
from bot.domain.text import fold
from bot.files.people.cleaning import shortened
from bot.files.people.windows import read_windows
from bot.usecases.files import Problem, ProblemCode, TimesReading, WallWindow

_EXCEPT = re.compile(
    r"\b(?:but\s+not|not|except(?:\s+for)?|without|dar\s+nu|nu|fara|cu\s+exceptia|mai\s+putin"
    r"|de\s+nem|nem|kiveve|nelkul)\b[\s:]*(?=\S)"
)
_AND = re.compile(r"\s*(?:[,;]|\b(?:and|si|es|or|sau|vagy)\b)\s*")
_AT = re.compile(
    r"(?P<day>.*?)\s*(?:\b(?:at|la|ora)\s+)?(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)"
    r"-?(?:kor|tol|ig)?"
)
_MINUTE = timedelta(minutes=1)


# "I take meetings", "doar primesc întâlniri", "fogadok": words beside times that say nothing more.
_BESIDE = re.compile(
    r"^am\b|\bi(?:\s+am|'m|’m)?\b"
    r"|\b(?:we|can|only|take|accept|have|meet|meetings|available|my|times|are|eu|noi|iau|primesc|pot|sunt"
    r"|disponibila?|doar|numai|intalniri|intalnirile|en|csak|fogadok|raerek|tudok|talalkozni|talalkozom"
    r"|talalkozot|talalkozokat)\b"
)


def read_times(text: str, event: Event) -> TimesReading:
    """Read meeting times and what is excepted from them; "not 15:20" alone excepts from what there is."""
    said, *excepted = _EXCEPT.split(_BESIDE.sub(" ", fold(text)))
    problems: list[tuple[ProblemCode, str]] = []
    windows: tuple[WallWindow, ...] | None = None
    said = " ".join(said.split()).strip(" ,;")
    if said or not excepted:
        read = read_windows(said, event)
        windows, problems = read.windows, list(read.problems)
    struck: list[WallWindow] = []
    for part in filter(None, (one.strip() for words in excepted for one in _AND.split(words))):
        found = list(_at(part, event)) or None
        if found is None:
            outside = read_windows(part, event)
            found, problems = list(outside.windows), [*problems, *outside.problems]
        struck += found
    noted = tuple(Problem(0, "", code, shortened(value)) for code, value in problems)
    return TimesReading(windows, tuple(struck), noted)


def _at(part: str, event: Event) -> Iterator[WallWindow]:
    """Give the minute of a time alone, on its day or on every day of the event."""
    found = _AT.fullmatch(part)
    if found is None:
        return
    start = time(int(found["hour"]), int(found["minute"]))
    for day in _days(found["day"], event):
        end = (event.local(event.instant(day, start)) + _MINUTE).time()
        yield WallWindow(day, start, end)


def _days(words: str, event: Event) -> tuple[date, ...]:
    if not words:
        return event.days
    return tuple(dict.fromkeys(window.date for window in read_windows(words, event).windows))
