"""A message to be sent as a row of the outbox, and back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from bot.usecases.outbox import Note, OutboxRow, OutboxState, Priority
from storage.tables import outbox

# What ``outbox_row`` reads.
COLUMNS = tuple(
    column for column in outbox.c if column.name not in {"created_at", "sent_at", "lease_until", "holder"}
)


def outbox_values(note: Note) -> dict[str, Any]:
    """Give the columns of a note that is not in the outbox yet."""
    return {
        "kind": note.kind,
        "chat_id": note.chat_id,
        "params": dict(note.params),
        "priority": note.priority,
        "due_at": note.due_at,
        "rank": note.rank,
        "not_after": note.not_after,
        "silent": note.silent,
        "dedupe": note.dedupe,
        "broadcast_id": note.broadcast_id,
    }


def outbox_row(row: Row[Any]) -> OutboxRow:
    """Read ``COLUMNS``."""
    note = Note(
        kind=row.kind,
        chat_id=row.chat_id,
        due_at=row.due_at,
        params=row.params,
        priority=Priority(row.priority),
        not_after=row.not_after,
        dedupe=row.dedupe,
        silent=row.silent,
        broadcast_id=row.broadcast_id,
        rank=row.rank,
    )
    return OutboxRow(row.id, note, OutboxState(row.state), row.attempts, row.message_id, row.error)
