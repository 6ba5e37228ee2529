"""What stands beside a time in chat: another one ("or 16:10"), a bare hour, what a meeting is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.timewords.days import default_day, local_now, one_day
from bot.timewords.grammar import Grammar
from bot.timewords.meanings import DIAL, Clock, Idle, Number
from bot.timewords.reading import Found, reading
from bot.timewords.tokens import Token
from bot.usecases.times import Calendar, Instant, Intent, Reading

_MOST_OPTIONS = 4
_TWO_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Topic:
    """What somebody wants to talk about, as it was spelt, and the tokens that say it."""

    text: str = ""
    tokens: tuple[Token, ...] = ()


def options(row: Sequence[Token], grammar: Grammar, calendar: Calendar) -> tuple[Reading, ...]:
    """Read times of which any would do: "Thursday 15:45 or 16:10"; nothing unless there are several."""
    pieces: list[list[Token]] = [[]]
    for token in row:
        if token.meaning is None and token.text in grammar.alternatives:
            pieces.append([])
        else:
            pieces[-1].append(token)
    found = [one for piece in pieces if (one := _spoken_of(piece, calendar)) is not None]
    if not 1 < len(found) <= _MOST_OPTIONS or len(found) < len(pieces):
        return ()
    _share(found)
    readings = [reading(one, calendar) for one in found]
    known = tuple(dict.fromkeys(one for one in readings if one is not None))
    return known if len(known) == len(found) else ()


def _spoken_of(piece: Sequence[Token], calendar: Calendar) -> Found | None:
    """Give what one alternative says of time; a bare number is its hour; None: nothing."""
    found, numbers = Found(), []
    for token in piece:
        if isinstance(token.meaning, Number):
            numbers.append(token.meaning)
        elif token.meaning is not None and not isinstance(token.meaning, Idle | Intent):
            found.add(token.meaning, calendar)
    if not (found.clocks or found.spans) and len(numbers) == 1 and (hour := _hour(numbers[0])):
        found.clocks.append(hour)
    return found if found.anything else None


def _hour(number: Number) -> Clock | None:
    return number.as_clock() if number.digits and len(number.digits) <= _TWO_DIGITS else None


def _share(found: Sequence[Found]) -> None:
    """Let a day, a part of the day or am and pm hold for the alternatives that name none of their own."""
    days = next((one.days for one in found if one.days), [])
    parts = next((one.parts for one in found if one.parts), set())
    half = next((clock.half for one in found for clock in one.clocks if clock.half), None)
    for one in found:
        if not one.days:
            one.days.extend(days)
        if not one.parts and one.clocks:
            one.parts.update(parts)
        one.clocks[:] = [
            replace(clock, half=half)
            if half and not (clock.half or clock.as_written) and 0 < clock.hour <= DIAL
            else clock
            for clock in one.clocks
        ]


def bare_hour(numbers: Sequence[Token], found: Found, calendar: Calendar) -> Instant | None:
    """Read "otto 3" as three o'clock where that lies in the hours of the event; to be asked about."""
    number = numbers[0].meaning if len(numbers) == 1 else None
    others = (found.clocks, found.spans, found.picks, found.delays, found.nonsense, found.parts)
    if not isinstance(number, Number) or number.ordinal or any(others):
        return None
    hour = _hour(number)
    at = hour and hour.at()
    if not hour or not at:
        return None
    today = local_now(calendar).date()
    named = one_day(found.days, calendar) if found.days else None
    first = default_day(calendar)
    days = [named] if found.days else [first, *(day for day in calendar.days if day >= today)]
    for day in days:
        if any(block == day and start <= at < end for block, start, end in calendar.blocks):
            then = reading(Found(clocks=[hour], days=[]), replace(calendar, day=day))
            if isinstance(then, Instant):
                return then
    return None


def topic(text: str, row: Sequence[Token], unused: Sequence[Token], grammar: Grammar) -> Topic:
    """Find what a meeting shall be about: behind "about", or in a word with such an ending."""
    for at, token in enumerate(row):
        behind = row[at + 1 :]
        if token.meaning is not None or token.text not in grammar.topics or not behind:
            continue
        if all(one.meaning is None or isinstance(one.meaning, Number) for one in behind):
            return Topic(text[behind[0].start : behind[-1].end], tuple(behind))
    if len(unused) > 1 and grammar.ends_topic(unused[-1].text):
        last = unused[-1]
        return Topic(text[last.start : last.end], (last,))
    return Topic()
