"""The rules of a language in the order in which they are tried: words, dates, times, stretches, slots."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.timewords import makers
from bot.timewords.meanings import (
    Clock,
    EventDay,
    Idle,
    LookedAt,
    Meaning,
    Month,
    MonthlyDay,
    Nonsense,
    Number,
    Offset,
    PartOfDay,
    Weekday,
)
from bot.timewords.templates import Make, Stage, words_after_slots
from bot.timewords.vocabulary import Templates, Vocabulary
from bot.usecases.times import Which

_Rules = Iterator[tuple[str, Make]]


def lexicon(vocabulary: Vocabulary) -> Iterator[tuple[str, Meaning]]:
    """Give every word and fixed phrase of a language with its meaning, each spelling by itself."""
    for value, words in vocabulary.numbers.items():
        yield from _spelt((words,), Number(value))
    for value, words in vocabulary.ordinals.items():
        yield from _spelt((words,), MonthlyDay(value))
    for index, words in enumerate(vocabulary.weekdays):
        yield from _spelt((words,), Weekday(index))
    for index, words in enumerate(vocabulary.months, 1):
        yield from _spelt((words,), Month(index))
    for days, phrases in vocabulary.offsets.items():
        yield from _spelt(phrases, Offset(days))
    for part, phrases in vocabulary.parts.items():
        yield from _spelt(phrases, PartOfDay(part))
    for part, phrases in vocabulary.todays_parts.items():
        yield from _spelt(phrases, PartOfDay(part, today=True))
    for ordinal, phrases in vocabulary.event_days.items():
        yield from _spelt(phrases, EventDay(ordinal))
    yield from _spelt(vocabulary.noon, Clock(12, 0, as_written=True))
    yield from _spelt(vocabulary.looked_at, LookedAt())
    yield from _spelt(vocabulary.idle, Idle())


def _spelt(phrases: Sequence[str], meaning: Meaning) -> Iterator[tuple[str, Meaning]]:
    for phrase in phrases:
        for spelling in (phrase,) if " " in phrase else phrase.split("|"):
            yield spelling, meaning


def stages(
    vocabularies: Sequence[Vocabulary], *, among_names: bool, arranged: bool = False, moving: bool = False
) -> list[Stage]:
    """Compile the rules of some languages; among names, figures that stand alone are left to them.

    When a text is about something ``arranged``, "my 4" is the time of it; when that is ``moving``, "to 4" is
    where it goes.
    """
    halves: list[tuple[str, Make]] = []
    for half in ("am", "pm"):
        halves += [
            (f"{{time}} {half}", makers.halved(half)),
            (f"{{time}} {half[0]} m", makers.halved(half)),
            (f"{{n}} {{n}} {half}", makers.halved_pair(half)),
        ]
    halves.append(("{time} p", makers.halved("pm")))
    beside = makers.juxtaposed_words if among_names else makers.juxtaposed
    clocks: list[tuple[str, Make]] = [("{n} {min}", beside), ("{n} {min}", makers.on_the_hour)]
    return [
        # A date goes before its time: "day 2, 10 am" is not ten past two.
        Stage(_of(vocabularies, _numbered)),
        Stage(halves),
        Stage(_of(vocabularies, _dates)),
        # "from 10 to 2" is a range; without its first word it may be 13:50. "From 2 to 3 thirty" waits.
        Stage(_of(vocabularies, _opened), unless_before=_continuing(vocabularies)),
        Stage([*_of(vocabularies, _clocks), *clocks]),
        Stage(halves),
        Stage(_of(vocabularies, _about)),
        Stage(_of(vocabularies, _targets) if moving else ()),
        Stage(_of(vocabularies, _arranged) if arranged else ()),
        Stage(_of(vocabularies, _stretches)),
        Stage(_of(vocabularies, _hours)),
        Stage(rule for v in vocabularies for rule in _picks(v, bare=not among_names)),
    ]


def _of(vocabularies: Sequence[Vocabulary], rules: Callable[[Vocabulary], _Rules]) -> _Rules:
    return (rule for vocabulary in vocabularies for rule in rules(vocabulary))


def _continuing(vocabularies: Sequence[Vocabulary]) -> frozenset[str]:
    templates = [template for v in vocabularies for template, _ in _clocks(v)]
    return words_after_slots(templates) | {"am", "pm"}


def _all(templates: Templates, make: Make) -> _Rules:
    return ((template, make) for template in templates)


def _table(table: Mapping[int, Templates], make: Callable[[int], Make]) -> _Rules:
    return ((template, make(key)) for key, templates in table.items() for template in templates)


def _numbered(v: Vocabulary) -> _Rules:
    yield from _table(v.in_minutes, makers.delay)
    yield from _table(v.in_days, makers.in_days)
    yield from _all(v.dates, makers.date)
    yield from _all(v.dates_month_first, makers.date_month_first)
    yield from _all(v.dates_year_first, makers.date_year_first)
    yield from _all(v.numbered_days, makers.event_day)
    yield from _all(v.nth_days, makers.nth_day)


def _dates(v: Vocabulary) -> _Rules:
    yield from _all(v.days_of_month, makers.day_of_month)
    yield from _all(v.this_weekday, makers.weekday())
    yield from _all(v.next_weekday, makers.weekday(upcoming=True))
    yield from _all(v.this_week, makers.weekday(weeks=0))
    yield from _all(v.next_week, makers.weekday(weeks=1))
    yield from _all(v.today_part, makers.todays)
    yield from _all(v.shades, makers.same)


def _opened(v: Vocabulary) -> _Rules:
    return ((template, makers.span_between) for template in v.between if template[0] not in "?{")


def _clocks(v: Vocabulary) -> _Rules:
    yield from _table(v.clocks, makers.shifted)
    yield from _all(v.hour_signs, makers.signed)
    yield from _all(v.minutes_past, makers.past)
    yield from _all(v.minutes_past_hour_first, makers.past_hour_first)
    yield from _all(v.minutes_and, makers.joined)
    yield from _all(v.minutes_to, makers.to)
    yield from _all(v.minutes_to_hour_first, makers.to_hour_first)
    yield from _all(v.minutes_till, makers.till)


def _stretches(v: Vocabulary) -> _Rules:
    yield from _all(v.between, makers.span_between)
    yield from _all(v.later, makers.span_from)
    yield from _all(v.earlier, makers.span_until)


def _about(v: Vocabulary) -> _Rules:
    return _all(v.about, makers.clock)


def _arranged(v: Vocabulary) -> _Rules:
    return _all(v.arranged, makers.clock)


def _targets(v: Vocabulary) -> _Rules:
    return _all(v.targets, makers.target)


def _hours(v: Vocabulary) -> _Rules:
    yield from _all(v.at, makers.clock)
    yield from _all(v.forenoon, makers.forenoon)


def _picks(v: Vocabulary, *, bare: bool) -> _Rules:
    yield from _all(v.past, makers.constant(Nonsense()))
    yield from _all(v.counts, makers.count)
    yield from _all(v.first, makers.pick(Which.FIRST))
    yield from _all(v.last, makers.pick(Which.LAST))
    if bare:
        yield from _all(v.bare_first, makers.pick(Which.FIRST))
        yield from _all(v.bare_last, makers.pick(Which.LAST))
