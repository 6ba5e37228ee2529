"""Those who would like to be let into an event; the other tables are in ``tables``."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.columns import EMPTY, Id, metadata
from storage.types import UtcDateTime

application = Table(
    "application",
    metadata,
    Column("id", Id, primary_key=True),
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), nullable=False),
    Column("telegram_id", BigInteger, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("organization", Text, nullable=False, server_default=EMPTY),
    Column("email", Text, nullable=False, server_default=EMPTY),
    Column("state", String(12), nullable=False),
    Column("reason", Text, nullable=False, server_default=EMPTY),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("decided_at", UtcDateTime),
    UniqueConstraint("event_id", "telegram_id"),
    CheckConstraint("state IN ('pending', 'refused')", name="state"),
    Index("ix_application_pending", "event_id", "state", "id"),
    sqlite_autoincrement=True,  # an old card's button must never mean somebody else
)
