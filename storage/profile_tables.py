"""What people have in hand of their own profiles; the other tables are in ``tables``."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Table

from storage.columns import metadata

times_draft = Table(  # meeting times that somebody has chosen and not kept yet
    "times_draft",
    metadata,
    Column("owner_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("windows", JSON, nullable=False),  # [date, start, end] of each, on the event's clocks
)
