"""Cards of people's days, as the outbox knows them: one message, and the rows that sent and edit it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select

from bot.usecases.outbox import DayCard, OutboxRow, OutboxState
from bot.usecases.today import KIND
from storage.connection import Connection
from storage.tables import outbox

_DIGEST = "digest"
_ON_ITS_WAY = (OutboxState.CLAIMED, OutboxState.SENDING)
_WAITING = (OutboxState.NEW, *_ON_ITS_WAY)
_OF_CHAT = (
    select(
        outbox.c.id,
        outbox.c.kind,
        outbox.c.params,
        outbox.c.state,
        outbox.c.due_at,
        outbox.c.message_id,
        outbox.c.unsure,
    )
    .where(outbox.c.chat_id == bindparam("chat"), outbox.c.kind.in_((KIND, _DIGEST)))
    .order_by(outbox.c.id)
)


class SqlDayCards:
    """``bot.usecases.agenda_repositories.DayCards``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of(self, row: OutboxRow, now: datetime) -> DayCard:
        """Give what became of the card that a row edits."""
        params = row.note.params
        found = [
            one
            for one in await self._connection.execute(_OF_CHAT, {"chat": row.note.chat_id})
            if (one.params["to"], one.params["day"]) == (params["to"], params["day"])
            and one.params.get("which") != "evening"
        ]
        due = [one for one in found if one.state in _WAITING and one.due_at <= now]
        return DayCard(
            message_id=next((one.message_id for one in reversed(found) if one.message_id is not None), None),
            awaited=any(one.kind == _DIGEST for one in due),
            after_another=any(
                one.kind == KIND and one.id < row.id and one.state in _ON_ITS_WAY for one in due
            ),
            unsure=any(one.unsure for one in found),
            outdone=any(one.kind == KIND and one.state == OutboxState.NEW for one in due),
        )
