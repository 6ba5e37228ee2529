"""The directory: participants, their windows, links, and who waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache, partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Select,
    String,
    bindparam,
    case,
    cast,
    delete,
    exists,
    false,
    func,
    insert,
    literal,
    select,
    update,
)

from bot.domain.event import Event
from bot.domain.intervals import Interval
from bot.domain.people import Participant, Profile, searchable
from bot.domain.searching import Field, Index, Text, index
from bot.domain.text import fold
from bot.usecases.files import PersonRow
from storage import tables as t
from storage.connection import Connection
from storage.dialects import insert as insert_for
from storage.known import Kept, another_version
from storage.windows import add_windows, follow_blocks, set_windows

_PROFILE = tuple(Profile.__slots__)
_p = t.participant.c
_HERE = (_p.event_id == bindparam("event_id"), _p.erased_at.is_(None))
_THESE = _p.id.in_(bindparam("ids", expanding=True))


def _selection() -> Select[*tuple[Any, ...]]:
    """Give a row for each window, in their order; at least one for each participant."""
    joined = t.participant.outerjoin(t.person, t.person.c.telegram_id == _p.telegram_id).outerjoin(
        t.participant_window, t.participant_window.c.participant_id == _p.id
    )
    person = (
        t.person.c.language.label("person_language"),
        t.person.c.minutes_before,
        t.person.c.reachable,
    )
    window = (t.participant_window.c.starts_at.label("window_start"), t.participant_window.c.ends_at)
    return select(t.participant, *person, *window).select_from(joined)


_BY_TIME = t.participant_window.c.starts_at
_BY_ID = _selection().where(_p.id == bindparam("id")).order_by(_BY_TIME)
_BY_IDS = _selection().where(_THESE).order_by(_p.id, _BY_TIME)
_OF_PERSON = _selection().where(_p.telegram_id == bindparam("telegram_id")).order_by(_p.id, _BY_TIME)
_DIRECTORY = _selection().where(*_HERE).order_by(_p.sort_name, _p.id, _BY_TIME)
_ON_PAGE = (
    select(_p.id)
    .where(*_HERE)
    .order_by(_p.sort_name, _p.id)
    .offset(bindparam("skip"))
    .limit(bindparam("most"))
)
_PAGE = _selection().where(_p.id.in_(_ON_PAGE)).order_by(_p.sort_name, _p.id, _BY_TIME)
_COUNT = select(func.count()).where(*_HERE)
_PEOPLE_VERSION = select(t.event.c.people_version).where(t.event.c.id == bindparam("event_id"))
_WORDS = (
    select(
        *(_p.id, _p.sort_name, _p.organization, _p.role, _p.organization_type, _p.areas, _p.city, _p.country),
        _p.folded,
    )
    .where(*_HERE)
    .order_by(_p.sort_name, _p.id)
)
_LOCK = select(_p.id).where(_THESE).order_by(_p.id).with_for_update()
_HAS_WINDOW = exists().where(t.participant_window.c.participant_id == _p.id)
_TALLY = (
    select(
        func.count(),
        func.count(_p.telegram_id),
        func.sum(case((t.person.c.reachable == false(), 1), else_=0)),
        func.sum(case((_HAS_WINDOW, 1), else_=0)),
    )
    .select_from(t.participant.outerjoin(t.person, t.person.c.telegram_id == _p.telegram_id))
    .where(*_HERE)
)
_WANTED = select(func.count()).where(t.wanted.c.host_id == _p.id).correlate(t.participant).scalar_subquery()
_NOT_CONNECTED = (
    select(_p.id, _WANTED)
    .where(*_HERE, _p.telegram_id.is_(None))
    .order_by(_WANTED.desc(), _p.sort_name, _p.id)
    .offset(bindparam("skip"))
    .limit(bindparam("most"))
)


_TEXTS = (*_PROFILE, "language", "table_name", "folded", "sort_name")


def blank(now: datetime) -> dict[str, Any]:
    """Give the values of a participant who is erased; nothing in them tells who it was."""
    number = literal("erased:") + cast(t.participant.c.id, String)
    return dict.fromkeys(_TEXTS, "") | {"areas": [], "key": number, "telegram_id": None, "erased_at": now}


class SqlParticipants:
    """``bot.usecases.ports.Participants``."""

    def __init__(self, connection: Connection, kept: Kept[Index]) -> None:
        self._connection = connection
        self._kept = kept
        self._changed = set[int]()  # events that have a new version, under which more may change

    async def get(self, participant_id: int) -> Participant | None:
        """Give one participant."""
        found = await self._load(_BY_ID, id=participant_id)
        return found[0] if found else None

    async def many(self, ids: Iterable[int]) -> dict[int, Participant]:
        """Give participants by id; unknown ids are left out."""
        wanted = set(ids)
        found = await self._load(_BY_IDS, ids=list(wanted)) if wanted else []
        return {participant.id: participant for participant in found}

    async def of_person(self, telegram_id: int) -> list[Participant]:
        """Give the person's participants in all events."""
        return await self._load(_OF_PERSON, telegram_id=telegram_id)

    async def of_event(self, event_id: int) -> list[Participant]:
        """Give everybody of an event who is not erased, by name."""
        return await self._load(_DIRECTORY, event_id=event_id)

    async def page(self, event_id: int, offset: int, limit: int) -> list[Participant]:
        """Give a page of the directory, by name."""
        return await self._load(_PAGE, event_id=event_id, skip=offset, most=limit)

    async def count(self, event_id: int) -> int:
        """Count the directory."""
        return int((await self._connection.execute(_COUNT, {"event_id": event_id})).scalar_one())

    async def index(self, event_id: int) -> Index:
        """Give the words of the directory, for search."""
        if event_id in self._changed:
            return await self._read_index(event_id)
        version = (await self._connection.execute(_PEOPLE_VERSION, {"event_id": event_id})).scalar()
        if version is None:
            return index(())
        return await self._kept.get(event_id, version, partial(self._read_index, event_id))

    async def _read_index(self, event_id: int) -> Index:
        rows = await self._connection.execute(_WORDS, {"event_id": event_id})
        folded = cache(fold)  # of thousands, many have one role or city
        return index(
            Text(
                row.id,
                {
                    Field.NAME: row.sort_name,
                    Field.ORGANIZATION: folded(row.organization),
                    Field.ROLE: folded(row.role),
                    Field.CATEGORY: " ".join(
                        map(folded, (row.organization_type, *row.areas, row.city, row.country))
                    ),
                },
                row.folded,
            )
            for row in rows
        )

    async def _people_change(self, event_id: int) -> None:
        """Note that the people of an event are no longer those that anybody keeps."""
        if event_id not in self._changed:
            self._changed.add(event_id)
            change = update(t.event).where(t.event.c.id == event_id)
            await self._connection.execute(change.values(people_version=another_version()))

    async def links(self) -> list[tuple[int, int, int]]:
        """Give (participant, event, generation) of everybody who can have a personal link."""
        columns = (t.participant.c.id, t.participant.c.event_id, t.participant.c.generation)
        rows = await self._connection.execute(select(*columns).where(t.participant.c.erased_at.is_(None)))
        return [tuple(row) for row in rows]

    async def add(self, event: Event, row: PersonRow) -> int:
        """Add a participant from a row of a file."""
        return (await self._insert(event, [row]))[0]

    async def add_all(self, event: Event, rows: Iterable[PersonRow]) -> None:
        """Add participants from the rows of a file, in a few statements however many there are."""
        await self._insert(event, list(rows))

    async def _insert(self, event: Event, rows: Sequence[PersonRow]) -> list[int]:
        if not rows:
            return []
        values = [_values(row) | {"event_id": event.id, "key": row.key} for row in rows]
        added = insert(t.participant).returning(t.participant.c.id, sort_by_parameter_order=True)
        ids = list((await self._connection.execute(added, values)).scalars())
        await add_windows(self._connection, event, zip(ids, (row.windows for row in rows), strict=True))
        await self._people_change(event.id)
        return ids

    async def update(self, participant_id: int, event: Event, row: PersonRow) -> None:
        """Bring a participant up to a row of a file."""
        change = update(t.participant).where(t.participant.c.id == participant_id)
        await self._connection.execute(change.values(_values(row)))
        await set_windows(self._connection, participant_id, event, row.windows)
        await self._people_change(event.id)

    async def rekey(self, participant_id: int, key: str) -> None:
        """Give a participant another identity for imports."""
        change = update(t.participant).where(t.participant.c.id == participant_id)
        await self._connection.execute(change.values(key=key))

    async def follow_blocks(self, before: Event, after: Event) -> None:
        """Bring windows to an event's new blocks and zone; see ``bot.usecases.repositories``."""
        await follow_blocks(self._connection, before, after)

    async def connect(self, participant_id: int, telegram_id: int, now: datetime) -> None:
        """Give a participant his Telegram account."""
        change = update(t.participant).where(t.participant.c.id == participant_id)
        await self._connection.execute(change.values(telegram_id=telegram_id, joined_at=now))

    async def revoke_link(self, participant_id: int) -> None:
        """Count the link's generation up: every link printed before is void, and who used one is out."""
        change = update(t.participant).where(t.participant.c.id == participant_id)
        values = {"generation": t.participant.c.generation + 1, "telegram_id": None, "joined_at": None}
        await self._connection.execute(change.values(values))

    async def lock(self, ids: Iterable[int]) -> None:
        """Hold the rows, in one order for everybody, until the transaction ends (SQLite: held already)."""
        await self._connection.execute(_LOCK, {"ids": list(set(ids))})

    async def erase(self, participant_id: int, now: datetime) -> None:
        """Blank everything that tells who it was; the row stays for the other sides' history."""
        change = update(t.participant).where(t.participant.c.id == participant_id)
        erased = await self._connection.execute(change.values(blank(now)).returning(_p.event_id))
        await self._people_change(erased.scalar_one())
        windows = t.participant_window.c.participant_id == participant_id
        await self._connection.execute(delete(t.participant_window).where(windows))
        either = (t.wanted.c.host_id == participant_id) | (t.wanted.c.guest_id == participant_id)
        await self._connection.execute(delete(t.wanted).where(either))

    async def was_erased(self, event_id: int, digest: str) -> bool:
        """Tell whether a keyed hash is among the erased."""
        query = select(t.erased.c.digest).where(t.erased.c.event_id == event_id, t.erased.c.digest == digest)
        return (await self._connection.execute(query)).scalar() is not None

    async def erased(self, event_id: int) -> set[str]:
        """Give the keyed hashes of everybody who asked to be erased from an event."""
        query = select(t.erased.c.digest).where(t.erased.c.event_id == event_id)
        return set((await self._connection.execute(query)).scalars())

    async def remember_erased(self, event_id: int, digest: str) -> None:
        """Note a keyed hash among the erased."""
        statement = insert_for(self._connection, t.erased).values(event_id=event_id, digest=digest)
        await self._connection.execute(statement.on_conflict_do_nothing())

    async def want(self, host_id: int, guest_id: int, now: datetime) -> None:
        """Note that a guest waits for a host to join."""
        statement = insert_for(self._connection, t.wanted)
        statement = statement.values(host_id=host_id, guest_id=guest_id, created_at=now)
        again = statement.on_conflict_do_update(
            index_elements=[t.wanted.c.host_id, t.wanted.c.guest_id], set_={"told_at": None}
        )
        await self._connection.execute(again)

    async def wanted_by(self, host_id: int) -> list[int]:
        """Give the guests who wait for a host to join and have not been told yet."""
        query = select(t.wanted.c.guest_id).where(t.wanted.c.host_id == host_id, t.wanted.c.told_at.is_(None))
        return list((await self._connection.execute(query.order_by(t.wanted.c.created_at))).scalars())

    async def waits_for(self, guest_id: int) -> list[int]:
        """Give the hosts whose joining a guest wants to be told of."""
        query = select(t.wanted.c.host_id).where(t.wanted.c.guest_id == guest_id)
        return list((await self._connection.execute(query.order_by(t.wanted.c.host_id))).scalars())

    async def wanted_told(self, host_id: int, now: datetime) -> None:
        """Note that the guests of a host were told."""
        change = update(t.wanted).where(t.wanted.c.host_id == host_id, t.wanted.c.told_at.is_(None))
        await self._connection.execute(change.values(told_at=now))

    async def tally(self, event_id: int) -> tuple[int, int, int, int]:
        """Count the directory: all, connected, connected but unreachable, and those who take meetings."""
        counts = (await self._connection.execute(_TALLY, {"event_id": event_id})).one()
        return (counts[0], counts[1], counts[2] or 0, counts[3] or 0)

    async def not_connected(self, event_id: int, offset: int, limit: int) -> list[tuple[Participant, int]]:
        """Give those who are not connected with how many guests want each, the most wanted first."""
        params = {"event_id": event_id, "skip": offset, "most": limit}
        wanted = {row[0]: row[1] for row in await self._connection.execute(_NOT_CONNECTED, params)}
        people = await self.many(wanted)
        return [(people[one], count) for one, count in wanted.items()]

    async def _load(self, query: Select[*tuple[Any, ...]], **params: Any) -> list[Participant]:
        rows = (await self._connection.execute(query, params)).mappings()
        return [_participant(list(same)) for _, same in groupby(rows, key=itemgetter("id"))]


def _participant(rows: Sequence[Any]) -> Participant:
    row = rows[0]
    profile = Profile(**{name: row[name] for name in _PROFILE if name != "areas"}, areas=tuple(row["areas"]))
    minutes = row["minutes_before"]
    return Participant(
        id=row["id"],
        event_id=row["event_id"],
        key=row["key"],
        profile=profile,
        windows=tuple(Interval(one["window_start"], one["ends_at"]) for one in rows if one["ends_at"]),
        language=row["person_language"] or row["language"],
        table=row["table_name"],
        telegram_id=row["telegram_id"],
        generation=row["generation"],
        minutes_before=None if minutes is None else tuple(minutes),
        reachable=row["reachable"] is not False,
    )


def _values(row: PersonRow) -> dict[str, Any]:
    values = {name: getattr(row.profile, name) for name in _PROFILE}
    values["areas"] = list(row.profile.areas)
    values["language"] = row.language
    values["table_name"] = row.table
    values["folded"] = searchable(row.profile)
    values["sort_name"] = fold(row.profile.name)
    return values
