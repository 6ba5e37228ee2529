"""Proposals to hand a meeting over; see ``tables`` too."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, String, Table

from storage.columns import NO, Id, metadata, where
from storage.types import UtcDateTime

handover = Table(
    "handover",
    metadata,
    Column("id", Id, primary_key=True),
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("meeting_id", ForeignKey("meeting.id", ondelete="CASCADE"), nullable=False),
    Column("from_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("to_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("other_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("state", String(12), nullable=False),
    Column("to_agreed", Boolean, nullable=False, server_default=NO),
    Column("other_agreed", Boolean, nullable=False, server_default=NO),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("deadline", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    CheckConstraint("state IN ('open', 'done', 'declined', 'withdrawn', 'expired', 'lost')", name="state"),
    CheckConstraint("from_id <> to_id AND to_id <> other_id AND from_id <> other_id", name="three"),
    Index(
        "uq_handover_open",
        "meeting_id",
        unique=True,
        **where("state = 'open'"),
    ),
    Index("ix_handover_deadline", "deadline", **where("state = 'open'")),
    sqlite_autoincrement=True,  # neither a key in the outbox nor an old card's button must mean another one
)
