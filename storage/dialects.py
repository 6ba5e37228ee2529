"""The one statement that SQLAlchemy spells differently for each database."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from storage.connection import Connection

Insert = sqlite.Insert | postgresql.Insert


def insert(connection: Connection, table: Table) -> Insert:
    """Make an ``INSERT`` that knows ``ON CONFLICT`` in the dialect of the connection."""
    return insert_in(connection.dialect.name, table)


@cache
def insert_in(dialect: str, table: Table) -> Insert:
    """Make such an ``INSERT`` by the name of a dialect."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
