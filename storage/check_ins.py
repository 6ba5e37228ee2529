"""Who has arrived."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from storage.connection import Connection
from storage.desk_tables import check_in
from storage.dialects import insert
from storage.tables import participant

_c = check_in.c
_OF_EVENT = select(_c.participant_id).join(participant, participant.c.id == _c.participant_id)


class SqlCheckIns:
    """``bot.usecases.repositories.CheckIns``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of(self, participant_id: int) -> datetime | None:
        """Give when a participant was checked in; None when he was not."""
        query = select(_c.checked_in_at).where(_c.participant_id == participant_id)
        return (await self._connection.execute(query)).scalar()

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
        query = _OF_EVENT.where(participant.c.event_id == event_id)
        return frozenset((await self._connection.execute(query)).scalars())
