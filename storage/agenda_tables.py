"""What an agenda has beside its meetings, which are in ``tables``."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Integer, String, Table

from storage.columns import EMPTY, metadata
from storage.types import UtcDateTime

calendar_feed = Table(  # the address under which a calendar follows somebody's agenda
    "calendar_feed",
    metadata,
    Column("participant_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("generation", Integer, nullable=False),  # the address is made of it and a secret
    Column("active", Boolean, nullable=False),
    Column("digest", String(64), nullable=False, server_default=EMPTY),  # of what was seen under it last
    Column("changed_at", UtcDateTime),
    CheckConstraint("generation > 0", name="generation"),
)
