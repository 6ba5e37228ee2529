"""What a language module says: its words and templates of time, and the words that do not matter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.usecases.times import DayPart, Intent

Templates = tuple[str, ...]
"""Templates as in ``bot.timewords.templates``, all words folded (no capitals, no marks)."""


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """The closed vocabulary of one language. Every word is folded; ``a|b`` are spellings of one word."""

    numbers: Mapping[int, str]
    ordinals: Mapping[int, str] = field(default_factory=dict)  # of days of a month, where no count is meant
    weekdays: tuple[str, str, str, str, str, str, str]  # Monday first
    months: tuple[str, str, str, str, str, str, str, str, str, str, str, str]
    offsets: Mapping[int, Templates]  # days from today
    parts: Mapping[DayPart, Templates]
    todays_parts: Mapping[DayPart, Templates]  # "tonight"
    noon: Templates

    # Dates.
    dates: Templates  # {n} {month} in this order, with an optional {year}
    dates_month_first: Templates  # {month} {n}
    dates_year_first: Templates = ()  # {year} {month} {n}
    days_of_month: Templates  # {n}
    event_days: Mapping[int, Templates]  # 1 the first, -1 the last
    numbered_days: Templates  # {n}
    nth_days: Templates = ()  # {n} with its ending
    looked_at: Templates  # "that day"
    this_weekday: Templates  # {weekday}
    next_weekday: Templates
    this_week: Templates  # {weekday} of the calendar week that runs
    next_week: Templates
    past: Templates  # with or without {weekday}

    # Clock times; the number is minutes added to {hour}.
    clocks: Mapping[int, Templates]
    hour_signs: Templates = ()  # {hour}: "15 h" is a time, "2 h" may be as long as that
    minutes_past: Templates = ()  # {min} first, then {hour}
    minutes_past_hour_first: Templates = ()
    minutes_and: Templates = ()  # {hour} {min}, in words that could also join two hours
    minutes_to: Templates = ()
    minutes_to_hour_first: Templates = ()
    minutes_till: Templates = ()  # {min} {hour}, in words that could also make a range of hours
    about: Templates  # {time}: words that make it no other time
    at: Templates  # {time}: words that make a bare number an hour
    today_part: Templates  # {part}: "this morning"
    shades: Templates = ()  # {part}: "late afternoon" is read as the whole of it

    # From now.
    in_minutes: Mapping[int, Templates]  # minutes in one {n}, or in the whole when there is no {n}
    in_days: Mapping[int, Templates]

    # Stretches.
    between: Templates  # {time} {time}
    later: Templates  # {time}
    earlier: Templates

    forenoon: Templates = ()  # {time}, in a word for the morning that may mean something else
    # Neither times nor names.
    idle: Templates  # "good morning", "but only"
    counts: Templates  # {n}: "3 slots" is no time, nor is "slot 3"

    # Slots.
    first: Templates  # said with free or slot; with {weekday} if that stands inside
    last: Templates
    bare_first: Templates  # clear only when nothing but time was said
    bare_last: Templates

    arranged: Templates = ()  # {time} of what is to be cancelled or moved
    targets: Templates = ()  # {time} or {weekday} that something is moved to
    wishes: Mapping[Intent, str]  # as in ``bot.timewords.wishes``; read in chat alone
    light: str  # words that may stand anywhere inside a wish

    # Words below may be beginnings of words: ``vorb*`` is every form of the verb.
    fillers: str  # words that say nothing
    connectors: str  # words between a time and a name that belong to neither
    inner: str = ""  # connectors that may stand inside a name: kept there
    with_words: str = ""  # the next word is a name
    titles: str = ""  # so it is behind these, which are none themselves
    names: str = ""  # one slip away from a word of time, and yet names
    surnames: str = ""  # days that are surnames as well
    denials: str = ""  # not: no time and no wish is read for certain beside them
    refusals: str = ""  # or, except: no time is
    alternatives: str = ""  # or: among the refusals; in chat alone times beside it are offered
    at_once: str = ""  # now
    topics: str = ""  # about: what follows is what a meeting shall be about
    topic_ends: str = ""  # a regular expression: the ending of a word that says so
    endings: str = ""  # letters that may follow a number at once: 3pm, 26th, 4-től
    before_figures: str = ""  # words that a number may follow at once: fél4
    suffixes: Templates = ()  # endings that stand for a word of their own: háromkor
    case_endings: str = ""  # a regular expression: endings of names; what its groups hold stays
    stems: str = ""  # words that take them, besides numbers and noon
    capitals: bool = False  # whether its days and months are written with a capital

    def spoken_words(self, *, wishes: bool = True) -> frozenset[str]:
        """Collect every word that the language has any use for: none of them is a slip of another."""
        texts = [self.fillers, self.connectors, self.refusals, self.denials, self.names, self.titles]
        texts += [*self.suffixes, *([self.light, *self.wishes.values()] if wishes else [])]
        for name, value in vars(self).items():
            if isinstance(value, tuple):
                texts += value
            elif isinstance(value, Mapping) and name != "wishes":
                texts += (
                    text for held in value.values() for text in ([held] if isinstance(held, str) else held)
                )
        return frozenset(word for text in texts for word in re.findall(r"\b[a-z]+\b(?!\*)", text))
