"""Proposals to hand a meeting over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, insert, or_, select, update

from bot.domain.handover import Handover, HandoverState
from bot.domain.intervals import Interval
from storage.columns import is_in
from storage.connection import Connection
from storage.errors import meaning_of_constraints
from storage.handover_tables import handover
from storage.ids import among
from storage.tables import seat

_h = handover.c
_COLUMNS = (
    _h.id,
    _h.event_id,
    _h.meeting_id,
    _h.from_id,
    _h.to_id,
    _h.other_id,
    _h.state,
    _h.sent_at,
    _h.deadline,
    _h.to_agreed,
    _h.other_agreed,
)
_OPEN = is_in(_h.state, HandoverState.OPEN)
_MINE = or_(*(side == bindparam("mine") for side in (_h.from_id, _h.to_id, _h.other_id)))
_ALL = select(*_COLUMNS).order_by(_h.deadline, _h.id)
_ADD = insert(handover).returning(_h.id)
_BY_ID = _ALL.where(_h.id == bindparam("id"))
_OF_MEETING = _ALL.where(_OPEN, _h.meeting_id == bindparam("meeting_id"))
_OPEN_OF = _ALL.where(_OPEN, _MINE)
_OVERDUE = _ALL.where(_OPEN, _h.deadline <= bindparam("now"))
_OVERDUE_TO = _OVERDUE.where(among(_h.to_id))
_HELD_AT = (
    _ALL.join(seat, seat.c.handover_id == _h.id)
    .where(_OPEN, among(_h.to_id))
    .where(seat.c.starts_at < bindparam("end"), seat.c.ends_at > bindparam("start"))
)


class SqlHandovers:
    """``bot.usecases.handover_repositories.Handovers``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, proposed: Handover) -> int:
        """Add one.

        Raises:
            NotBookableError: ALREADY, the meeting has an open one.
        """
        names = [column.name for column in _COLUMNS if column.name != "id"]
        values = {name: getattr(proposed, name) for name in names}
        with meaning_of_constraints():
            added = await self._connection.execute(_ADD, values)
        return int(added.scalar_one())

    async def get(self, handover_id: int) -> Handover | None:
        """Give one."""
        return await self._one(_BY_ID, id=handover_id)

    async def of_meeting(self, meeting_id: int) -> Handover | None:
        """Give the open one of a meeting."""
        return await self._one(_OF_MEETING, meeting_id=meeting_id)

    async def open_of(self, participant_id: int) -> list[Handover]:
        """Give the open ones in which somebody is one of the three, by deadline."""
        return await self._load(_OPEN_OF, mine=participant_id)

    async def all_of(self, participant_id: int) -> list[Handover]:
        """Give all in which somebody is one of the three."""
        return await self._load(_ALL.where(_MINE), mine=participant_id)

    async def overdue(self, now: datetime, limit: int) -> list[Handover]:
        """Give open ones past their deadline."""
        return await self._load(_OVERDUE.limit(limit), now=now)

    async def overdue_to(self, ids: Iterable[int], now: datetime) -> list[Handover]:
        """Give those to some participants."""
        return await self._load(_OVERDUE_TO, ids=list(ids), now=now)

    async def held_at(self, ids: Iterable[int], slot: Interval) -> list[Handover]:
        """Give the open ones for which a seat of some participants is held that touches a stretch."""
        return await self._load(_HELD_AT, ids=list(ids), start=slot.start, end=slot.end)

    async def change(self, handover_id: int, **values: Any) -> None:
        """Change fields."""
        await self._connection.execute(update(handover).where(_h.id == handover_id).values(values))

    async def _one(self, query: Select[*tuple[Any, ...]], **params: Any) -> Handover | None:
        found = await self._load(query, **params)
        return found[0] if found else None

    async def _load(self, query: Select[*tuple[Any, ...]], **params: Any) -> list[Handover]:
        rows = (await self._connection.execute(query, params)).mappings()
        return [Handover(**{**row, "state": HandoverState(row["state"])}) for row in rows]
