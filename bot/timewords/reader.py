"""Reads phrases and chat text: the implementation of the port ``TimeWords``."""

from __future__ import annotations

from dataclasses import replace

from bot.timewords.absolute import AbsoluteDates
from bot.timewords.asides import bare_hour, options, topic
from bot.timewords.days import one_day
from bot.timewords.grammar import Grammar, plain
from bot.timewords.languages import vocabularies
from bot.timewords.meanings import Meaning, Month, MonthDay, MonthlyDay, Number, Offset, PartOfDay, Weekday
from bot.timewords.names import Doubt, as_name, called, doubts, left_over
from bot.timewords.reading import Found, reading
from bot.timewords.tokens import Token
from bot.timewords.words import Words
from bot.usecases.times import Calendar, Day, Intent, Reading, Said

_LONGEST_PHRASE = 120
_LONGEST_TEXT = 200
_MOST_TOKENS = 60
_FALLBACK = "en"
_LAST_HOUR = 23
_HOUR_AND_MINUTE = 4
_YEARS = range(2000, 2100)
_WITH_NAMES = {
    *(Intent.CANCEL, Intent.MOVE, Intent.COMING, Intent.MESSAGE, Intent.WHO_IS_FREE, Intent.AGENDA),
    *(Intent.BOOK, Intent.FIND, Intent.ANSWER, Intent.HANDOVER, Intent.AVAILABLE),
}
"""Wishes that may be about somebody; of the others a text speaks alone: "Support 24/7 Ltd" is a name."""
_DONE = {Intent.CANCEL, Intent.MOVE, Intent.MESSAGE, Intent.BOOK, Intent.HANDOVER}
"""Wishes that do something to others: beside "not" they are asked about."""
_WITHOUT_TIMES = {
    *(Intent.THANKS, Intent.GREETING, Intent.HOME, Intent.HELP, Intent.FREE_NOW, Intent.ORGANIZER),
    Intent.VENUE,
}


class TimeWordsReader:
    """Every language that there is a vocabulary for, each compiled once; safe to share."""

    def __init__(self) -> None:
        """Know the vocabularies; a language is compiled when it is needed, or by ``load``."""
        self._known = vocabularies()
        self._grammars: dict[str, Grammar] = {}
        self._dates = AbsoluteDates(self._known)

    @property
    def languages(self) -> tuple[str, ...]:
        """The codes of the languages that are read."""
        return tuple(self._known)

    def load(self) -> None:
        """Compile every language and load the date library before they are needed; safe in a thread."""
        for code in self._known:
            self._grammar(code)
        self._dates.load()

    def _grammar(self, language: str) -> Grammar:
        code = language.casefold()[:2]
        if code not in self._known:
            code = _FALLBACK
        if code not in self._grammars:  # two threads may both find it missing: what they make is the same
            own, english = self._known[code], self._known[_FALLBACK]
            self._grammars[code] = Grammar(own) if own is english else Grammar(own, english)
        return self._grammars[code]

    def read(self, phrase: str, calendar: Calendar) -> Reading | None:
        """Read a phrase that speaks of a time and of nothing else; None when in any doubt."""
        if len(phrase) > _LONGEST_PHRASE:
            return None
        grammar = self._grammar(calendar.language)
        text = plain(phrase)
        row = grammar.understand(grammar.tokens(text), among_names=False)
        found, numbers, rest = _sorted(row, calendar, grammar.fillers)
        unknown = [token for token in rest if token.text not in grammar.fillers]
        if unknown:
            # What our words do not cover may still be a date in full; "not" and "or" stay in doubt.
            doubt = found.nonsense or any(token.text in grammar.refusals for token in unknown)
            return None if doubt else self._dates.read(text, calendar)
        if numbers and not _number_fits(numbers, found, calendar):
            in_full = [n for n in numbers if isinstance(n.meaning, Number) and n.meaning.value in _YEARS]
            return self._dates.read(text, calendar) if in_full else None
        return reading(found, calendar)

    def extract(self, text: str, calendar: Calendar) -> Said:
        """Find the time and the wish in plain chat text, and the words that are neither.

        Only the first 200 characters of a text are looked at.
        """
        grammar = self._grammar(calendar.language)
        text = plain(text[:_LONGEST_TEXT])
        tokens = called(grammar.tokens(text)[:_MOST_TOKENS], grammar)
        doubt = doubts(tokens, text, grammar, calendar)
        if any(doubt):
            named = [as_name(token) if d else token for token, d in zip(tokens, doubt, strict=True)]
            as_names = _sentence(text, named, grammar, calendar)
            if Doubt.STRONG in doubt:
                # "Joi Popescu la 3": a day or a person? Only another day in the text can tell.
                return as_names.said if as_names.found.days else replace(as_names.said, reading=None)
        as_days = _sentence(text, tokens, grammar, calendar)
        if as_days.reading and not as_days.found.days:
            # "fryday 11am": better Friday than the day that is meant when none is named.
            tokens = [_day_of_event(token, grammar, calendar) for token in tokens]
            as_days = _sentence(text, tokens, grammar, calendar)
        if as_days.reading:
            return as_days.said
        if any(doubt) and as_names.reading and as_names.found.days:
            return as_names.said
        as_spelt = _sentence(text, tokens, grammar, calendar, slips=False)
        return as_spelt.said if as_spelt.reading else as_days.said


def _sentence(
    text: str, tokens: list[Token], grammar: Grammar, calendar: Calendar, *, slips: bool = True
) -> _Sentence:
    row = grammar.understand(tokens, among_names=True, slips=slips)
    sentence = _Sentence(text, row, grammar, calendar)
    if sentence.intent in _WITH_NAMES or not sentence.left_over:
        return sentence
    row = grammar.understand(tokens, among_names=True, slips=slips, wanted=_WITH_NAMES)
    return _Sentence(text, row, grammar, calendar)


def _day_of_event(token: Token, grammar: Grammar, calendar: Calendar) -> Token:
    """Read a word as the day of the event that it is a slip of."""
    day = grammar.day_at_heart(token)
    if isinstance(day, Weekday | Offset) and one_day([day], calendar) in calendar.days:
        return replace(token, meaning=day)
    return token


class _Sentence:
    """Chat text, understood once: its reading and the words that are left."""

    def __init__(self, text: str, row: list[Token], grammar: Grammar, calendar: Calendar) -> None:
        row = [_unless_name(token, calendar) for token in row]
        self.found, numbers, rest = _sorted(row, calendar, grammar.fillers)
        hour = _hour_behind_day(row, numbers, self.found, calendar)
        refused = any(token.text in grammar.refusals for token in rest)
        # Of "at 10 or 11" the second is no name either.
        unused = [token for token in ([] if refused else numbers) + rest if token is not hour]
        self.left_over = left_over(text, row, unused, grammar)
        *first, last = self.left_over.split() or [""]
        self.stems = " ".join([*first, grammar.stem(last)])
        doubts_ = [text[token.start : token.end] for token in rest if token.text in grammar.refusals]
        denied = any(token.text in grammar.denials for token in rest)
        # A date that cannot be (26 November 2031) leaves the day open.
        undated = any(isinstance(token.meaning, MonthDay) for token in rest) and not self.found.days
        wishes = {token.meaning for token in row if isinstance(token.meaning, Intent)}
        if self.found.anything:
            # Where one has to be at a time stands in the agenda.
            wishes |= {Intent.AGENDA} if Intent.VENUE in wishes else set()
            wishes -= _WITHOUT_TIMES
        if Intent.CALENDAR in wishes and self.found.anything:
            wishes = {Intent.AGENDA}  # what stands in it then
        self.intent = None if denied else next((one for one in Intent if one in wishes), None)
        # "Move my 15:20 to 16:10" speaks of two times, not of a range.
        moved = self.intent is Intent.MOVE and any(span.start and span.end for span in self.found.spans)
        # Of "my 3:20 to Friday morning" the time is the old one's, and the part of the day the new one's.
        if self.intent is Intent.MOVE and self.found.clocks and self.found.parts:
            self.found.parts.clear()
            moved = True
        self.reading = None if refused or undated or moved else reading(self.found, calendar)
        open_ = self.reading is None and not denied and not moved
        self.options = options(row, grammar, calendar) if open_ else ()
        taken = self.reading or self.options or self.intent
        meant = self.found.anything or wishes & _DONE
        self.doubt = doubts_[0] if doubts_ and meant and not taken else ""
        whole_day = isinstance(self.reading, Day)
        clear = not (refused or undated)
        self.hour = bare_hour(numbers, self.found, calendar) if clear and (open_ or whole_day) else None
        now = [token for token in rest if token.text in grammar.at_once]
        self.at_once = bool(now) and not refused
        self.topic = topic(text, row, unused, grammar)
        beside = {one.start for one in (*now, *self.topic.tokens, *(numbers if self.hour else ()))}
        name = left_over(text, row, [one for one in unused if one.start not in beside], grammar)
        *first, last = name.split() or [""]
        self.names = tuple(
            dict.fromkeys(one for one in (name, " ".join([*first, grammar.stem(last)])) if one)
        )

    @property
    def said(self) -> Said:
        """What was understood."""
        return Said(
            self.reading,
            self.left_over,
            self.stems,
            self.intent,
            self.found.times,
            self.options,
            self.doubt,
            self.names if self.names[:1] != (self.left_over,) else (),
            self.hour,
            self.at_once,
            self.topic.text,
        )


def _unless_name(token: Token, calendar: Calendar) -> Token:
    """Leave "the 2nd Floor" to the names: among them only days of the event go without a month."""
    strange = (
        isinstance(token.meaning, MonthlyDay) and one_day([token.meaning], calendar) not in calendar.days
    )
    return replace(token, meaning=None) if strange else token


def _sorted(row: list[Token], calendar: Calendar, fillers: Words) -> tuple[Found, list[Token], list[Token]]:
    """Part what is understood from numbers that stand alone and from words that say nothing of time."""
    found, numbers, rest = Found(), [], []
    for token in row:
        match token.meaning:
            case Number() if token.text not in fillers:
                numbers.append(token)
            case None | Month() | Number():
                rest.append(token)
            case (MonthDay() | MonthlyDay()) as day if one_day([day], calendar) is None:
                rest.append(token)
            case meaning:
                found.add(meaning, calendar)
    return found, numbers, rest


def _hour_behind_day(
    row: list[Token], numbers: list[Token], found: Found, calendar: Calendar
) -> Token | None:
    """Read the number right behind a day as its hour ("Thursday 3 with Ana"); others belong to names."""
    for before, token, after in zip(row, row[1:], [*row[2:], None], strict=False):
        follows = isinstance(before.meaning, Weekday | Offset | MonthDay | PartOfDay)
        if token in numbers and follows and not (after and after.capital):
            meaning = (
                _in_context(token.meaning, found, calendar) if isinstance(token.meaning, Number) else None
            )
            if meaning:
                found.add(meaning, calendar)
                return token
    return None


def _number_fits(numbers: list[Token], found: Found, calendar: Calendar) -> bool:
    """Give the one number that stands alone the meaning that its neighbours allow; False when none."""
    number = numbers[0].meaning
    if len(numbers) > 1 or not isinstance(number, Number):
        return False
    meaning = _in_context(number, found, calendar)
    if meaning is None:
        return False
    found.add(meaning, calendar)
    return True


def _in_context(number: Number, found: Found, calendar: Calendar) -> Meaning | None:
    timed = bool(found.clocks or found.spans or found.picks or found.delays)
    named = any(isinstance(day, Weekday) for day in found.days)
    if number.ordinal:
        return MonthlyDay(number.value)
    # "Thursday 26" is a date when the event's Thursday is the 26th, "Thursday 15" is three o'clock.
    as_day = MonthlyDay(number.value, anywhere=False)
    may_be_day = named or (number.value > _LAST_HOUR and (timed or found.parts))
    if number.digits and may_be_day and one_day([*found.days, as_day], calendar):
        return as_day
    if timed or number.value in _YEARS:
        return None
    alone = not (found.days or found.parts)
    return None if alone and len(number.digits) != _HOUR_AND_MINUTE else number.as_clock()
