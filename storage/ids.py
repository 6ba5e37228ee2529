"""Thousands of ids as one text: as rows they take ten times as long to come."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, String, cast, func


def together(ids: Any) -> ColumnElement[str]:
    """Give the ids of all rows of a group as one text; None of no rows."""
    return func.aggregate_strings(cast(ids, String), ",")


def ids_of(text: str | None) -> frozenset[int]:
    """Read them again."""
    return frozenset(map(int, text.split(","))) if text else frozenset()
