"""The newest message of the bot in a chat, as long as nothing was done there since."""

from __future__ import annotations

from sqlalchemy import BigInteger, bindparam, exists, select

from bot.usecases.gathering import MOST, Newest
from bot.usecases.outbox import LEASE, OutboxState
from storage.columns import is_in
from storage.connection import Connection
from storage.outbox_rows import COLUMNS, outbox_row
from storage.tables import inbox, outbox

_NEWEST = (
    select(*COLUMNS, outbox.c.sent_at, outbox.c.lease_until)
    .where(
        outbox.c.chat_id == bindparam("chat", type_=BigInteger),
        outbox.c.state == OutboxState.SENT,
        outbox.c.message_id.is_not(None),
    )
    .order_by(outbox.c.message_id.desc(), outbox.c.id.desc())
    .limit(MOST)
)
_TOUCHED = select(
    exists().where(
        is_in(inbox.c.state, "new", "done", "dead"),  # so that the index leads to the sender
        inbox.c.sender == bindparam("chat", type_=BigInteger),
        inbox.c.received_at > bindparam("begun", type_=inbox.c.received_at.type),
    )
)


async def newest(connection: Connection, chat_id: int) -> Newest | None:
    """Give the message; None where the person has pressed or written anything since it left."""
    found = (await connection.execute(_NEWEST, {"chat": chat_id})).all()
    rows = [row for row in reversed(found) if row.message_id == found[0].message_id]
    if not rows or any(row.lease_until is None for row in rows):
        return None
    begun = max(row.lease_until for row in rows) - LEASE
    if (await connection.execute(_TOUCHED, {"chat": chat_id, "begun": begun})).scalar_one():
        return None
    return Newest(rows[0].message_id, tuple(map(outbox_row, rows)), min(row.sent_at for row in rows))
