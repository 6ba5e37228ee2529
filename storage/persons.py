"""People on Telegram."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from bot.domain.persons import Person
from storage import tables as t
from storage.connection import Connection
from storage.dialects import insert as insert_for

_COLUMNS = tuple(
    t.person.c[name]
    for name in (
        "telegram_id",
        "language",
        "username",
        "event_id",
        "dialog",
        "minutes_before",
        "reachable",
        "today_card",
        "withheld",
    )
)
_BY_ID = select(*_COLUMNS).where(t.person.c.telegram_id == bindparam("telegram_id"))


class SqlPersons:
    """``bot.usecases.ports.Persons``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def get(self, telegram_id: int) -> Person | None:
        """Give one person."""
        row = (await self._connection.execute(_BY_ID, {"telegram_id": telegram_id})).mappings().first()
        if row is None:
            return None
        minutes = row["minutes_before"]
        plain = {**row, "minutes_before": None if minutes is None else tuple(minutes)}
        return Person(**plain | {"withheld": tuple(row["withheld"])})

    async def save(self, person: Person, now: datetime) -> None:
        """Add a person, or write over what is known of him."""
        values = {name: _stored(getattr(person, name)) for name in Person.__slots__}
        statement = insert_for(self._connection, t.person).values(created_at=now, **values)
        values.pop("telegram_id")
        await self._connection.execute(
            statement.on_conflict_do_update(index_elements=[t.person.c.telegram_id], set_=values)
        )

    async def change(self, telegram_id: int, **values: Any) -> None:
        """Change single fields of ``Person``."""
        stored = {name: _stored(value) for name, value in values.items()}
        await self._connection.execute(
            update(t.person).where(t.person.c.telegram_id == telegram_id).values(stored)
        )


def _stored(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
