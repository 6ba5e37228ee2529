"""How participants and persons are read: one row for each participant, whatever belongs to him in it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    FromClause,
    Row,
    Select,
    String,
    cast,
    extract,
    func,
    select,
)

from bot.domain.intervals import Interval
from bot.domain.people import Participant, Profile
from bot.domain.persons import Person
from storage import tables as t
from storage.ids import COMMA

_PROFILE = tuple(Profile.__slots__)
_p, _w = t.participant.c, t.participant_window.c
_OWN = (
    *(_p.id, _p.event_id, _p.key, _p.language, _p.table_name, _p.telegram_id, _p.generation),
    *(_p.hidden, _p.photo, _p.edited),
)
_OF_PERSON = (t.person.c.language.label("spoken"), t.person.c.minutes_before, t.person.c.reachable)
PERSON = tuple(t.person.c[name] for name in Person.__slots__)


def _second(column: Column[Any]) -> ColumnElement[str]:
    return cast(cast(extract("epoch", column), BigInteger), String)


# All windows as one text: as rows of their own they would bring the whole profile along with each.
_WINDOWS = (
    select(func.aggregate_strings(_second(_w.starts_at) + "/" + _second(_w.ends_at), COMMA))
    .where(_w.participant_id == _p.id)
    .scalar_subquery()
)
PARTICIPANT = (*_OWN, *(_p[name] for name in _PROFILE), *_OF_PERSON, _WINDOWS)
_PROFILE_AT, _PROFILE_END = len(_OWN), len(_OWN) + len(_PROFILE)


def participants() -> Select[*tuple[Any, ...]]:
    """Select participants; ``participant_of`` reads the rows."""
    of: FromClause = t.participant.outerjoin(t.person, t.person.c.telegram_id == _p.telegram_id)
    return select(*PARTICIPANT).select_from(of)


def participant_of(row: Row[*tuple[Any, ...]] | tuple[Any, ...]) -> Participant:
    """Read a row of ``PARTICIPANT``."""
    person_id, event_id, key, language, table, telegram_id, generation, *more = row[:_PROFILE_AT]
    hidden, photo, edited = more
    spoken, minutes, reachable, windows = row[_PROFILE_END:]
    said: list[Any] = [tuple(one) if isinstance(one, list) else one for one in row[_PROFILE_AT:_PROFILE_END]]
    return Participant(
        id=person_id,
        event_id=event_id,
        key=key,
        profile=Profile(*said),
        windows=_windows(windows) if windows else (),
        language=spoken or language,
        table=table,
        telegram_id=telegram_id,
        generation=generation,
        minutes_before=None if minutes is None else tuple(minutes),
        reachable=reachable is not False,
        hidden=hidden,
        photo=photo,
        edited=tuple(edited),
    )


def person_of(row: Row[*tuple[Any, ...]] | tuple[Any, ...]) -> Person:
    """Read a row of ``PERSON``."""
    said: list[Any] = [tuple(one) if isinstance(one, list) else one for one in row]
    return Person(*said)


@lru_cache(maxsize=1024)  # of thousands, most have the same
def _windows(text: str) -> tuple[Interval, ...]:
    """Read the windows of a participant, in their order."""
    stretches = (map(int, one.split("/")) for one in text.split(","))
    return tuple(
        Interval(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC))
        for start, end in sorted((start, end) for start, end in stretches)
    )
