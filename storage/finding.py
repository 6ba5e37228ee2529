"""Filters of the directory, and what they are applied to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, select

from bot.domain.finding import Facet, Filter, Free
from storage.connection import Connection
from storage.dialects import insert as insert_for
from storage.finding_tables import directory_filter, free_now, not_for_me

_FILTER = select(directory_filter.c.definition).where(directory_filter.c.owner_id == bindparam("owner"))


class SqlFinding:
    """``bot.usecases.finding_repositories.Finding``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

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

    async def dismissed(self, owner_id: int) -> frozenset[int]:
        """Give the ids of those whom somebody does not want to be suggested."""
        found = select(not_for_me.c.person_id).where(not_for_me.c.owner_id == owner_id)
        return frozenset((await self._connection.execute(found)).scalars())

    async def dismiss(self, owner_id: int, person_id: int, now: datetime) -> None:
        """Note somebody among them."""
        statement = insert_for(self._connection, not_for_me)
        statement = statement.values(owner_id=owner_id, person_id=person_id, created_at=now)
        await self._connection.execute(statement.on_conflict_do_nothing())

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
