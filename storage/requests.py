"""Requests of all states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    Row,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    true,
    update,
)

from bot.domain.booking import Request, RequestState
from bot.domain.slots import Slot
from storage import tables as t
from storage.asking_tables import lost_slot, request_slot
from storage.columns import is_in
from storage.connection import Connection
from storage.dialects import insert as insert_for
from storage.errors import meaning_of_constraints
from storage.ids import among

_r, _further = t.request.c, request_slot.c
_PENDING = is_in(_r.state, RequestState.PENDING)
_ADD = insert(t.request).returning(_r.id)
_CHANGE = update(t.request).where(_r.id == bindparam("which"))
_NO_FURTHER = delete(request_slot).where(_further.request_id == bindparam("which"))
_INVOLVING = or_(among(_r.guest_id), among(_r.host_id))
_MINE = or_(_r.guest_id == bindparam("mine"), _r.host_id == bindparam("mine"))
_EACH = select(  # a row for each further slot, at least one
    t.request,
    _further.starts_at.label("further_starts_at"),
    _further.ends_at.label("further_ends_at"),
    _further.block_id.label("further_block_id"),
).outerjoin(request_slot, _further.request_id == _r.id)
_ALL = _EACH.order_by(_r.id, _further.position)
_BY_ID = _ALL.where(_r.id == bindparam("id"))
_BY_IDS = _ALL.where(among(_r.id))
_OPEN_OF = _EACH.where(_PENDING, _MINE).order_by(_r.deadline, _r.id, _further.position)
_OPEN_OF_ANY = _ALL.where(_PENDING, _INVOLVING)
_OPEN_BETWEEN = _ALL.where(_PENDING, _r.low_id == bindparam("low"), _r.high_id == bindparam("high"))
_MOVING = _ALL.where(_PENDING, _r.moves_id == bindparam("meeting_id"))


def _touching(slot: Any) -> Any:
    return and_(slot.starts_at < bindparam("ends_at"), slot.ends_at > bindparam("starts_at"))


_other = request_slot.alias().c  # beside the one that is joined
_COMPETING = _ALL.where(
    _PENDING,
    _INVOLVING,
    or_(_touching(_r), exists().where(_other.request_id == _r.id, _touching(_other))),
)
_OVERDUE_OF = _ALL.where(_PENDING, _INVOLVING, _r.deadline <= bindparam("now"))
_OVERDUE = select(_r.id).where(_PENDING, _r.deadline <= bindparam("now")).order_by(_r.deadline, _r.id)


class SqlRequests:
    """``bot.usecases.ports.Requests``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, request: Request) -> int:
        """Add a request.

        Raises:
            NotBookableError: ALREADY, the pair has an open one.
        """
        values = {
            "event_id": request.event_id,
            "guest_id": request.guest_id,
            "host_id": request.host_id,
            "low_id": min(request.guest_id, request.host_id),
            "high_id": max(request.guest_id, request.host_id),
            "state": request.state,
            "turn_id": request.turn_id,
            "note": request.note,
            "reason": request.reason,
            "version": request.version,
            "sent_at": request.sent_at,
            "deadline": request.deadline,
            "moves_id": request.moves,
            "wish_id": request.wish_id,
        } | slot_columns(request.slot)
        with meaning_of_constraints():
            added = await self._connection.execute(_ADD, values)
        request_id = int(added.scalar_one())
        await self._add_further(request_id, request.further)
        return request_id

    async def get(self, request_id: int) -> Request | None:
        """Give one request."""
        found = await self._load(_BY_ID, id=request_id)
        return found[0] if found else None

    async def change(self, request_id: int, **values: Any) -> None:
        """Change fields; ``slots`` stands for all slots that it asks for."""
        if slots := values.pop("slots", ()):
            values |= slot_columns(slots[0])
            await self._connection.execute(_NO_FURTHER, {"which": request_id})
            await self._add_further(request_id, slots[1:])
        with meaning_of_constraints():
            await self._connection.execute(_CHANGE, {"which": request_id, **values})

    async def lose(self, request_id: int, starts: Iterable[datetime]) -> None:
        """Note which of its slots a request has lost to something else."""
        rows = [{"request_id": request_id, "starts_at": start} for start in starts]
        statement = insert_for(self._connection, lost_slot).values(rows)
        await self._connection.execute(statement.on_conflict_do_nothing())

    async def open_of(self, participant_id: int) -> list[Request]:
        """Give the pending requests of a participant in either role, by deadline."""
        return await self._load(_OPEN_OF, mine=participant_id)

    async def open_of_any(self, ids: Iterable[int]) -> list[Request]:
        """Give the pending requests of any of some participants in either role, by id."""
        return await self._load(_OPEN_OF_ANY, ids=list(ids))

    async def all_of(self, participant_id: int) -> list[Request]:
        """Give every request of a participant, in whatever state."""
        return await self._load(_ALL.where(_MINE), mine=participant_id)

    async def open_between(self, one: int, other: int) -> Request | None:
        """Give the pair's pending request."""
        found = await self._load(_OPEN_BETWEEN, low=min(one, other), high=max(one, other))
        return found[0] if found else None

    async def moving(self, meeting_id: int) -> Request | None:
        """Give the pending request for another slot for a meeting."""
        found = await self._load(_MOVING, meeting_id=meeting_id)
        return found[0] if found else None

    async def competing(self, ids: Iterable[int], slot: Slot) -> list[Request]:
        """Give pending requests in a slot that involve any of the participants, by id."""
        return await self._load(_COMPETING, ids=list(ids), starts_at=slot.start, ends_at=slot.end)

    async def open_of_event(self, event_id: int, now: datetime) -> list[Request]:
        """Give the pending requests of an event that are not overdue, by id."""
        return await self._load(_ALL.where(_PENDING, _r.event_id == event_id, _r.deadline > now))

    async def overdue(self, now: datetime, limit: int) -> list[Request]:
        """Give pending requests past their deadline."""
        ids = (await self._connection.execute(_OVERDUE.limit(limit), {"now": now})).scalars().all()
        found = {one.id: one for one in await self._load(_BY_IDS, ids=ids)} if ids else {}
        return [found[one] for one in ids]

    async def overdue_of(self, ids: Iterable[int], now: datetime) -> list[Request]:
        """Give those that involve any of the participants, by id."""
        return await self._load(_OVERDUE_OF, ids=list(ids), now=now)

    async def states(self, event_id: int | None = None) -> dict[str, int]:
        """Count the requests of an event, or of all, by state; proposals to move a meeting are none."""
        here = true() if event_id is None else _r.event_id == event_id
        query = select(_r.state, func.count()).where(here, _r.moves_id.is_(None)).group_by(_r.state)
        return {row[0]: row[1] for row in await self._connection.execute(query)}

    async def _add_further(self, request_id: int, slots: Sequence[Slot]) -> None:
        rows = [
            {"request_id": request_id, "position": position} | slot_columns(slot)
            for position, slot in enumerate(slots, start=2)
        ]
        if rows:
            await self._connection.execute(insert(request_slot), rows)

    async def _load(self, query: Select[*tuple[Any, ...]], **params: Any) -> list[Request]:
        rows = await self._connection.execute(query, params)
        return [_request(list(same)) for _, same in groupby(rows, key=attrgetter("id"))]


def slot_columns(slot: Slot) -> dict[str, Any]:
    """Give the columns that a slot is stored in."""
    return {"block_id": slot.block_id, "starts_at": slot.start, "ends_at": slot.end}


def _request(rows: Sequence[Row[*tuple[Any, ...]]]) -> Request:
    row = rows[0]
    return Request(
        id=row.id,
        event_id=row.event_id,
        guest_id=row.guest_id,
        host_id=row.host_id,
        slot=Slot(row.starts_at, row.ends_at, row.block_id),
        state=RequestState(row.state),
        turn_id=row.turn_id,
        note=row.note,
        reason=row.reason,
        version=row.version,
        sent_at=row.sent_at,
        deadline=row.deadline,
        further=tuple(
            Slot(one.further_starts_at, one.further_ends_at, one.further_block_id)
            for one in rows
            if one.further_starts_at is not None
        ),
        moves=row.moves_id,
        wish_id=row.wish_id,
    )
