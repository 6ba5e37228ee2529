"""Two wishes in one text ("cancel my 15:20 and find someone in AI"): none of them is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from bot.domain.searching import Similar
from bot.usecases.directory import search
from bot.usecases.identity import Me
from bot.usecases.plain_text import calendar
from bot.usecases.ports import UnitOfWork
from bot.usecases.times import Calendar, Intent, Said, TimeWords

_MOST = 3
_JOINT = re.compile(
    r"[,;.]?\s+(?:and(?:\s+(?:then|also|please))?|then|[sș]i(?:\s+apoi)?|apoi|[eé]s(?:\s+(?:azt[aá]n|ut[aá]na))?"
    r"|majd|azt[aá]n)\s+",
    re.IGNORECASE,
)
# Whom a message is for that goes on with somebody: "move Kelemen to 4 and tell him that I am late".
_HIM = re.compile(r"\b(?:(?P<tell>spune|scrie|zi)\s*-?i|him|her|them|neki)\b(?!\s+lui\b)", re.IGNORECASE)
_OPENS = {
    *(Intent.CANCEL, Intent.MOVE, Intent.BOOK, Intent.FIND, Intent.ANSWER, Intent.HANDOVER),
    *(Intent.WHO_IS_FREE, Intent.AGENDA, Intent.REQUESTS, Intent.SUGGESTIONS, Intent.TIMES, Intent.PDF),
    *(Intent.VENUE, Intent.FAVOURITES, Intent.SETTINGS, Intent.PROFILE),
}
"""Wishes that another can follow; what follows a message belongs to it."""
_ALONE = _OPENS - {Intent.CANCEL, Intent.MOVE, Intent.BOOK, Intent.FIND, Intent.ANSWER, Intent.HANDOVER}
"""Those that need neither a name nor a time: the others, without both, go on with the wish before them."""


async def wishes_in(
    uow: UnitOfWork, me: Me, text: str, similar: Similar, time_words: TimeWords, now: datetime
) -> tuple[str, ...]:
    """Give the parts of a text that each ask for something of its own; nothing unless there are several."""
    if not _JOINT.search(text):
        return ()
    own = me.person.language
    languages = (own, *(one for one in time_words.languages if one != own))
    found = (parts_of(text, time_words, calendar(me.event, now, one)) for one in languages)
    parts = next((one for one in found if len(one) > 1), ())
    # Who is called so himself is meant: "Move and Cancel Consulting".
    return () if parts and await search(uow, me.event.id, text, similar) else tuple(parts)


def parts_of(text: str, time_words: TimeWords, against: Calendar) -> list[str]:
    """Cut a text before each further wish."""
    parts: list[str] = []
    rest = text
    while len(parts) < _MOST - 1:
        cut = next(_cuts(rest, time_words, against), None)
        if cut is None:
            break
        first, rest = cut
        parts.append(first)
    return [*parts, rest]


def _cuts(text: str, time_words: TimeWords, against: Calendar) -> Iterator[tuple[str, str]]:
    for joint in _JOINT.finditer(text):
        first, second = text[: joint.start()], text[joint.end() :]
        if second[:1].isupper():  # a name that goes on
            continue
        one, other = time_words.extract(first, against), time_words.extract(second, against)
        if other.intent is Intent.MESSAGE:
            second = _to_whom(second, one.words)
        both = one.intent in _OPENS and (other.intent in _OPENS or other.intent is Intent.MESSAGE)
        if both and _complete(one) and _complete(other) and not _go_together(one, other):
            yield first, second


def _to_whom(message: str, words: str) -> str:
    """Name in a message whom the wish before it names; where it names nobody, it is asked."""

    def named(found: re.Match[str]) -> str:
        if tell := found["tell"]:
            return f"{tell} lui {words}" if words else found[0]
        return words

    return " ".join(_HIM.sub(named, message, count=1).split())


def _complete(said: Said) -> bool:
    """Tell whether a wish says what it is about."""
    about = said.words or said.times or said.reading
    return said.intent in _ALONE or (bool(about) and not said.doubt)


def _go_together(one: Said, other: Said) -> bool:
    """Tell whether two wishes are one: "find Kelemen and book 15:45" names a person, and a time with him."""
    meeting = {one.intent, other.intent} <= {Intent.FIND, Intent.BOOK}
    return meeting and bool(one.words) and one.reading is None and not other.words
