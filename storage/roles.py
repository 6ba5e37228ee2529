"""Rights beside those of the ``ORGANIZERS`` setting, and the link that gives them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from storage.connection import Connection
from storage.desk_tables import role
from storage.dialects import insert
from storage.tables import event

ORGANIZER = "organizer"
_ORGANIZED_BY = select(role.c.event_id).where(
    role.c.telegram_id == bindparam("telegram_id"), role.c.role == ORGANIZER
)


class SqlRoles:
    """``bot.usecases.repositories.Roles``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def organized_by(self, telegram_id: int) -> set[int]:
        """Give the ids of the events that a person may organize."""
        rows = await self._connection.execute(_ORGANIZED_BY, {"telegram_id": telegram_id})
        return set(rows.scalars())

    async def organizers_of(self, event_id: int) -> set[int]:
        """Give the Telegram ids of those who organize an event by a role."""
        query = select(role.c.telegram_id).where(role.c.event_id == event_id, role.c.role == ORGANIZER)
        return set((await self._connection.execute(query)).scalars())

    async def grant(self, event_id: int, telegram_id: int, now: datetime) -> None:
        """Make a person an organizer of an event."""
        values = {"role": ORGANIZER, "created_at": now}
        statement = insert(self._connection, role).values(
            event_id=event_id, telegram_id=telegram_id, **values
        )
        await self._connection.execute(
            statement.on_conflict_do_update(index_elements=[role.c.event_id, role.c.telegram_id], set_=values)
        )

    async def withdraw(self, event_id: int, telegram_id: int) -> None:
        """Take a person's rights in an event away."""
        mine = (role.c.event_id == event_id, role.c.telegram_id == telegram_id)
        await self._connection.execute(delete(role).where(*mine))

    async def link_generations(self) -> dict[int, int]:
        """Give the generation of each event's organizer link."""
        rows = await self._connection.execute(select(event.c.id, event.c.organizer_generation))
        return {row.id: row.organizer_generation for row in rows}

    async def use_link(self, event_id: int, generation: int) -> bool:
        """Void the organizer link of a generation; False when it was void already."""
        here = (event.c.id == event_id, event.c.organizer_generation == generation)
        change = update(event).where(*here).values(organizer_generation=generation + 1)
        return (await self._connection.execute(change)).rowcount == 1
