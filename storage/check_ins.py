"""Who has arrived."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, func, select

from storage.connection import Connection
from storage.desk_tables import check_in
from storage.dialects import insert
from storage.tables import participant

_c = check_in.c
_HERE = check_in.join(participant, participant.c.id == _c.participant_id)
_IN_EVENT = participant.c.event_id == bindparam("event_id")
_OF_EVENT = select(_c.participant_id).select_from(_HERE).where(_IN_EVENT)
_COUNT = select(func.count()).select_from(_HERE).where(_IN_EVENT)


class SqlCheckIns:
    """``bot.usecases.repositories.CheckIns``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of(self, participant_id: int) -> datetime | None:
        """Give when a participant was checked in; None when he was not."""
        query = select(_c.checked_in_at).where(_c.participant_id == participant_id)
        found: datetime | None = (await self._connection.execute(query)).scalar()
        return found

    async def add(self, participant_id: int, now: datetime) -> None:
        """Note that a participant has arrived; of several times the first one stands."""
        values = {"participant_id": participant_id, "checked_in_at": now}
        statement = insert(self._connection, check_in).values(values)
        await self._connection.execute(statement.on_conflict_do_nothing())

    async def remove(self, participant_id: int) -> None:
        """Note that a participant has not arrived after all."""
        await self._connection.execute(delete(check_in).where(_c.participant_id == participant_id))

    async def of_event(self, event_id: int) -> frozenset[int]:
        """Give the ids of those in an event who have arrived."""
        return frozenset((await self._connection.execute(_OF_EVENT, {"event_id": event_id})).scalars())

    async def count(self, event_id: int) -> int:
        """Count those in an event who have arrived."""
        found = await self._connection.execute(_COUNT, {"event_id": event_id})
        return int(found.scalar_one())
