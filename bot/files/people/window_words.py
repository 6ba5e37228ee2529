"""The words of a window: days, dates and ranges of time in English, Romanian and Hungarian."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Literal

from babel import Locale

from bot.domain.event import Event
from bot.domain.text import fold

Day = int | date  # a weekday (Monday is 0) or a date
Range = tuple[int, int]  # minutes of the day; 1440 is midnight at its end
Token = int | date | Range | Literal["all"]

_LANGUAGES = ("en", "ro", "hu")
_WEEKDAYS = (
    ("monday", "luni", "lunea", "hetfo"),
    ("tuesday", "marti", "martea", "kedd"),
    ("wednesday", "miercuri", "miercurea", "szerda"),
    ("thursday", "joi", "csutortok"),
    ("friday", "vineri", "vinerea", "pentek"),
    ("saturday", "sambata", "szombat"),
    ("sunday", "duminica", "vasarnap"),
)
_LETTERS = {"h": 0, "k": 1, "p": 4}  # Hungarian calendars; V is a Sunday there and a Romanian Friday
_ALL_WORDS = frozenset({"all", "toate", "every", "both", "osszes", "mind", "minden"})
_FILLERS = frozenset(
    {"on", "from", "at", "and", "hours", "de", "la", "si", "ora", "orele", "intre", "es", "blocks", "day"}
    | {"blocurile", "blokk", "nap", "pe", "zilele"}
)
_LONGEST_ENDING = 3  # of a day's name: Thursdays, joia, csütörtökön
_MOST_TOKENS = 32  # of one part: days are combined with ranges, so the work grows with the square
HYPHENS = re.compile("[‐‑‒–—―−]")

_TIME = r"(?<!\d)(?:[01]?\d|2[0-4])(?:[:.h][0-5]\d)?(?!\d)"
_HALF = r"(?:\s*(?:a\.?m\.?|p\.?m\.?)(?![a-z]))?"
_UNIT = r"(?:\s*(?:h|hrs|ora|orai)\b)?"
_TO = r"\s*(?:-?tol\b|-|to\b|until\b|till\b|pana\ la\b|la\b)\s*"


class UnreadableError(Exception):
    """A part of a cell holds something that is no day, date or range."""


@cache
def _months() -> dict[str, int]:
    return {
        fold(name).rstrip("."): number
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for number, name in Locale(language).months["format"][width].items()
    }


@cache
def _scanner() -> re.Pattern[str]:
    month = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    return re.compile(
        rf"""\s*(?:
          (?P<ymd>   \d{{4}}[-./]\s?\d{{1,2}}[-./]\s?\d{{1,2}}\b\.?)
        | (?P<dmy>   \d{{1,2}}[-./]\s?\d{{1,2}}[-./]\s?\d{{4}}\b\.?)
        | (?P<range> (?P<start>{_TIME})(?P<start_half>{_HALF}){_UNIT} {_TO}
                     (?P<end>{_TIME})(?P<end_half>{_HALF})(?:-?ig\b)?{_UNIT})
        | (?P<dm>    \d{{1,2}}[./]\s?\d{{1,2}}(?!\d)\.?)
        | (?P<named> (?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?P<month>{month})\b\.?
                     (?:\s+(?P<year>\d{{4}})\b)?)
        | (?P<eman>  (?P<month_>{month})\b\.?\s+(?P<day_>\d{{1,2}})(?!\s*-|[:.h]?\d)(?:st|nd|rd|th|\.)?
                     (?:,?\s+(?P<year_>\d{{4}})\b)?)
        | (?P<word>  [^\W\d_]+\.?)
        | (?P<dash>  -)
        | (?P<mark>  [,:&+/()])
        )\s*""",
        re.VERBOSE,
    )


def tokens(part: str, event: Event) -> list[Token]:
    """Read a part into days, ranges and ``"all"``; ``Thursday 26.11`` is one day, ``Thu-Fri`` two.

    Raises:
        UnreadableError: any of it cannot be read, a weekday contradicts the date beside it, or nobody
            writes that much into one part.
    """
    text = HYPHENS.sub("-", fold(part))
    read: list[Token] = []
    hyphen = False
    at = 0
    while at < len(text):
        found = _scanner().match(text, at)
        if found is None or (hyphen and found.lastgroup == "dash"):
            raise UnreadableError
        at = found.end()
        if found.lastgroup == "dash":
            hyphen = True
            continue
        token = _token(found, event)
        if token is None:
            continue
        if isinstance(token, Day):
            _add_day(read, token, event, span=hyphen)
        else:
            read.append(token)
        if len(read) > _MOST_TOKENS:
            raise UnreadableError
        hyphen = False
    if hyphen:
        raise UnreadableError
    return read


def _token(found: re.Match[str], event: Event) -> Token | None:
    """Read one match; None for punctuation and words without meaning of their own."""
    match found.lastgroup:
        case "range":
            return _range(found)
        case "ymd":
            year, month, day = _numbers(found["ymd"])
            return _date(year, month, day)
        case "dmy":
            day, month, year = _numbers(found["dmy"])
            return _date(year, month, day)
        case "dm":
            day, month = _numbers(found["dm"])
            return _date_of_event(day, month, event)
        case "named":
            return _named_date(found["day"], found["month"], found["year"], event)
        case "eman":
            return _named_date(found["day_"], found["month_"], found["year_"], event)
        case "word":
            return _word(found["word"].rstrip("."))
        case _:
            return None


def _add_day(read: list[Token], day: Day, event: Event, *, span: bool) -> None:
    last = read[-1] if read and isinstance(read[-1], Day) else None
    if last is None:
        read.append(day)
    elif isinstance(last, date) != isinstance(day, date):
        # A weekday beside a date only names it once more; if they differ, who knows which is right.
        one, weekday = (last, day) if isinstance(last, date) else (day, last)
        if not isinstance(one, date) or one.weekday() != weekday:
            raise UnreadableError
        read[-1] = one
    elif not span:
        read.append(day)
    elif isinstance(last, date) and isinstance(day, date):
        read += [between for between in event.days if last < between < day] + [day]
    elif isinstance(last, int) and isinstance(day, int):
        read += [(last + step) % 7 for step in range(1, (day - last) % 7 + 1)]


def _word(word: str) -> Token | None:
    if word in _FILLERS:
        return None
    if word in _ALL_WORDS:
        return "all"
    if word in _LETTERS:
        return _LETTERS[word]
    fits = {
        weekday
        for weekday, names in enumerate(_WEEKDAYS)
        for name in names
        if (len(word) > 1 and name.startswith(word))
        or (word.startswith(name) and len(word) - len(name) <= _LONGEST_ENDING)
    }
    if len(fits) != 1:
        raise UnreadableError
    return fits.pop()


def _range(found: re.Match[str]) -> Range:
    """Read a range; ``2-5 pm`` is an afternoon and ``11-2 pm`` begins in the morning."""
    start_half, end_half = found["start_half"].strip()[:1], found["end_half"].strip()[:1]
    readings = [
        (_minutes(found["start"], start), _minutes(found["end"], end))
        for start in _halves(start_half, end_half)
        for end in _halves(end_half, start_half)
    ]
    start, end = next((reading for reading in readings if reading[0] < reading[1]), readings[0])
    return start, end or 24 * 60


def _halves(own: str, other: str) -> str | tuple[str]:
    """Give the halves of the day to try: its own, else those of the other end, else none."""
    if own or not other:
        return (own,)
    return "pa" if other == "p" else "ap"


def _minutes(clock: str, half: str) -> int:
    hour, minute = (*_numbers(clock), 0)[:2]
    if half and hour <= 12:  # noqa: PLR2004 - the hours of half a day; "14:30 pm" is what it says
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour * 60 + minute > 24 * 60:
        raise UnreadableError
    return hour * 60 + minute


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", text)))


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise UnreadableError from None


def _date_of_event(day: int, month: int, event: Event) -> date:
    """Find the year of a date in the event; Hungarian writes the month first, so 11.26. is read too."""
    if month > 12:  # noqa: PLR2004 - months of a year
        day, month = month, day
    fits = (candidate for candidate in event.days if (candidate.day, candidate.month) == (day, month))
    return next(fits, None) or _date(2000, month, day)  # a leap year, and no day of any event


def _named_date(day: str, month: str, year: str | None, event: Event) -> date:
    number = _months()[month]
    return _date(int(year), number, int(day)) if year else _date_of_event(int(day), number, event)
