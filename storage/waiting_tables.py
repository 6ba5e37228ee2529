"""Who waits for a time of whom, and times that are held for one of them; see ``tables`` too."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Table, UniqueConstraint

from storage.columns import NO, Id, metadata, stretch_is_forward, where
from storage.types import UtcDateTime

waiting = Table(  # a place in the list of a host
    "waiting",
    metadata,
    Column("id", Id, primary_key=True),
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("guest_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False),
    Column("host_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False),
    Column("since", UtcDateTime, nullable=False),  # the order of the list
    UniqueConstraint("guest_id", "host_id"),
    CheckConstraint("guest_id <> host_id", name="pair"),
    Index("ix_waiting_line", "host_id", "since", "id"),
)

waiting_slot = Table(  # a slot that is waited for; a place without one waits for any
    "waiting_slot",
    metadata,
    Column("waiting_id", ForeignKey("waiting.id", ondelete="CASCADE"), primary_key=True),
    Column("starts_at", UtcDateTime, primary_key=True),
)

waiting_offer = Table(  # the seats that it holds point to it; what was let pass holds none
    "waiting_offer",
    metadata,
    Column("id", Id, primary_key=True),
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("guest_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False),
    Column("host_id", ForeignKey("participant.id", ondelete="CASCADE"), nullable=False),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("opens_at", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Column("passed", Boolean, nullable=False, server_default=NO),
    Column("request_id", ForeignKey("request.id", ondelete="CASCADE"), index=True),  # which lost this time
    stretch_is_forward(),
    CheckConstraint("until > opens_at", name="held"),
    CheckConstraint("guest_id <> host_id", name="pair"),
    UniqueConstraint("guest_id", "host_id", "starts_at"),
    Index(
        "uq_waiting_offer_open",  # one at a time for each who waits
        "guest_id",
        "host_id",
        unique=True,
        **where("NOT passed"),
    ),
    Index("ix_waiting_offer_host_id", "host_id", "starts_at"),
    Index("ix_waiting_offer_until", "until", **where("NOT passed")),
)
