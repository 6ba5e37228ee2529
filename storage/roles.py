"""Rights beside those of the ``ORGANIZERS`` setting, and the links that give them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from bot.domain.roles import Role
from storage.connection import Connection
from storage.desk_tables import role, staff_menu
from storage.dialects import insert
from storage.tables import event

_OF_PERSON = select(role.c.event_id, role.c.role).where(role.c.telegram_id == bindparam("telegram_id"))
_GENERATIONS = {Role.ORGANIZER: event.c.organizer_generation, Role.STEWARD: event.c.steward_generation}


class SqlRoles:
    """``bot.usecases.repositories.Roles``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of_person(self, telegram_id: int) -> dict[int, Role]:
        """Give the roles of a person by event."""
        rows = await self._connection.execute(_OF_PERSON, {"telegram_id": telegram_id})
        return {row.event_id: Role(row.role) for row in rows}

    async def holders(self, event_id: int, what: Role) -> set[int]:
        """Give the Telegram ids of those who have a role in an event."""
        query = select(role.c.telegram_id).where(role.c.event_id == event_id, role.c.role == what)
        return set((await self._connection.execute(query)).scalars())

    async def everybody(self) -> set[int]:
        """Give the Telegram ids of those who have a role in any event."""
        return set((await self._connection.execute(select(role.c.telegram_id))).scalars())

    async def grant(self, event_id: int, telegram_id: int, what: Role, now: datetime) -> None:
        """Give a person a role in an event; an organizer stays one whatever else he is given."""
        values = {"role": what, "created_at": now}
        statement = insert(self._connection, role).values(
            event_id=event_id, telegram_id=telegram_id, **values
        )
        await self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=[role.c.event_id, role.c.telegram_id],
                set_=values,
                where=role.c.role != Role.ORGANIZER,
            )
        )

    async def withdraw(self, event_id: int, telegram_id: int, what: Role) -> bool:
        """Take a role in an event away from a person; False when he did not have it."""
        mine = (role.c.event_id == event_id, role.c.telegram_id == telegram_id, role.c.role == what)
        return (await self._connection.execute(delete(role).where(*mine))).rowcount == 1

    async def with_menu(self) -> set[int]:
        """Give the Telegram ids of those whose chat may have the menu of a role."""
        return set((await self._connection.execute(select(staff_menu.c.telegram_id))).scalars())

    async def note_menus(self, given: Iterable[int], taken: Iterable[int] = ()) -> None:
        """Note who may have the menu of a role, and who has none any more."""
        if rows := [{"telegram_id": one} for one in given]:
            known = insert(self._connection, staff_menu).on_conflict_do_nothing()
            await self._connection.execute(known, rows)
        if gone := list(taken):
            await self._connection.execute(delete(staff_menu).where(staff_menu.c.telegram_id.in_(gone)))

    async def link_generations(self, what: Role) -> dict[int, int]:
        """Give the generation of each event's link that gives a role."""
        rows = await self._connection.execute(select(event.c.id, _GENERATIONS[what]))
        return {row[0]: row[1] for row in rows}

    async def use_link(self, event_id: int, what: Role, generation: int) -> bool:
        """Void the link of a generation that gives a role; False when it was void already."""
        now = _GENERATIONS[what]
        change = update(event).where(event.c.id == event_id, now == generation).values({now: generation + 1})
        return (await self._connection.execute(change)).rowcount == 1
