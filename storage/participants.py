"""The directory: participants, their windows, links, and who waits for whom."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Select,
    String,
    bindparam,
    cast,
    exists,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from bot.domain.event import Event
from bot.domain.people import Named, Participant, Profile, searchable
from bot.domain.text import fold
from bot.usecases.files import PersonRow
from storage import tables as t
from storage.connection import Connection
from storage.crowd import SqlCrowd
from storage.dialects import insert as insert_for
from storage.ids import among
from storage.people_rows import participant_of, participants
from storage.windows import add_windows, follow_blocks, set_windows

_PROFILE = tuple(Profile.__slots__)
_p = t.participant.c
_LISTS = ("areas", "offers", "seeks")
_AT_ONCE = 500  # participants that are read without giving others a turn
_ADDED_AT_ONCE = 50
_HERE = (_p.event_id == bindparam("event_id"), _p.erased_at.is_(None))
_THESE = among(_p.id)


_BY_ID = participants().where(_p.id == bindparam("id"))
_BY_IDS = participants().where(_THESE)
_AWAITED = select(t.wanted.c.host_id).where(
    t.wanted.c.guest_id == bindparam("guest"), t.wanted.c.told_at.is_(None)
)
_WITH_WANTED = participants().where(or_(_THESE, _p.id.in_(_AWAITED)))
_OF_PERSON = participants().where(_p.telegram_id == bindparam("telegram_id")).order_by(_p.id)
_IDS = select(_p.id).where(*_HERE).order_by(_p.sort_name, _p.id)
_NAMED = (
    select(_p.id, _p.key, _p.email, _p.name, _p.organization, _p.sort_name, _p.generation)
    .where(*_HERE)
    .order_by(_p.sort_name, _p.id)
)
_COUNT = select(func.count()).where(*_HERE)
_LOCK = select(_p.id).where(_THESE).order_by(_p.id).with_for_update()
_LOCK_EVENT = select(_p.id).where(*_HERE).order_by(_p.id).with_for_update()
_TRY_LOCK = select(_p.id).where(_THESE).order_by(_p.id).with_for_update(skip_locked=True)
_OF_EVENT = _p.event_id == bindparam("event_id")
_HAS_WINDOW = exists().where(t.participant_window.c.participant_id == _p.id)
_TALLY = select(  # each from an index alone: the rows of participants are wide; the erased are not connected
    select(func.count()).where(_OF_EVENT, _p.telegram_id.is_not(None)).scalar_subquery(),
    select(func.count())
    .select_from(t.person.join(t.participant, _p.telegram_id == t.person.c.telegram_id))
    .where(_OF_EVENT, t.person.c.reachable == false())
    .scalar_subquery(),
    select(func.count()).where(_OF_EVENT, _HAS_WINDOW).scalar_subquery(),
)
_WANTED = select(func.count()).where(t.wanted.c.host_id == _p.id).correlate(t.participant).scalar_subquery()
_NOT_CONNECTED = (
    select(_p.id, _WANTED)
    .where(*_HERE, _p.telegram_id.is_(None))
    .order_by(_WANTED.desc(), _p.sort_name, _p.id)
    .offset(bindparam("skip"))
    .limit(bindparam("most"))
)


_TEXTS = (*_PROFILE, "photo", "language", "table_name", "folded", "sort_name")


def blank(now: datetime) -> dict[str, Any]:
    """Give the values of a participant who is erased; nothing in them tells who it was."""
    number = literal("erased:") + cast(t.participant.c.id, String)
    values: dict[str, Any] = {"key": number, "telegram_id": None, "hidden": False, "erased_at": now}
    values |= {name: [] for name in (*_LISTS, "edited")}
    return dict.fromkeys(_TEXTS, "") | values


class SqlParticipants:
    """``bot.usecases.ports.Participants``."""

    def __init__(self, connection: Connection, crowd: SqlCrowd) -> None:
        self._connection = connection
        self._crowd = crowd

    async def get(self, participant_id: int) -> Participant | None:
        """Give one participant."""
        found = await self._load(_BY_ID, id=participant_id)
        return found[0] if found else None

    async def many(self, ids: Iterable[int]) -> dict[int, Participant]:
        """Give participants by id; unknown ids are left out."""
        wanted, found = list(set(ids)), dict[int, Participant]()
        for start in range(0, len(wanted), _AT_ONCE):
            if start:
                await asyncio.sleep(0)
            some = await self._load(_BY_IDS, ids=wanted[start : start + _AT_ONCE])
            found |= {participant.id: participant for participant in some}
        return found

    async def with_wanted(self, ids: Iterable[int], guest_id: int) -> dict[int, Participant]:
        """Give participants by id, and beside them those for whose joining a guest waits."""
        found = await self._load(_WITH_WANTED, ids=list(set(ids)), guest=guest_id)
        return {participant.id: participant for participant in found}

    async def of_person(self, telegram_id: int) -> list[Participant]:
        """Give the person's participants in all events."""
        return await self._load(_OF_PERSON, telegram_id=telegram_id)

    async def of_event(self, event_id: int) -> list[Participant]:
        """Give everybody of an event who is not erased, by name."""
        ids = list((await self._connection.execute(_IDS, {"event_id": event_id})).scalars())
        found = await self.many(ids)
        return [found[one] for one in ids if one in found]

    async def named(self, event_id: int) -> list[Named]:
        """Give what names everybody of an event who is not erased, by name; far less than ``of_event``."""
        everybody: list[Named] = []
        for some in (await self._connection.execute(_NAMED, {"event_id": event_id})).partitions(_AT_ONCE):
            everybody += map(Named._make, some)
            await asyncio.sleep(0)
        return everybody

    async def count(self, event_id: int) -> int:
        """Count the directory."""
        return int((await self._connection.execute(_COUNT, {"event_id": event_id})).scalar_one())

    async def add(self, event: Event, row: PersonRow) -> int:
        """Add a participant from a row of a file."""
        return (await self._insert(event, [row]))[0]

    async def add_all(self, event: Event, rows: Iterable[PersonRow]) -> None:
        """Add participants from the rows of a file, in a few statements however many there are."""
        of_list = list(rows)
        for start in range(0, len(of_list), _ADDED_AT_ONCE):
            if start:
                await asyncio.sleep(0)
            await self._insert(event, of_list[start : start + _ADDED_AT_ONCE])

    async def _insert(self, event: Event, rows: Sequence[PersonRow]) -> list[int]:
        values = [_values(row) | {"event_id": event.id, "key": row.key} for row in rows]
        added = insert(t.participant).returning(t.participant.c.id, sort_by_parameter_order=True)
        ids = list((await self._connection.execute(added, values)).scalars())
        await add_windows(self._connection, event, zip(ids, (row.windows for row in rows), strict=True))
        await self._crowd.changes(event.id)
        return ids

    async def update(
        self, participant_id: int, event: Event, row: PersonRow, *, windows: bool = True
    ) -> None:
        """Bring a participant up to a row of a file, with the windows of the row or without."""
        change = update(t.participant).where(t.participant.c.id == participant_id)
        await self._connection.execute(change.values(_values(row)))
        if windows:
            await set_windows(self._connection, participant_id, event, row.windows)
        await self._crowd.changes(event.id)

    async def rekey(self, participant_id: int, key: str) -> None:
        """Give a participant another identity for imports."""
        change = update(t.participant).where(t.participant.c.id == participant_id)
        await self._connection.execute(change.values(key=key))

    async def follow_blocks(self, before: Event, after: Event) -> None:
        """Bring windows to an event's new blocks and zone; see ``bot.usecases.people_repositories``."""
        await follow_blocks(self._connection, before, after)
        await self._crowd.changes(after.id)

    async def connect(self, participant_id: int, telegram_id: int, now: datetime) -> None:
        """Give a participant his Telegram account."""
        change = update(t.participant).where(t.participant.c.id == participant_id)
        await self._connection.execute(change.values(telegram_id=telegram_id, joined_at=now))

    async def revoke_link(self, participant_id: int) -> None:
        """Count the link's generation up: every link printed before is void, and who used one is out."""
        change = update(t.participant).where(t.participant.c.id == participant_id)
        values = {"generation": t.participant.c.generation + 1, "telegram_id": None, "joined_at": None}
        revoked = await self._connection.execute(change.values(values).returning(_p.event_id))
        await self._crowd.changes(revoked.scalar_one())

    async def lock(self, ids: Iterable[int]) -> None:
        """Hold the rows, in one order for everybody, until the transaction ends (SQLite: held already)."""
        await self._connection.execute(_LOCK, {"ids": list(set(ids))})

    async def lock_event(self, event_id: int) -> None:
        """Hold the rows of everybody in an event, as ``lock`` does."""
        if self._connection.dialect.name != "sqlite":
            await self._connection.execute(_LOCK_EVENT, {"event_id": event_id})

    async def try_lock(self, ids: Iterable[int]) -> set[int]:
        """Hold those of the rows that nobody else holds; gives their ids."""
        rows = await self._connection.execute(_TRY_LOCK, {"ids": list(set(ids))})
        return set(rows.scalars())

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

    async def stop_wanting(self, host_id: int, guest_id: int) -> None:
        """Note that a guest no longer waits for a host; that he once was told stays noted."""
        mine = (t.wanted.c.host_id == host_id, t.wanted.c.guest_id == guest_id, t.wanted.c.told_at.is_(None))
        await self._connection.execute(t.wanted.delete().where(*mine))

    async def want_no_more(self, one: int, other: int) -> None:
        """Note that neither of two waits for the other to join."""
        pair = (t.wanted.c.host_id.in_((one, other)), t.wanted.c.guest_id.in_((one, other)))
        await self._connection.execute(t.wanted.delete().where(*pair))

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

    async def tally(self, event_id: int) -> tuple[int, int, int]:
        """Count in the directory: connected, connected but unreachable, and those who take meetings."""
        connected, unreachable, hosts = (await self._connection.execute(_TALLY, {"event_id": event_id})).one()
        return connected, unreachable, hosts

    async def not_connected(self, event_id: int, offset: int, limit: int) -> list[tuple[Participant, int]]:
        """Give those who are not connected with how many guests want each, the most wanted first."""
        params = {"event_id": event_id, "skip": offset, "most": limit}
        wanted = {row[0]: row[1] for row in await self._connection.execute(_NOT_CONNECTED, params)}
        people = await self.many(wanted)
        return [(people[one], count) for one, count in wanted.items()]

    async def _load(self, query: Select[*tuple[Any, ...]], **params: Any) -> list[Participant]:
        rows = await self._connection.execute(query, params)
        return [participant_of(row) for row in rows]


def _values(row: PersonRow) -> dict[str, Any]:
    return profile_values(row.profile) | {"language": row.language, "table_name": row.table}


def profile_values(profile: Profile) -> dict[str, Any]:
    """Give the columns of a profile, those among them that only search and order go by."""
    values = {name: getattr(profile, name) for name in _PROFILE}
    values |= {name: list(values[name]) for name in _LISTS}
    return values | {"folded": searchable(profile), "sort_name": fold(profile.name)}
