"""The tables of the organizer's desk; the others are in ``tables``."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from storage.columns import EMPTY, ZERO, Id, metadata
from storage.types import UtcDateTime

role = Table(  # rights beside those of the ORGANIZERS setting
    "role",
    metadata,
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("role", String(12), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    CheckConstraint("role IN ('organizer', 'steward')", name="role"),
)

staff_menu = Table(  # whose chat may have a menu of commands of its own, for a role or for ORGANIZERS
    "staff_menu",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
)

check_in = Table(  # who has arrived
    "check_in",
    metadata,
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("checked_in_at", UtcDateTime, nullable=False),
)

import_draft = Table(  # a file an organizer sent, waiting for the tap that commits it
    "import_draft",
    metadata,
    Column("id", Id, primary_key=True),
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), nullable=False),
    Column("telegram_id", BigInteger, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,  # an old card's button must never mean a newer file
)

broadcast = Table(
    "broadcast",
    metadata,
    Column("id", Id, primary_key=True),
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("telegram_id", BigInteger, nullable=False),  # the organizer who sends it
    Column("html", Text, nullable=False, server_default=EMPTY),
    Column("file_kind", String(12), nullable=False, server_default=EMPTY),  # photo | document
    Column("file_id", Text, nullable=False, server_default=EMPTY),
    Column("state", String(12), nullable=False),
    Column("progress_message_id", BigInteger),
    Column("never_connected", Integer, nullable=False, server_default=ZERO),
    Column("unreachable", Integer, nullable=False, server_default=ZERO),  # had blocked the bot before
    Column("created_at", UtcDateTime, nullable=False),
    Column("started_at", UtcDateTime),  # when sending begins: the end of quiet hours, or the tap
    Column("finished_at", UtcDateTime),  # when nothing was left to send
    CheckConstraint("state IN ('draft', 'running', 'stopped', 'finished')", name="state"),
    sqlite_autoincrement=True,  # nor a newer message
)
