"""What participants keep for themselves about the people of an event; the other tables are in ``tables``."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Table, Text

from storage.columns import metadata
from storage.types import UtcDateTime

favourite = Table(  # whom somebody wants to find again
    "favourite",
    metadata,
    Column("owner_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    CheckConstraint("owner_id <> person_id", name="pair"),
)

private_note = Table(  # what somebody wrote about a person, for his own eyes
    "private_note",
    metadata,
    Column("owner_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("text", Text, nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    CheckConstraint("owner_id <> person_id", name="pair"),
    CheckConstraint("text <> ''", name="text"),
)

directory_filter = Table(  # what somebody looks for in the directory, until he clears it
    "directory_filter",
    metadata,
    Column("owner_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("definition", JSON, nullable=False),  # see ``storage.filters``
)

free_now = Table(  # who says that he is free in the next slot; of no meaning once that has begun
    "free_now",
    metadata,
    Column("owner_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("starts_at", UtcDateTime, nullable=False, index=True),
)

not_for_me = Table(  # whom somebody does not want to be suggested again
    "not_for_me",
    metadata,
    Column("owner_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    CheckConstraint("owner_id <> person_id", name="pair"),
)
