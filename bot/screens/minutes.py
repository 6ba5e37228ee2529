"""Instants in buttons: UTC minutes since 1970, which fit and need no zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_LAST_MINUTE = 2**31  # the year 6053: far beyond any event, far inside what datetime can hold


def to_minute(instant: datetime) -> int:
    """Give an instant as minutes since 1970."""
    return (instant - _EPOCH) // _MINUTE


def from_minute(minute: int) -> datetime:
    """Give the instant of ``to_minute``; forged numbers are clamped to what a date can be."""
    return _EPOCH + max(0, min(minute, _LAST_MINUTE)) * _MINUTE
