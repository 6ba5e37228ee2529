"""Requests of all states."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, or_, select, true, update

from bot.domain.booking import Request, RequestState
from bot.domain.slots import Slot
from storage import tables as t
from storage.connection import Connection
from storage.errors import meaning_of_constraints

_r = t.request.c
_PENDING = _r.state == RequestState.PENDING
_ADD = insert(t.request).returning(_r.id)
_INVOLVING = or_(
    _r.guest_id.in_(bindparam("ids", expanding=True)), _r.host_id.in_(bindparam("ids", expanding=True))
)
_MINE = or_(_r.guest_id == bindparam("mine"), _r.host_id == bindparam("mine"))
_ALL = select(t.request).order_by(_r.id)
_BY_ID = _ALL.where(_r.id == bindparam("id"))
_OPEN_OF = select(t.request).where(_PENDING, _MINE).order_by(_r.deadline, _r.id)
_OPEN_BETWEEN = _ALL.where(_PENDING, _r.low_id == bindparam("low"), _r.high_id == bindparam("high"))
_COMPETING = _ALL.where(
    _PENDING, _INVOLVING, _r.starts_at < bindparam("ends_at"), _r.ends_at > bindparam("starts_at")
)
_OVERDUE = select(t.request).where(_PENDING, _r.deadline <= bindparam("now")).order_by(_r.deadline, _r.id)


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
        } | slot_columns(request.slot)
        with meaning_of_constraints():
            added = await self._connection.execute(_ADD, values)
        return int(added.scalar_one())

    async def get(self, request_id: int) -> Request | None:
        """Give one request."""
        found = await self._load(_BY_ID, id=request_id)
        return found[0] if found else None

    async def change(self, request_id: int, **values: Any) -> None:
        """Change fields; ``slot`` stands for the three columns of a slot."""
        if "slot" in values:
            values |= slot_columns(values.pop("slot"))
        with meaning_of_constraints():
            await self._connection.execute(update(t.request).where(_r.id == request_id).values(values))

    async def open_of(self, participant_id: int) -> list[Request]:
        """Give the pending requests of a participant in either role, by deadline."""
        return await self._load(_OPEN_OF, mine=participant_id)

    async def all_of(self, participant_id: int) -> list[Request]:
        """Give every request of a participant, in whatever state."""
        return await self._load(_ALL.where(_MINE), mine=participant_id)

    async def open_between(self, one: int, other: int) -> Request | None:
        """Give the pair's pending request."""
        found = await self._load(_OPEN_BETWEEN, low=min(one, other), high=max(one, other))
        return found[0] if found else None

    async def competing(self, ids: Iterable[int], slot: Slot) -> list[Request]:
        """Give pending requests in a slot that involve any of the participants, by id."""
        return await self._load(_COMPETING, ids=list(ids), starts_at=slot.start, ends_at=slot.end)

    async def open_of_event(self, event_id: int, now: datetime) -> list[Request]:
        """Give the pending requests of an event that are not overdue, by id."""
        return await self._load(_ALL.where(_PENDING, _r.event_id == event_id, _r.deadline > now))

    async def overdue(self, now: datetime, limit: int) -> list[Request]:
        """Give pending requests past their deadline."""
        return await self._load(_OVERDUE.limit(limit), now=now)

    async def states(self, event_id: int | None = None) -> dict[str, int]:
        """Count the requests of an event, or of all, by state."""
        here = true() if event_id is None else _r.event_id == event_id
        query = select(_r.state, func.count()).where(here).group_by(_r.state)
        return {row[0]: row[1] for row in await self._connection.execute(query)}

    async def _load(self, query: Select[*tuple[Any, ...]], **params: Any) -> list[Request]:
        return [_request(row) for row in (await self._connection.execute(query, params)).mappings()]


def slot_columns(slot: Slot) -> dict[str, Any]:
    """Give the columns that a slot is stored in."""
    return {"block_id": slot.block_id, "starts_at": slot.start, "ends_at": slot.end}


def _request(row: Any) -> Request:
    return Request(
        id=row["id"],
        event_id=row["event_id"],
        guest_id=row["guest_id"],
        host_id=row["host_id"],
        slot=Slot(row["starts_at"], row["ends_at"], row["block_id"]),
        state=RequestState(row["state"]),
        turn_id=row["turn_id"],
        note=row["note"],
        reason=row["reason"],
        version=row["version"],
        sent_at=row["sent_at"],
        deadline=row["deadline"],
    )
