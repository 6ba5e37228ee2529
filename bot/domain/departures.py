"""When reminders leave, so that the last of a crowd comes in time (product rules 5).

All meetings of a grid begin together, and a bot may send some messages a second only. A reminder comes
between ``EARLIEST`` before its promised instant and that instant: alone it leaves a moment before it, in
a crowd as much earlier as those take that are promised until then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

EARLIEST = timedelta(minutes=5)
# Counted on, of the 30 a second that may be sent: answers to people and news go before reminders.
_PER_SECOND = 20
# A reminder aims at this much before its instant: a failed request is tried again after 1, 2 and 4 s.
MARGIN = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Departure:
    """Reminders promised until ``until`` leave now; the next ones at ``next_at``, if any are known."""

    until: datetime
    next_at: datetime | None


def departure(crowd: Iterable[tuple[datetime, int]], now: datetime) -> Departure:
    """Say which reminders have to leave now, for all to come in time, and none before its window.

    ``crowd`` is (promised instant, number of reminders) for what waits and is promised after ``now``, at
    least until ``now + 2 * EARLIEST``: what is promised later cannot press on what may leave now. More
    than the window can carry leaves from its beginning on.
    """
    next_at: datetime | None = None
    for promised, number in sorted(crowd, reverse=True):
        latest = promised - MARGIN
        done_by = latest if next_at is None else min(latest, next_at)
        begin = max(done_by - timedelta(seconds=number / _PER_SECOND), promised - EARLIEST)
        if begin <= now:
            return Departure(promised, next_at)
        next_at = begin
    return Departure(now, next_at)
