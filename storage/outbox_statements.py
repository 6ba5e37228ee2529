"""The statements by which notes enter the outbox and a dispatcher works it off.

They are made once: putting one together takes longer than running it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    func,
    insert,
    literal,
    literal_column,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from bot.usecases.outbox import OutboxState, Priority
from storage.columns import is_in
from storage.dialects import Insert, insert_in
from storage.outbox_rows import COLUMNS
from storage.tables import outbox


@cache
def claim(least: Priority) -> ReturningUpdate[Any]:
    """Give the statement that claims what is due and at least so urgent."""
    older = outbox.alias("older")
    now, until = (bindparam(name, type_=outbox.c.due_at.type) for name in ("now", "until"))
    ahead = or_(
        is_in(older.c.state, OutboxState.CLAIMED, OutboxState.SENDING),
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
            outbox.c.priority.in_([literal_column(str(int(one))) for one in Priority if one <= least]),
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


@cache
def add_new(dialect: str) -> Insert:
    """Give the statement that adds notes whose ``dedupe`` keys are not known yet."""
    return insert_in(dialect, outbox).values(created_at=func.now()).on_conflict_do_nothing()


def add_for_each(dialect: str, rows: Select[()], **note: ColumnElement[Any]) -> Insert:
    """Give the statement that adds a note for each of some rows; ``note`` are the columns that they make.

    ``rows`` is a selection of no columns. Notes whose ``dedupe`` keys are known already are left out.
    """
    new = literal(OutboxState.NEW.value)
    columns: dict[str, ColumnElement[Any]] = {"state": new, "created_at": func.now(), **note}
    made = rows.add_columns(*(column.label(name) for name, column in columns.items()))
    statement = insert_in(dialect, outbox).from_select(list(columns), made)
    return statement.on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def json_of(dialect: str, **ids: ColumnElement[int]) -> ColumnElement[Any]:
    """Give the ``params`` of such a note."""
    build = func.json_object if dialect == "sqlite" else func.json_build_object
    return build(*(part for one in ids.items() for part in one))


PROMISED = _promised()
ADD_SENDING = insert(outbox).values(created_at=func.now()).returning(outbox.c.id)
BEGIN_SENDING = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("row"),
        outbox.c.state == OutboxState.CLAIMED,
        outbox.c.lease_until == bindparam("claimed"),  # names the claim: each has an end of its own
    )
    .values(state=OutboxState.SENDING, lease_until=bindparam("lease"))
)
SENT = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("row"),
        ~is_in(outbox.c.state, OutboxState.DEAD, OutboxState.DROPPED),
    )
    .values(state=OutboxState.SENT, message_id=bindparam("message"), sent_at=bindparam("now"), error="")
)
CLOSE = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("row"),
        is_in(outbox.c.state, OutboxState.NEW, OutboxState.CLAIMED, OutboxState.SENDING),
    )
    .values(state=bindparam("how"), error=bindparam("why"))
)
MOVED = (
    update(outbox)
    .where(
        outbox.c.chat_id == select(outbox.c.chat_id).where(outbox.c.id == bindparam("row")).scalar_subquery(),
        outbox.c.state == OutboxState.SENT,
        outbox.c.message_id == bindparam("old"),
    )
    .values(message_id=bindparam("message"))
)
