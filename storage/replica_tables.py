"""The tables by which processes share a database; on SQLite there is one process, and they stay empty.

Whoever is gone from ``process`` is dead: what it held is free by that alone.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, String, Table

from storage.columns import metadata
from storage.types import UtcDateTime

process = Table(
    "process",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("session", Integer, nullable=False),  # names the lock that its connection holds while it lives
    Column("alive_until", UtcDateTime, nullable=False),  # by the clock of the database
)

lease = Table(  # what one process at a time does
    "lease",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("holder", ForeignKey("process.id", ondelete="CASCADE"), nullable=False),
)

sender_lease = Table(  # whose updates a process handles
    "sender_lease",
    metadata,
    Column("sender", BigInteger, primary_key=True, autoincrement=False),
    Column("holder", ForeignKey("process.id", ondelete="CASCADE"), nullable=False, index=True),
)

# Who runs is nobody's data: no backup holds it.
OF_PROCESSES = frozenset({process.name, lease.name, sender_lease.name})
