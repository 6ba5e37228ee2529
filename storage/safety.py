"""Who blocked whom, and reports."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, or_, select, union_all, update

from bot.domain.safety import Report
from storage.connection import Connection
from storage.dialects import insert as insert_for
from storage.ids import among
from storage.safety_tables import person_block, report

_b, _r = person_block.c, report.c
_APART = union_all(
    select(_b.person_id).where(_b.owner_id == bindparam("one")),
    select(_b.owner_id).where(_b.person_id == bindparam("one")),
)
_PAIRS = select(_b.owner_id, _b.person_id).where(or_(among(_b.owner_id), among(_b.person_id)))
_BETWEEN = (
    select(func.count())
    .select_from(person_block)
    .where(
        or_(
            (_b.owner_id == bindparam("one")) & (_b.person_id == bindparam("other")),
            (_b.owner_id == bindparam("other")) & (_b.person_id == bindparam("one")),
        )
    )
)
_REPORTS = select(
    _r.id, _r.event_id, _r.author_id, _r.person_id, _r.text, _r.created_at, _r.closed_at
).order_by(_r.created_at.desc(), _r.id.desc())
_COUNT = select(_r.state, func.count()).where(_r.event_id == bindparam("event_id")).group_by(_r.state)


class SqlBlocks:
    """``bot.usecases.safety_repositories.Blocks``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def apart(self, one: int) -> frozenset[int]:
        """Give those whom somebody has blocked, and who have blocked him."""
        return frozenset((await self._connection.execute(_APART, {"one": one})).scalars())

    async def are_apart(self, one: int, other: int) -> bool:
        """Tell whether either of two has blocked the other."""
        return bool((await self._connection.execute(_BETWEEN, {"one": one, "other": other})).scalar())

    async def pairs(self, ids: Collection[int]) -> frozenset[frozenset[int]]:
        """Give the pairs that are kept apart in which any of some people is."""
        rows = await self._connection.execute(_PAIRS, {"ids": list(ids)})
        return frozenset(frozenset(row) for row in rows)

    async def of(self, owner_id: int) -> list[int]:
        """Give those whom somebody has blocked, the last first."""
        mine = select(_b.person_id).where(_b.owner_id == owner_id)
        rows = await self._connection.execute(mine.order_by(_b.created_at.desc(), _b.person_id))
        return list(rows.scalars())

    async def add(self, owner_id: int, person_id: int, now: datetime) -> None:
        """Block somebody; who is blocked already stays so."""
        statement = insert_for(self._connection, person_block)
        statement = statement.values(owner_id=owner_id, person_id=person_id, created_at=now)
        await self._connection.execute(statement.on_conflict_do_nothing())

    async def remove(self, owner_id: int, person_id: int) -> None:
        """Block somebody no more."""
        pair = (_b.owner_id == owner_id, _b.person_id == person_id)
        await self._connection.execute(delete(person_block).where(*pair))


class SqlReports:
    """``bot.usecases.safety_repositories.Reports``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, event_id: int, author_id: int, person_id: int, text: str, now: datetime) -> int:
        """Add a report; gives its id."""
        values = {
            "event_id": event_id,
            "author_id": author_id,
            "person_id": person_id,
            "text": text,
            "created_at": now,
        }
        added = await self._connection.execute(insert(report).values(values).returning(_r.id))
        return int(added.scalar_one())

    async def get(self, report_id: int) -> Report | None:
        """Give one report."""
        found = await self._load(_r.id == report_id)
        return found[0] if found else None

    async def by(self, author_id: int) -> list[Report]:
        """Give the reports that somebody made."""
        return await self._load(_r.author_id == author_id)

    async def count(self, event_id: int) -> tuple[int, int]:
        """Count the open and the closed reports of an event."""
        rows = await self._connection.execute(_COUNT, {"event_id": event_id})
        counts: dict[str, int] = {row[0]: row[1] for row in rows}
        return counts.get("open", 0), counts.get("closed", 0)

    async def page(self, event_id: int, offset: int, limit: int, *, closed: bool) -> list[Report]:
        """Give some of the open or of the closed reports of an event, the newest first."""
        state = "closed" if closed else "open"
        return await self._load(_r.event_id == event_id, _r.state == state, offset=offset, limit=limit)

    async def close(self, report_id: int, closed_at: datetime | None) -> None:
        """Note that a report is dealt with; None opens it again."""
        values = {"state": "closed" if closed_at else "open", "closed_at": closed_at}
        await self._connection.execute(update(report).where(_r.id == report_id).values(values))

    async def _load(self, *where: Any, offset: int = 0, limit: int | None = None) -> list[Report]:
        query = _REPORTS.where(*where).offset(offset).limit(limit)
        return [Report(*row) for row in await self._connection.execute(query)]
