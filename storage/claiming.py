"""The statements by which a dispatcher finds what leaves next."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, Select, and_, bindparam, exists, func, null, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from bot.usecases.outbox import OutboxState, Priority
from storage.tables import outbox

COLUMNS = tuple(
    column for column in outbox.c if column.name not in {"created_at", "sent_at", "lease_until", "holder"}
)


def _claim() -> ReturningUpdate[Any]:
    older = outbox.alias("older")
    now, until = (bindparam(name, type_=outbox.c.due_at.type) for name in ("now", "until"))
    ahead = or_(
        older.c.state.in_((OutboxState.CLAIMED, OutboxState.SENDING)),
        and_(
            older.c.state == OutboxState.NEW,
            or_(older.c.due_at <= outbox.c.due_at, older.c.lease_until.is_not(null())),
        ),
    )
    early = and_(outbox.c.priority == Priority.REMINDER, outbox.c.lease_until.is_(null()))
    overtakes = exists().where(
        older.c.chat_id == outbox.c.chat_id,
        older.c.priority == outbox.c.priority,
        older.c.id < outbox.c.id,
        ahead,
    )
    # A common table expression, for PostgreSQL may run a subquery with LIMIT more than once.
    candidates = (
        select(outbox.c.id)
        .where(
            outbox.c.state == OutboxState.NEW,
            # Named one by one and with one bound for all, so that the index leads past what is not due yet.
            outbox.c.priority.in_(bindparam("priorities", type_=Integer, expanding=True)),
            outbox.c.due_at <= until,
            or_(outbox.c.due_at <= now, early),
            ~overtakes,
        )
        .order_by(outbox.c.priority, outbox.c.due_at, outbox.c.rank, outbox.c.id)
        .limit(bindparam("limit", type_=Integer))
        .with_for_update(skip_locked=True, of=outbox)
        .cte("candidates")
    )
    return (
        update(outbox)
        .where(outbox.c.id.in_(select(candidates.c.id)))
        .values(
            state=OutboxState.CLAIMED,
            lease_until=bindparam("lease", type_=outbox.c.lease_until.type),
            holder=bindparam("holder", type_=outbox.c.holder.type),
        )
        .returning(*COLUMNS)
    )


def _promised() -> Select[Any]:
    after, until = (bindparam(name, type_=outbox.c.due_at.type) for name in ("after", "until"))
    waits = (
        outbox.c.state == OutboxState.NEW,
        outbox.c.priority == Priority.REMINDER,
        outbox.c.lease_until.is_(null()),
    )
    return (
        select(outbox.c.due_at, func.count())
        .where(*waits, outbox.c.due_at > after, outbox.c.due_at <= until)
        .group_by(outbox.c.due_at)
    )


CLAIM, PROMISED = _claim(), _promised()  # made once: putting them together takes longer than running them
