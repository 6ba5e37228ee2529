"""``Thursday 14:30-17:00; Friday 09:00-12:00`` read against the days and blocks of an event.

A cell is parts (split by ``;`` or lines), a part is groups, a group is days and then ranges of time:

    part   = group...                     group  = day... range...
    "Thu 9-10, 14-15, Fri 9-12" is two groups: (Thu; 9-10, 14-15) and (Fri; 9-12)

A group without ranges means the blocks of its days. Ranges without a day belong to the days named
before them in the cell, and to every event day when none was. What cannot be read whole is refused:
a wrong window is worse than a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time

from bot.domain.event import Block, Event
from bot.domain.text import fold
from bot.files.people.cleaning import paragraphs, shortened
from bot.files.people.window_words import Day, Range, Token, UnreadableError, tokens
from bot.usecases.files import ProblemCode, WallWindow

_MIDNIGHT = 24 * 60
_NONE_WORDS = frozenset({"-", "none", "no", "n/a", "nu", "niciuna", "niciunul", "fara", "nincs", "nem"})
_PARTS = re.compile(r"[;\n|]+")
_MOST_SAID = 10  # things about one cell; a cell of rubbish has thousands
_BULLETS = " .•◦▪●○·*-–—"


@dataclass(frozen=True, slots=True)
class Windows:
    """Windows cut to the blocks, in time order and apart; what was wrong, and what had to be cut.

    ``days`` are the event days that were named, None where all of them are meant; ``dayless`` tells that
    they are meant only because hours stand without a day.
    """

    windows: tuple[WallWindow, ...] = ()
    problems: tuple[tuple[ProblemCode, str], ...] = ()
    cuts: tuple[str, ...] = ()
    days: frozenset[date] | None = None
    dayless: bool = False


@dataclass(slots=True)
class _Group:
    days: list[Day] = field(default_factory=list)
    ranges: list[Range] = field(default_factory=list)
    everything: bool = False


@dataclass(slots=True)
class _Pieces:
    """Minutes of a day that a cell asks for, by date."""

    event: Event
    found: list[tuple[date, int, int]] = field(default_factory=list)
    problems: list[tuple[ProblemCode, str]] = field(default_factory=list)
    cuts: list[str] = field(default_factory=list)
    named: set[date] = field(default_factory=set)
    all_days: bool = False
    dayless: bool = False

    def add(self, days: Iterable[date], wanted: Range | None, text: str) -> None:
        """Cut a range (None: the whole day) to the blocks of each day; one of the days must be touched."""
        touched = False
        for day in days:
            start, end = wanted or (0, _MIDNIGHT)
            pieces = [
                (max(start, opens), min(end, closes))
                for opens, closes in map(_minutes, _blocks(self.event, day))
                if max(start, opens) < min(end, closes)
            ]
            if not pieces:
                continue
            touched = True
            self.found += [(day, *piece) for piece in pieces]
            if wanted and sum(closes - opens for opens, closes in pieces) < end - start:
                self.cuts.append(text)
        if not touched:
            self.problems.append((ProblemCode.WINDOW_OUTSIDE, text))


def read_windows(text: str, event: Event) -> Windows:
    """Read a cell of windows; an empty one, or ``none``, is no window at all."""
    text = paragraphs(text)
    if fold(text) in _NONE_WORDS or not text:
        return Windows()
    pieces = _Pieces(event)
    before: list[Day] = []  # the days that a bare range goes on with
    for part in filter(None, (part.strip(_BULLETS) for part in _PARTS.split(text))):
        shown = shortened(part)
        try:
            for group in _groups(tokens(part, event)):
                _place(group, before, pieces, shown)
                before = group.days or before
        except UnreadableError:
            pieces.problems.append((ProblemCode.WINDOW_UNREADABLE, shown))
    problems, cuts = dict.fromkeys(pieces.problems), dict.fromkeys(pieces.cuts)
    return Windows(
        _joined(pieces.found),
        tuple(problems)[:_MOST_SAID],
        tuple(cuts)[:_MOST_SAID],
        None if pieces.all_days else frozenset(pieces.named),
        pieces.dayless,
    )


def _groups(stream: Iterable[Token]) -> Iterator[_Group]:
    group = _Group()
    for token in stream:
        match token:
            case (int(), int()):
                group.ranges.append(token)
            case "all":
                group.everything = True
            case int() | date() as day:
                if group.ranges:
                    yield group
                    group = _Group()
                group.days.append(day)
    yield group


def _place(group: _Group, before: list[Day], pieces: _Pieces, text: str) -> None:
    event = pieces.event
    if not (group.days or group.ranges or group.everything):
        raise UnreadableError
    days = group.days if group.everything or not group.ranges else group.days or before
    pieces.named.update(one for day in days for one in _dates(day, event))
    pieces.all_days |= not days
    pieces.dayless |= not days and not group.everything
    if not group.ranges:
        for day in days or event.days:
            pieces.add(_dates(day, event), None, text)
        return
    for wanted in group.ranges:
        if wanted[1] <= wanted[0]:
            pieces.problems.append((ProblemCode.WINDOW_REVERSED, text))
        elif days:
            for day in days:
                pieces.add(_dates(day, event), wanted, text)
        else:
            pieces.add(event.days, wanted, text)


def _dates(day: Day, event: Event) -> tuple[date, ...]:
    """Give the dates of a day: itself, or every event day of that weekday."""
    if isinstance(day, date):
        return (day,)
    return tuple(candidate for candidate in event.days if candidate.weekday() == day)


def _blocks(event: Event, day: date) -> Iterator[Block]:
    return (block for block in event.blocks if block.date == day)


def _minutes(block: Block) -> Range:
    end = block.end.hour * 60 + block.end.minute
    return block.start.hour * 60 + block.start.minute, end or _MIDNIGHT


def _joined(found: Iterable[tuple[date, int, int]]) -> tuple[WallWindow, ...]:
    """Put pieces in order and join those that overlap or touch."""
    joined: list[tuple[date, int, int]] = []
    for day, start, end in sorted(found):
        if joined and joined[-1][0] == day and start <= joined[-1][2]:
            joined[-1] = (day, joined[-1][1], max(joined[-1][2], end))
        else:
            joined.append((day, start, end))
    return tuple(WallWindow(day, _time(start), _time(end)) for day, start, end in joined)


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
