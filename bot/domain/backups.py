"""Scheduled backups: when the next one is due, and which are kept. Their names say when they were made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

_NAME = "bilateral-%Y%m%dT%H%M%SZ.backup"
_DAILY = time(2, 30, tzinfo=UTC)  # after midnight in Europe, before anybody is awake
_DAY = timedelta(days=1)


def backup_name(now: datetime) -> str:
    """Give the file name of a backup made now; names sort by time."""
    return now.astimezone(UTC).strftime(_NAME)


def made_at(name: str) -> datetime | None:
    """Give the moment in a backup's file name, in UTC; None when it is no such name."""
    try:
        return datetime.strptime(name, _NAME).replace(tzinfo=UTC)
    except ValueError:
        return None


def is_backup_due(made: Iterable[datetime], now: datetime) -> bool:
    """Tell whether none was made since the last daily time; one that was missed is made up for."""
    daily = datetime.combine(now.astimezone(UTC).date(), _DAILY)
    last_time = daily if daily <= now else daily - _DAY
    return max(made, default=datetime.min.replace(tzinfo=UTC)) < last_time


def outdated(made: Iterable[datetime], now: datetime, keep_days: int) -> list[datetime]:
    """Give those that are older than ``keep_days``, but never the newest one: it may be all there is."""
    *older, _newest = sorted(made) or [now]
    return [one for one in older if now - one > timedelta(days=keep_days)]
