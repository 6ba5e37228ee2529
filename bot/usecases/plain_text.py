"""What somebody means by a text: a person, a time, a wish. Nothing is done about it without a tap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.searching import Similar
from bot.domain.slots import Slot
from bot.domain.text import fold
from bot.usecases.directory import search
from bot.usecases.identity import Me
from bot.usecases.ports import UnitOfWork
from bot.usecases.times import (
    Calendar,
    Day,
    Instant,
    Intent,
    Part,
    Pick,
    Reading,
    Said,
    TimeRange,
    TimeWords,
    Which,
)

LONGEST_CHARACTERS = 200
_LONGEST_NAME = 3
"""Words."""

_JOINING = frozenset({"and", "or", "with", "si", "sau", "cu", "es", "vagy", "meg"})
"""Folded words between two names."""

_OF_ONE = {Intent.MESSAGE, Intent.MOVE}
"""Wishes whose text begins with whom they are about: what follows the name is said to him, or of the time."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a text says: a time, people that its other words may mean, and those words; what it asks for.

    ``times`` are all times of day in it, on the event's clocks, also when there is no one ``reading``.
    ``text`` is all of it, ``language`` the one in which it was understood. Of ``options`` any will do;
    ``doubt`` is the word because of which a time or a wish was not taken; ``note`` is what a meeting shall be
    about. ``unsure``: whom the words name has to be asked, ``unused`` are those of them that name nobody.
    """

    reading: Reading | None
    words: str
    people: tuple[Participant, ...]
    intent: Intent | None = None
    times: tuple[time, ...] = ()
    text: str = ""
    language: str = ""
    options: tuple[Reading, ...] = ()
    doubt: str = ""
    note: str = ""
    unsure: bool = False
    unused: str = ""

    @property
    def clear(self) -> bool:
        """Whether no word is left that means nothing."""
        said = self.reading or self.intent or self.options
        return bool(self.people) or (said is not None and bool(said) and not self.words)

    @property
    def named(self) -> bool:
        """Whether its words hold a name of somebody, letter by letter."""
        said = set(fold(self.words).split())
        return any(said & set(fold(one.profile.name).split()) for one in self.people)


def goes_on_as_reply(meant: Understood) -> bool:
    """Tell whether what follows an opening yes or no asks for nothing else and names nobody."""
    asks = meant.intent not in (None, Intent.FIND, Intent.BOOK) or (meant.intent and meant.words)
    return not (meant.named or asks)


def calendar(event: Event, now: datetime, language: str, day: date | None = None) -> Calendar:
    """Give what time words are read against; ``day`` is meant where none is named."""
    return Calendar(
        zone=event.zone,
        days=event.days,
        blocks=tuple((block.date, block.start, block.end) for block in event.blocks),
        slots=tuple(event.local(slot.start).replace(tzinfo=None) for slot in event.slots),
        now=now,
        day=day,
        language=language,
    )


async def wanted(
    uow: UnitOfWork,
    me: Me,
    wish: Intent | None,
    text: str,
    similar: Similar,
    time_words: TimeWords,
    now: datetime,
) -> Understood:
    """Read the text of a command, which says itself what is wanted; without a text it is about anybody."""
    if not text:
        return Understood(None, "", (), wish)
    return replace(await understand(uow, me, text, similar, time_words, now), intent=wish)


async def understand(
    uow: UnitOfWork, me: Me, text: str, similar: Similar, time_words: TimeWords, now: datetime
) -> Understood:
    """Read a text in the person's language; what is not clear in that, in the others, and then more loosely.

    A name that holds a word of time or of a wish wins when the whole text names somebody.
    """
    own = me.person.language
    said = time_words.extract(text, calendar(me.event, now, own))
    if said.reading is None and (said.words or said.intent is None):
        whole = await _search(uow, me, text, similar)
        if whole:
            return Understood(None, text, _others(me, whole), text=text, language=own)
    found = await _named(uow, me, said, text, similar, own)
    if found.clear or said.doubt:
        return found
    for language in (one for one in time_words.languages if one != own):
        there = time_words.extract(text, calendar(me.event, now, language))
        if not there.doubt:
            meant = await _named(uow, me, there, text, similar, language)
            if meant.clear:
                return meant
    return await _nearly(uow, me, said, found, similar, now) or found


async def _named(
    uow: UnitOfWork, me: Me, said: Said, text: str, similar: Similar, language: str
) -> Understood:
    """Find whom the words name that are left of a text."""
    words, people = said.words, await _search(uow, me, said.words, similar) if said.words else []
    if not people and said.intent in _OF_ONE:
        words, people = await _addressee(uow, me, said.words, similar)
    if not people and said.stems != words:
        people = await _search(uow, me, said.stems, similar)
        words = said.stems if people else words
    found = Understood(said.reading, words, _others(me, people), said.intent, said.times, text, language)
    return replace(found, options=said.options, doubt=said.doubt)


async def _nearly(
    uow: UnitOfWork, me: Me, said: Said, found: Understood, similar: Similar, now: datetime
) -> Understood | None:
    """Take a number for an hour, "now" for the next time and the rest for a note; else ask who is meant."""
    for words in said.names:
        if named := _others(me, await _search(uow, me, words, similar)):
            soon = Pick(Which.FIRST, TimeRange(me.event.local(now).replace(tzinfo=None), None))
            then = said.hour or said.reading or (soon if said.at_once else None)
            return replace(found, reading=then, words=words, people=named, note=said.topic)
    if said.reading is None and not said.options and said.intent is not Intent.BOOK:
        return None
    first, people = await _addressee(uow, me, said.words, similar)
    if not people:
        return None
    rest = said.words.split()[len(first.split()) :]
    while rest and fold(rest[0]) in _JOINING:
        rest = rest[1:]
    second = await _search(uow, me, " ".join(rest), similar) if rest else []
    every = tuple(dict.fromkeys(_others(me, [*people, *second])))
    return replace(found, people=every, unsure=True, unused="" if second else " ".join(rest))


def _others(me: Me, people: Sequence[Participant]) -> tuple[Participant, ...]:
    return tuple(one for one in people if one.id != me.id)


async def _addressee(uow: UnitOfWork, me: Me, words: str, similar: Similar) -> tuple[str, list[Participant]]:
    """Find whom "write Kelemen that I am late" is for: the name goes before the message."""
    for longest in range(_LONGEST_NAME, 0, -1):
        named = " ".join(words.split()[:longest])
        if people := await _search(uow, me, named, similar) if named else []:
            return named, people
    return words, []


async def _search(uow: UnitOfWork, me: Me, words: str, similar: Similar) -> list[Participant]:
    """Find people, but for those whom either side has blocked."""
    found = await search(uow, me.event.id, words, similar) or await _hidden(uow, me, words)
    apart = await uow.blocks.apart(me.id) if found else frozenset()
    return [one for one in found if one.id not in apart]


async def _hidden(uow: UnitOfWork, me: Me, words: str) -> list[Participant]:
    """Find by a name those who hide but have an open request or a meeting with the one who asks."""
    others = {one.other(me.id) for one in await uow.requests.open_of(me.id)}
    others |= {one.other(me.id) for one in await uow.meetings.of(me.id)}
    people = await uow.participants.many(others)
    said = set(fold(words).split())
    return [one for one in people.values() if one.hidden and said & set(fold(one.profile.name).split())]


def fitting(event: Event, slots: tuple[Slot, ...], reading: Reading) -> tuple[Slot, ...]:
    """Keep the slots that a reading means, in time order."""
    match reading:
        case Pick(which, scope):
            inside = fitting(event, slots, scope)
            return inside[:1] if which is Which.FIRST else inside[-1:]
        case _:
            return tuple(
                slot for slot in slots if _fits(event.local(slot.start), event.local(slot.end), reading)
            )


def _fits(start: datetime, end: datetime, reading: Instant | TimeRange | Part | Day) -> bool:
    start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
    match reading:
        case Instant(at):
            return start == at
        case TimeRange(after, before):
            return (after is None or start >= after) and (before is None or end <= before)
        case Part(day, part):
            last = part.end
            in_time = start.time() >= part.start and (not last.hour or start.time() < last)
            return start.date() == day and in_time
        case _:
            return start.date() == reading.date


def nearest_instant(event: Event, reading: Reading) -> datetime:
    """Give the UTC instant that "nearest" is measured from."""
    match reading:
        case Instant(at):
            return event.instant(at.date(), at.time())
        case TimeRange(after, before):
            edge = after or before
            return event.instant(edge.date(), edge.time()) if edge else event.interval.start
        case Part(day, part):
            return event.instant(day, part.start)
        case Day(day):
            return event.instant(day, event.local(event.interval.start).time())
        case _:
            return nearest_instant(event, reading.scope)
