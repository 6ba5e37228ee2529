"""Column types that refuse what must never be stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant: refuses naive values, stores UTC, gives UTC back on both databases.

    SQLite has no instants: they are texts, in the form that SQLAlchemy gives them, which sort by time.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """Give what turns an aware instant into what the database stores; it raises ValueError for others."""
        return _text if dialect.name == "sqlite" else _utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:  # noqa: ARG002
        """Give what turns it back into an instant in UTC."""
        return _instant if dialect.name == "sqlite" else _utc


_TEXT = len("2026-11-26 14:30:00.000000")


def _utc(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(f"a naive instant cannot be stored: {value!r}")
    return value.astimezone(UTC)


def _text(value: datetime | None) -> str | None:
    instant = _utc(value)
    return None if instant is None else instant.isoformat(" ", "microseconds")[:_TEXT]


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(f"{text}Z")
