"""What keeps people apart and what is reported about them; the other tables are in ``tables``."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, Text, text

from storage.columns import Id, metadata
from storage.types import UtcDateTime

person_block = Table(  # who does not want to have to do with whom; it holds both ways, and nobody is told
    "person_block",
    metadata,
    Column("owner_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    CheckConstraint("owner_id <> person_id", name="pair"),
)

report = Table(  # what somebody told the organizers about a person
    "report",
    metadata,
    Column("id", Id, primary_key=True),
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), nullable=False),
    Column("author_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("person_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("state", String(8), nullable=False, server_default=text("'open'")),
    Column("created_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    CheckConstraint("author_id <> person_id", name="pair"),
    CheckConstraint("text <> ''", name="text"),
    CheckConstraint("state IN ('open', 'closed')", name="state"),
    CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
    Index("ix_report_event_id_state", "event_id", "state"),
    sqlite_autoincrement=True,  # neither a key in the outbox nor an old card's button must mean another one
)
