"""Updates as they came: ``new`` until their handler's own transaction says ``done``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.sql.dml import ReturningInsert

from bot.usecases.inbox import InboxRow
from storage.connection import Connection
from storage.dialects import insert_in
from storage.ids import among
from storage.tables import inbox

COLUMNS = (inbox.c.update_id, inbox.c.sender, inbox.c.payload, inbox.c.attempts, inbox.c.card_id)
_END = (
    update(inbox)
    .where(inbox.c.update_id == bindparam("ended"), inbox.c.state == "new")
    .values(state=bindparam("how"), payload=None)
)

_FINISH_ALL = (
    update(inbox)
    .where(among(inbox.c.update_id, "ended"), inbox.c.state == "new")
    .values(state="done", payload=None)
)


# By dialect. With one set of values per row it would be put together anew each time.
@cache
def _store(dialect: str) -> ReturningInsert[*tuple[Any, ...]]:
    return insert_in(dialect, inbox).on_conflict_do_nothing().returning(inbox.c.update_id)


class SqlInbox:
    """The inbox on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def store(self, rows: Sequence[InboxRow], now: datetime) -> set[int]:
        """Add updates; those already known are left alone. Gives the ids that were new."""
        if not rows:
            return set()
        values = [
            {
                "update_id": row.update_id,
                "sender": row.sender,
                "payload": row.payload,
                "state": "new",
                "try_at": now,
                "received_at": now,
            }
            for row in rows
        ]
        return set((await self._connection.execute(_store(self._connection.dialect.name), values)).scalars())

    async def waiting(self) -> list[tuple[int, int]]:
        """Give (update, sender) of all that are not done, whether due for another try or not."""
        statement = select(inbox.c.update_id, inbox.c.sender).where(inbox.c.state == "new")
        return [(row[0], row[1]) for row in await self._connection.execute(statement)]

    async def waiting_of(self, sender: int, limit: int) -> list[InboxRow]:
        """Give the oldest updates of one person that are not done."""
        mine = (inbox.c.state == "new", inbox.c.sender == sender)
        statement = select(*COLUMNS).where(*mine).order_by(inbox.c.update_id).limit(limit)
        return [InboxRow(*row) for row in await self._connection.execute(statement)]

    async def received_of(self, sender: int) -> list[dict[str, Any]]:
        """Give what is stored of the updates of a person: text, state and when they came."""
        columns = (inbox.c.payload, inbox.c.state, inbox.c.received_at)
        query = select(*columns).where(inbox.c.sender == sender).order_by(inbox.c.update_id)
        return [dict(row) for row in (await self._connection.execute(query)).mappings()]

    async def finish(self, update_id: int) -> bool:
        """Mark an update done and erase its payload; False when it was not waiting."""
        return await self._end(update_id, "done")

    async def finish_all(self, ids: Collection[int]) -> None:
        """Mark updates done and erase their payloads; those that are not waiting stay as they are."""
        await self._connection.execute(_FINISH_ALL, {"ended": list(ids)})

    async def bury(self, update_id: int) -> bool:
        """Give an update up: dead, payload erased; False when it was not waiting."""
        return await self._end(update_id, "dead")

    async def retry(self, update_id: int, try_at: datetime) -> None:
        """Count an attempt and note when to try again."""
        await self._connection.execute(
            update(inbox)
            .where(inbox.c.update_id == update_id, inbox.c.state == "new")
            .values(attempts=inbox.c.attempts + 1, try_at=try_at)
        )

    async def note_card(self, update_id: int, card_id: int) -> None:
        """Note the message that says that the bot is at an update, while it waits to be done."""
        mine = (inbox.c.update_id == update_id, inbox.c.state == "new")
        await self._connection.execute(update(inbox).where(*mine).values(card_id=card_id))

    async def card_of(self, update_id: int) -> int | None:
        """Give the message that says that the bot is at an update."""
        statement = select(inbox.c.card_id).where(inbox.c.update_id == update_id)
        card: int | None = (await self._connection.execute(statement)).scalar_one_or_none()
        return card

    async def forget(self, before: datetime) -> int:
        """Delete finished ids that came before ``before``; gives how many."""
        result = await self._connection.execute(
            delete(inbox).where(inbox.c.state != "new", inbox.c.received_at < before)
        )
        return result.rowcount

    async def _end(self, update_id: int, state: str) -> bool:
        result = await self._connection.execute(_END, {"ended": update_id, "how": state})
        return result.rowcount == 1
