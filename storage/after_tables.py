"""What follows an agreed meeting; the other tables are in ``tables``."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, ForeignKey, Index, String, Table, Text

from storage.columns import EMPTY, Id, metadata
from storage.types import UtcDateTime

relay = Table(  # messages between two participants; the content goes as soon as it is delivered
    "relay",
    metadata,
    Column("id", Id, primary_key=True),
    Column("author_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False),
    Column("recipient_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("kind", String(12), nullable=False),
    Column("text", Text, nullable=False, server_default=EMPTY),
    Column("file_id", Text, nullable=False, server_default=EMPTY),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("outcome", String(12), index=True),
    Column("reported_at", UtcDateTime),
    CheckConstraint("author_id <> recipient_id", name="pair"),
    CheckConstraint("kind IN ('text', 'photo', 'voice', 'document')", name="kind"),
    CheckConstraint("outcome IN ('delivered', 'failed', 'unsure')", name="outcome"),
    CheckConstraint("outcome IS NULL OR (text = '' AND file_id = '')", name="forgotten"),
    Index("ix_relay_author_id", "author_id", "sent_at"),
    sqlite_autoincrement=True,  # the key of a message in the outbox must never mean another one
)

feedback = Table(  # what a side says about a meeting that is over
    "feedback",
    metadata,
    Column("meeting_id", ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True),
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("outcome", String(16), nullable=False),
    Column("comment", Text, nullable=False, server_default=EMPTY),
    Column("said_at", UtcDateTime, nullable=False),
    CheckConstraint(
        "outcome IN ('did_not_happen', 'little_interest', 'useful', 'deal_possible', 'absent')",
        name="outcome",
    ),
)

introduction = Table(  # who wants to be introduced after the event; the pair in order, so there is one
    "introduction",
    metadata,
    Column("low_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("high_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("asker_id", BigInteger, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("agreed", Boolean),  # NULL: not answered
    Column("answered_at", UtcDateTime),
    CheckConstraint("low_id < high_id", name="pair"),
    CheckConstraint("asker_id IN (low_id, high_id)", name="asker"),
)
