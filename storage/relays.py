"""Messages between participants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import String, bindparam, cast, exists, func, insert, literal, null, or_, select, update

from bot.domain.relay import Content, Kind, Message, Outcome
from bot.usecases.outbox import OutboxState
from storage.after_tables import relay
from storage.connection import Connection
from storage.tables import outbox

_AT_ONCE = 200
_BY_ID = select(relay).where(relay.c.id == bindparam("id"))
_BECAME: Mapping[str, Outcome] = MappingProxyType(
    {
        OutboxState.SENT: Outcome.DELIVERED,
        OutboxState.UNKNOWN: Outcome.UNSURE,
        OutboxState.DEAD: Outcome.FAILED,
        OutboxState.DROPPED: Outcome.FAILED,
    }
)
_ENDED = (
    select(relay, outbox.c.state.label("became"))
    .outerjoin(outbox, outbox.c.dedupe == literal("relay:") + cast(relay.c.id, String))
    .where(
        relay.c.outcome.is_(null()),
        or_(outbox.c.state.in_(list(_BECAME)), outbox.c.id.is_(null())),  # none: its recipient was erased
    )
    .order_by(relay.c.id)
    .limit(_AT_ONCE)
)
_SENT_SINCE = select(func.count()).where(
    relay.c.author_id == bindparam("author"), relay.c.sent_at > bindparam("since")
)
_BETWEEN = (relay.c.author_id == bindparam("author"), relay.c.recipient_id == bindparam("recipient"))
_ANSWERED = select(exists().where(*_BETWEEN, relay.c.id > bindparam("after")))
_REPORTED = select(exists().where(*_BETWEEN, relay.c.reported_at.is_not(null())))


class SqlRelays:
    """``bot.usecases.after_repositories.Relays``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, author_id: int, recipient_id: int, content: Content, now: datetime) -> int:
        """Keep a message until it is delivered; gives its id."""
        values = {
            "author_id": author_id,
            "recipient_id": recipient_id,
            "kind": content.kind,
            "text": content.text,
            "file_id": content.file_id,
            "sent_at": now,
        }
        added = await self._connection.execute(insert(relay).values(values).returning(relay.c.id))
        return int(added.scalar_one())

    async def get(self, message_id: int) -> Message | None:
        """Give one message."""
        row = (await self._connection.execute(_BY_ID, {"id": message_id})).mappings().first()
        return _message(row) if row else None

    async def sent_since(self, author_id: int, since: datetime) -> int:
        """Count what somebody has written after an instant."""
        counted = await self._connection.execute(_SENT_SINCE, {"author": author_id, "since": since})
        return int(counted.scalar_one())

    async def answered(self, message: Message) -> bool:
        """Tell whether the one who got a message has written back since."""
        pair = {"author": message.recipient_id, "recipient": message.author_id, "after": message.id}
        return bool((await self._connection.execute(_ANSWERED, pair)).scalar_one())

    async def any_ended(self) -> bool:
        """Tell whether there is something to settle."""
        return (await self._connection.execute(_ENDED.limit(1))).first() is not None

    async def settle(self) -> list[Message]:
        """Note what became of messages that have left, and forget their content; each is given once."""
        settled = []
        for row in (await self._connection.execute(_ENDED)).mappings().all():
            outcome = _BECAME.get(row["became"], Outcome.FAILED)
            open_still = (relay.c.id == row["id"], relay.c.outcome.is_(null()))
            change = update(relay).where(*open_still).values(outcome=outcome, text="", file_id="")
            if (await self._connection.execute(change)).rowcount:
                settled.append(replace(_message(row), content=Content(Kind(row["kind"])), outcome=outcome))
        return settled

    async def report(self, message_id: int, now: datetime) -> bool:
        """Note that whoever got a message reported it; False when that was noted before."""
        change = update(relay).where(relay.c.id == message_id, relay.c.reported_at.is_(null()))
        return (await self._connection.execute(change.values(reported_at=now))).rowcount == 1

    async def reported(self, author_id: int, recipient_id: int) -> bool:
        """Tell whether somebody reported a message that another wrote to him."""
        pair = {"author": author_id, "recipient": recipient_id}
        return bool((await self._connection.execute(_REPORTED, pair)).scalar_one())

    async def of(self, participant_id: int) -> list[dict[str, Any]]:
        """Give what is stored of the messages that somebody wrote or got."""
        mine = or_(relay.c.author_id == participant_id, relay.c.recipient_id == participant_id)
        rows = await self._connection.execute(select(relay).where(mine).order_by(relay.c.id))
        return [dict(row) for row in rows.mappings()]


def _message(row: Mapping[Any, Any]) -> Message:
    return Message(
        id=row["id"],
        author_id=row["author_id"],
        recipient_id=row["recipient_id"],
        content=Content(Kind(row["kind"]), row["text"], row["file_id"]),
        sent_at=row["sent_at"],
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
    )
