"""Filters of the directory, and what they are applied to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import String, bindparam, cast, delete, func, select, union_all

from bot.domain.booking import MeetingState
from bot.domain.finding import Catalogue, Entry, Facet, Filter, Free, catalogue
from bot.domain.intervals import Interval
from storage import tables as t
from storage.connection import Connection
from storage.dialects import insert as insert_for
from storage.finding_tables import directory_filter, free_now
from storage.known import Kept

_p, _s, _w, _m, _r = t.participant.c, t.seat.c, t.participant_window.c, t.meeting.c, t.request.c
_HERE = (_p.event_id == bindparam("event_id"), _p.erased_at.is_(None))
_VERSION = select(t.event.c.people_version).where(t.event.c.id == bindparam("event_id"))
_PEOPLE = (
    select(_p.id, _p.organization, _p.organization_type, _p.areas, _p.city, _p.country)
    .where(*_HERE)
    .order_by(_p.sort_name, _p.id)
)
_WINDOWS = (
    select(_w.participant_id, _w.starts_at, _w.ends_at)
    .join(t.participant, _p.id == _w.participant_id)
    .where(*_HERE)
    .order_by(_w.participant_id, _w.starts_at)
)


def _together(ids: Any) -> Any:
    """Give ids as one text: ten thousand rows take ten times as long to come as one."""
    return func.aggregate_strings(cast(ids, String), ",")


_CONNECTED = select(_together(_p.id)).where(_p.event_id == bindparam("event_id"), _p.telegram_id.is_not(None))
_BUSY = (
    select(_s.starts_at, _together(_s.participant_id))
    .outerjoin(t.request, (_r.id == _s.request_id) & ~_s.confirmed)
    .where(
        _s.starts_at.in_(bindparam("starts", expanding=True)),
        # As bot.domain.booking.offered_slots has it: what somebody asked for himself does not hide a slot.
        _s.confirmed | ((_r.guest_id != _s.participant_id) & (_r.deadline > bindparam("now"))),
    )
    .group_by(_s.starts_at)
)
_MEETING = union_all(
    *(
        select(side.label("participant_id"), _m.block_id).where(
            _m.event_id == bindparam("event_id"), _m.state.in_((MeetingState.CONFIRMED, MeetingState.DONE))
        )
        for side in (_m.guest_id, _m.host_id)
    )
).subquery()
_LADEN = (
    select(_MEETING.c.participant_id)
    .group_by(_MEETING.c.participant_id)
    .having(func.count() >= bindparam("most"))
)
_LADEN_IN_BLOCK = _LADEN.where(_MEETING.c.block_id == bindparam("block_id"))
_FILTER = select(directory_filter.c.definition).where(directory_filter.c.owner_id == bindparam("owner"))


class SqlFinding:
    """``bot.usecases.finding_repositories.Finding``; ``kept`` are catalogues by event."""

    def __init__(self, connection: Connection, kept: Kept[Catalogue]) -> None:
        self._connection = connection
        self._kept = kept

    async def filter_of(self, owner_id: int) -> Filter:
        """Give what somebody looks for."""
        stored = (await self._connection.execute(_FILTER, {"owner": owner_id})).scalar()
        return _filter(stored) if stored else Filter()

    async def save_filter(self, owner_id: int, asked: Filter) -> None:
        """Note what somebody looks for, in place of what he looked for before."""
        if not asked.size:
            await self._connection.execute(
                delete(directory_filter).where(directory_filter.c.owner_id == owner_id)
            )
            return
        values = {"definition": _definition(asked)}
        statement = insert_for(self._connection, directory_filter).values(owner_id=owner_id, **values)
        await self._connection.execute(
            statement.on_conflict_do_update(index_elements=[directory_filter.c.owner_id], set_=values)
        )

    async def erase(self, ids: Collection[int]) -> None:
        """Forget what participants look for, and when they are free."""
        for table in (directory_filter, free_now):
            await self._connection.execute(delete(table).where(table.c.owner_id.in_(ids)))

    async def catalogue(self, event_id: int) -> Catalogue:
        """Give the people of an event by what they can be filtered by."""
        version = (await self._connection.execute(_VERSION, {"event_id": event_id})).scalar()
        if version is None:
            return catalogue(())
        return await self._kept.get(event_id, version, partial(self._read, event_id))

    async def _read(self, event_id: int) -> Catalogue:
        windows = defaultdict[int, list[Interval]](list)
        for person, start, end in await self._connection.execute(_WINDOWS, {"event_id": event_id}):
            windows[person].append(Interval(start, end))
        people = await self._connection.execute(_PEOPLE, {"event_id": event_id})
        return catalogue(
            Entry(
                row.id,
                row.organization,
                {
                    Facet.TYPE: (row.organization_type,),
                    Facet.AREA: row.areas,
                    Facet.CITY: (row.city,),
                    Facet.COUNTRY: (row.country,),
                },
                tuple(windows[row.id]),
            )
            for row in people
        )

    async def connected(self, event_id: int) -> frozenset[int]:
        """Give those of an event whom the bot may write to."""
        return _ids((await self._connection.execute(_CONNECTED, {"event_id": event_id})).scalar())

    async def busy(self, starts: Iterable[datetime], now: datetime) -> dict[datetime, frozenset[int]]:
        """Give who has a seat in slots, by their starts; also people of other events at the same times."""
        params = {"starts": list(starts), "now": now}
        return {row[0]: _ids(row[1]) for row in await self._connection.execute(_BUSY, params)}

    async def laden(self, event_id: int, most: int, block_id: int | None = None) -> frozenset[int]:
        """Give those who have ``most`` meetings or more in an event, or in one of its blocks."""
        query = _LADEN if block_id is None else _LADEN_IN_BLOCK
        params = {"event_id": event_id, "most": most} | ({} if block_id is None else {"block_id": block_id})
        return frozenset((await self._connection.execute(query, params)).scalars())

    async def free_now(self, start: datetime) -> frozenset[int]:
        """Give who said that he is free in the slot that starts then, of whatever event."""
        found = select(free_now.c.owner_id).where(free_now.c.starts_at == start)
        return frozenset((await self._connection.execute(found)).scalars())

    async def free_now_of(self, owner_id: int) -> datetime | None:
        """Give the start of the slot in which somebody said last that he is free."""
        found = select(free_now.c.starts_at).where(free_now.c.owner_id == owner_id)
        start: datetime | None = (await self._connection.execute(found)).scalar()
        return start

    async def say_free_now(self, owner_id: int, start: datetime) -> None:
        """Note that somebody is free in a slot, in place of the one that he said before."""
        statement = insert_for(self._connection, free_now).values(owner_id=owner_id, starts_at=start)
        await self._connection.execute(
            statement.on_conflict_do_update(index_elements=[free_now.c.owner_id], set_={"starts_at": start})
        )

    async def not_free_now(self, owner_id: int) -> None:
        """Note that somebody does not say any more that he is free."""
        await self._connection.execute(delete(free_now).where(free_now.c.owner_id == owner_id))


def _ids(together: str | None) -> frozenset[int]:
    return frozenset(map(int, together.split(","))) if together else frozenset()


def _definition(asked: Filter) -> dict[str, Any]:
    found: dict[str, Any] = {facet: list(values) for facet, values in asked.values.items() if values}
    if asked.free is not None:
        day, start = asked.free.day, asked.free.start
        found["free"] = {"day": day and day.isoformat(), "start": start and start.isoformat()}
    if asked.favourites:
        found["favourites"] = True
    return found


def _filter(stored: dict[str, Any]) -> Filter:
    free = stored.get("free")
    return Filter(
        values={facet: tuple(stored[facet]) for facet in Facet if facet in stored},
        free=Free(
            day=date.fromisoformat(free["day"]) if free["day"] else None,
            start=datetime.fromisoformat(free["start"]) if free["start"] else None,
        )
        if free
        else None,
        favourites=stored.get("favourites", False),
    )
