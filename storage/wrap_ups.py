"""Introductions, and the wrap-up that is sent to everybody once."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    String,
    bindparam,
    cast,
    exists,
    literal,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import Insert

from bot.domain.wrap_up import LATE, Introduction
from bot.usecases.outbox import Priority
from storage.after_tables import introduction
from storage.connection import Connection
from storage.dialects import insert
from storage.outbox import SqlOutbox
from storage.outbox_statements import add_for_each, json_of
from storage.tables import event, outbox, participant, request

_i = introduction.c
_OF = select(introduction).where(or_(_i.low_id == bindparam("mine"), _i.high_id == bindparam("mine")))
_BETWEEN = select(introduction).where(_i.low_id == bindparam("low"), _i.high_id == bindparam("high"))


class SqlWrapUps:
    """``bot.usecases.after_repositories.WrapUps``."""

    def __init__(self, connection: Connection, notes: SqlOutbox) -> None:
        self._connection = connection
        self._notes = notes

    async def owed(self, now: datetime) -> list[int]:
        """Give the events that are over and have had no wrap-up."""
        query = select(event.c.id).where(event.c.wrapped_up_at.is_(null()), event.c.ends_at <= now)
        return list((await self._connection.execute(query.order_by(event.c.id))).scalars())

    async def begin(self, event_id: int, now: datetime) -> bool:
        """Note that an event has its wrap-up; False when somebody else has noted it."""
        change = update(event).where(event.c.id == event_id, event.c.wrapped_up_at.is_(null()))
        return (await self._connection.execute(change.values(wrapped_up_at=now))).rowcount == 1

    async def send(self, event_id: int, now: datetime) -> None:
        """Add the wrap-up to the outbox for everybody of an event who asked somebody or was asked."""
        params = {"event": event_id, "now": now, "not_after": now + LATE}
        await self._connection.execute(_send(self._connection.dialect.name), params)
        self._notes.will_be_due(now)

    async def introduction(self, one: int, other: int) -> Introduction | None:
        """Give the introduction of a pair."""
        pair = {"low": min(one, other), "high": max(one, other)}
        row = (await self._connection.execute(_BETWEEN, pair)).mappings().first()
        return _introduction(row) if row else None

    async def introductions(self, participant_id: int) -> dict[int, Introduction]:
        """Give the introductions of somebody, by the other side."""
        rows = (await self._connection.execute(_OF, {"mine": participant_id})).mappings()
        found = [_introduction(row) for row in rows]
        return {one.other_id if one.asker_id == participant_id else one.asker_id: one for one in found}

    async def ask(self, asker_id: int, other_id: int, now: datetime) -> bool:
        """Note that somebody wants to be introduced; False when one of the pair did before."""
        values = {
            "low_id": min(asker_id, other_id),
            "high_id": max(asker_id, other_id),
            "asker_id": asker_id,
            "asked_at": now,
        }
        statement = insert(self._connection, introduction).values(values).on_conflict_do_nothing()
        added = await self._connection.execute(statement.execution_options(preserve_rowcount=True))
        return added.rowcount == 1

    async def answer(self, asker_id: int, other_id: int, now: datetime, *, agreed: bool) -> bool:
        """Note the other side's answer; False when there is nothing to answer, or it said *yes* before."""
        change = update(introduction).where(
            _i.low_id == min(asker_id, other_id),
            _i.high_id == max(asker_id, other_id),
            _i.asker_id == asker_id,
            or_(_i.agreed.is_(null()), _i.agreed.is_(False)),
        )
        changed = await self._connection.execute(change.values(agreed=agreed, answered_at=now))
        return changed.rowcount == 1

    async def of(self, participant_id: int) -> list[dict[str, Any]]:
        """Give what is stored of somebody's introductions; not that another said *no*."""
        rows = [
            dict(row) for row in (await self._connection.execute(_OF, {"mine": participant_id})).mappings()
        ]
        hidden = [row for row in rows if row["asker_id"] == participant_id and row["agreed"] is False]
        for row in hidden:
            row |= {"agreed": None, "answered_at": None}
        return rows


def _introduction(row: Any) -> Introduction:
    other = row["high_id"] if row["asker_id"] == row["low_id"] else row["low_id"]
    return Introduction(row["asker_id"], other, row["agreed"])


@cache
def _send(dialect: str) -> Insert:
    """Make the statement that writes to everybody of an event at once."""
    number = participant.c.id
    sides = (request.c.guest_id, request.c.host_id)
    everybody = (
        select()
        .where(
            participant.c.event_id == bindparam("event"),
            participant.c.telegram_id.is_not(null()),
            or_(*(exists().where(side == number) for side in sides)),
        )
        .order_by(number)
    )
    return add_for_each(
        dialect,
        everybody,
        kind=literal("wrap_up"),
        chat_id=participant.c.telegram_id,
        params=json_of(dialect, to=number),
        priority=literal(int(Priority.DIGEST)),
        due_at=bindparam("now", type_=outbox.c.due_at.type),
        not_after=bindparam("not_after", type_=outbox.c.not_after.type),
        dedupe=literal("wrap_up:") + cast(number, String),
    )
