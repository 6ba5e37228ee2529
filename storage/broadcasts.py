"""Broadcasts; their messages are rows of the outbox."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, func, insert, or_, select, update

from bot.domain.broadcasts import Audience, Broadcast, BroadcastState, Tally
from bot.usecases.outbox import FORBIDDEN, OutboxState
from storage.columns import is_in
from storage.connection import Connection
from storage.desk_tables import broadcast
from storage.tables import outbox, participant, person

_COLUMNS = tuple(broadcast.c[field.name] for field in fields(Broadcast))
_RUNNING = broadcast.c.state == BroadcastState.RUNNING
_UNSENT = outbox.c.state.in_((OutboxState.NEW, OutboxState.CLAIMED))
_FORBIDDEN = outbox.c.error.startswith(FORBIDDEN)


class SqlBroadcasts:
    """``bot.usecases.repositories.Broadcasts``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, draft: Broadcast, now: datetime) -> int:
        """Add a draft; gives its id."""
        names = ("event_id", "telegram_id", "html", "file_kind", "file_id", "state")
        values = {name: getattr(draft, name) for name in names} | {"created_at": now}
        added = insert(broadcast).values(values).returning(broadcast.c.id)
        return int((await self._connection.execute(added)).scalar_one())

    async def get(self, broadcast_id: int) -> Broadcast | None:
        """Give one broadcast."""
        found = await self._load(broadcast.c.id == broadcast_id)
        return found[0] if found else None

    async def written_by(self, telegram_id: int) -> list[Broadcast]:
        """Give the broadcasts that an organizer wrote, drafts among them."""
        return await self._load(broadcast.c.telegram_id == telegram_id)

    async def latest(self, event_id: int) -> Broadcast | None:
        """Give the broadcast of an event that was begun last."""
        begun = broadcast.c.state != BroadcastState.DRAFT
        found = await self._load(broadcast.c.event_id == event_id, begun, newest=True)
        return found[0] if found else None

    async def unfinished(self) -> list[Broadcast]:
        """Give broadcasts that were begun and have not been reported, of all events."""
        return await self._load(
            is_in(broadcast.c.state, BroadcastState.RUNNING, BroadcastState.STOPPED),
            broadcast.c.finished_at.is_(None),
        )

    async def start(self, broadcast_id: int, at: datetime, audience: Audience, card: int | None) -> bool:
        """Make a draft run; False when it is no draft any more."""
        values = {
            "state": BroadcastState.RUNNING,
            "started_at": at,
            "never_connected": audience.never_connected,
            "unreachable": audience.unreachable,
            "progress_message_id": card,
        }
        return await self._change(broadcast_id, broadcast.c.state == BroadcastState.DRAFT, values)

    async def stop(self, broadcast_id: int) -> bool:
        """Stop a running broadcast: what is not on its way is dropped. False when it does not run."""
        if not await self._change(broadcast_id, _RUNNING, {"state": BroadcastState.STOPPED}):
            return False
        await self._connection.execute(
            update(outbox)
            .where(outbox.c.broadcast_id == broadcast_id, _UNSENT)
            .values(state=OutboxState.DROPPED, error="stopped")
        )
        return True

    async def finish(self, broadcast_id: int, now: datetime) -> bool:
        """Note that nothing is left to send; False when somebody else has noted it."""
        state = case((_RUNNING, BroadcastState.FINISHED.value), else_=broadcast.c.state)
        values = {"state": state, "finished_at": now}
        return await self._change(broadcast_id, broadcast.c.finished_at.is_(None), values)

    async def follow_on(self, broadcast_id: int, card: int | None) -> None:
        """Note which message shows the progress; None: none any more."""
        await self._change(broadcast_id, broadcast.c.id > 0, {"progress_message_id": card})

    async def discard(self, broadcast_id: int) -> bool:
        """Delete a draft; False when it is no draft any more."""
        draft = and_(broadcast.c.id == broadcast_id, broadcast.c.state == BroadcastState.DRAFT)
        return (await self._connection.execute(delete(broadcast).where(draft))).rowcount == 1

    async def tally(self, broadcast_id: int) -> Tally:
        """Count what became of the messages."""
        state = outbox.c.state
        kinds: dict[str, ColumnElement[bool]] = {
            "waiting": or_(_UNSENT, state == OutboxState.SENDING),
            "reached": state == OutboxState.SENT,
            "blocked": and_(state == OutboxState.DEAD, _FORBIDDEN),
            "failed": and_(state == OutboxState.DEAD, ~_FORBIDDEN),
            "unconfirmed": state == OutboxState.UNKNOWN,
            "stopped": state == OutboxState.DROPPED,
        }
        columns = (func.count(case((which, 1))).label(name) for name, which in kinds.items())
        query = select(*columns).where(outbox.c.broadcast_id == broadcast_id)
        return Tally(**(await self._connection.execute(query)).mappings().one())

    async def audience(self, event_id: int) -> Audience:
        """Count whom a broadcast to an event would reach."""
        columns = (
            func.count(case((person.c.reachable, 1))).label("reachable"),
            func.count(case((person.c.telegram_id.is_(None), 1))).label("never_connected"),
            func.count(case((~person.c.reachable, 1))).label("unreachable"),
        )
        query = (
            select(*columns)
            .select_from(participant)
            .outerjoin(person, person.c.telegram_id == participant.c.telegram_id)
            .where(participant.c.event_id == event_id, participant.c.erased_at.is_(None))
        )
        return Audience(**(await self._connection.execute(query)).mappings().one())

    async def _load(self, *where: ColumnElement[bool], newest: bool = False) -> list[Broadcast]:
        order = (broadcast.c.started_at.desc(), broadcast.c.id.desc()) if newest else (broadcast.c.id,)
        query = select(*_COLUMNS).where(*where).order_by(*order)
        rows = (await self._connection.execute(query.limit(1) if newest else query)).mappings()
        return [Broadcast(**row | {"state": BroadcastState(row["state"])}) for row in map(dict, rows)]

    async def _change(
        self, broadcast_id: int, condition: ColumnElement[bool], values: dict[str, Any]
    ) -> bool:
        change = update(broadcast).where(broadcast.c.id == broadcast_id, condition).values(values)
        return (await self._connection.execute(change)).rowcount == 1
