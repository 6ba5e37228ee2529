"""What belongs to asking for meetings beside ``request`` itself; the other tables are in ``tables``."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Table, UniqueConstraint

from storage.columns import metadata, stretch_is_forward
from storage.types import UtcDateTime

request_slot = Table(  # the second and third of the times of which a request asks for any
    "request_slot",
    metadata,
    Column("request_id", ForeignKey("request.id", ondelete="CASCADE"), primary_key=True),
    Column("starts_at", UtcDateTime, primary_key=True),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("block_id", ForeignKey("block.id"), nullable=False),
    Column("position", Integer, nullable=False),  # the first, which there always is, stands in ``request``
    stretch_is_forward(),
    CheckConstraint("position IN (2, 3)", name="position"),
    UniqueConstraint("request_id", "position"),
)

lost_slot = Table(  # a slot that a request has lost to something else, also while it stands for others
    "lost_slot",
    metadata,
    Column("request_id", ForeignKey("request.id", ondelete="CASCADE"), primary_key=True),
    Column("starts_at", UtcDateTime, primary_key=True),
)
