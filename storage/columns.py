"""What the tables share: their metadata, and pieces of columns.

Names of constraints are part of the code: ``storage.errors`` turns them into domain errors.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    Integer,
    MetaData,
    literal_column,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite counts up by itself only on a column of the very type INTEGER.
Id = BigInteger().with_variant(Integer, "sqlite")
EMPTY = text("''")
NO = text("false")
NOTHING = text("'[]'")  # a list in JSON
ZERO = text("0")


def stretch_is_forward() -> CheckConstraint:
    """Refuse a stretch of time that ends before it starts."""
    return CheckConstraint("ends_at > starts_at", name="forward")


def where(condition: str) -> dict[str, Any]:
    """Give the options of an index that holds the rows of a condition alone, in SQL."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def is_in(column: Column[Any], *states: str) -> ColumnElement[bool]:
    """Match the rows in any of some states, which are written into the statement.

    From a parameter SQLite cannot tell that an index of the rows in that state fits, and reads the table;
    and a list of parameters has SQLAlchemy write the statement anew each time.
    """
    written: list[ColumnElement[Any]] = [literal_column(f"'{state}'") for state in states]
    return column == written[0] if len(written) == 1 else column.in_(written)
