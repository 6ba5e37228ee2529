"""What the tables share: their metadata, and pieces of columns.

Names of constraints are part of the code: ``storage.errors`` turns them into domain errors.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Integer, MetaData, text

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
