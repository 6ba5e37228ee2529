"""Messages that could not be sent: who looks at them, and who gives them another chance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, null, select, true, update

from bot.usecases.outbox import FORBIDDEN, OutboxRow, OutboxState, Priority
from storage.connection import Connection
from storage.outbox import SqlOutbox
from storage.outbox_rows import COLUMNS, outbox_row
from storage.tables import outbox, participant


class SqlDeadLetters:
    """``bot.usecases.queue_repositories.DeadLetters``; what it makes new is due in ``queue``."""

    def __init__(self, connection: Connection, queue: SqlOutbox) -> None:
        self._connection = connection
        self._queue = queue

    async def count(self, event_id: int) -> int:
        """Count what ``of_event`` gives."""
        query = select(func.count()).select_from(outbox).where(*_of(event_id))
        return int((await self._connection.execute(query)).scalar_one())

    async def of_event(self, event_id: int) -> list[OutboxRow]:
        """Give the dead rows to an event's participants, the oldest first, but for broadcasts."""
        query = select(*COLUMNS).where(*_of(event_id)).order_by(outbox.c.id)
        return [outbox_row(row) for row in await self._connection.execute(query)]

    async def reach_again(self, chat_id: int, now: datetime) -> None:
        """Make new what did not reach a chat that had blocked the bot, but for answers and broadcasts."""
        change = update(outbox).where(
            outbox.c.chat_id == chat_id,
            outbox.c.state == OutboxState.DEAD,
            outbox.c.error.startswith(FORBIDDEN),
            outbox.c.broadcast_id.is_(null()),
            outbox.c.priority != Priority.CONFIRMATION,
        )
        if (await self._connection.execute(change.values(_as_new(now)))).rowcount:
            self._queue.will_be_due(now)

    async def revive(self, ids: Sequence[int] | None, now: datetime) -> set[int]:
        """Make dead rows new, those of some ids or all; gives the ids of those that were dead."""
        named = outbox.c.id.in_(ids) if ids is not None else true()
        change = update(outbox).where(outbox.c.state == OutboxState.DEAD, named)
        again = change.values(_as_new(now)).returning(outbox.c.id)
        revived = set((await self._connection.execute(again)).scalars())
        if revived:
            self._queue.will_be_due(now)
        return revived


def _as_new(now: datetime) -> dict[str, Any]:
    return {"state": OutboxState.NEW, "due_at": now, "attempts": 0, "unsure": False, "error": ""}


def _of(event_id: int) -> tuple[ColumnElement[bool], ...]:
    to = outbox.c.params["to"].as_integer()
    here = to.in_(select(participant.c.id).where(participant.c.event_id == event_id))
    return outbox.c.state == OutboxState.DEAD, here
