"""Which reminders leave before their time, seen from the rows that wait."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.domain.departures import EARLIEST, departure
from bot.usecases.outbox import OutboxRow, Priority
from bot.usecases.ports import UnitOfWork

_LOG = logging.getLogger(__name__)
_LOOK_EVERY = timedelta(seconds=1)  # thousands of rows are counted
_LATE = timedelta(seconds=1)


class Departures:
    """Asked by a dispatcher before each claim. What it remembers spares work, and follows from the rows."""

    def __init__(self) -> None:
        self._looked = self._until = datetime.min.replace(tzinfo=UTC)
        self._late: list[timedelta] = []

    async def until(self, uow: UnitOfWork, now: datetime) -> datetime:
        """Give the promised instant until which reminders leave now; a crowd that has begun goes on."""
        if not now - _LOOK_EVERY < self._looked <= now:
            plan = departure(await uow.outbox.promised(now, now + 2 * EARLIEST), now)
            self._looked = now
            # The clock may have jumped back.
            self._until = min(max(self._until, plan.until), now + EARLIEST)
        return max(now, self._until)

    def note(self, rows: Sequence[OutboxRow], now: datetime) -> None:
        """Note which of the rows that leave now are reminders that come too late."""
        late = [now - row.note.due_at for row in rows if row.note.priority is Priority.REMINDER]
        self._late += [delay for delay in late if delay > _LATE]

    def report(self) -> None:
        """Log, in one line, how many reminders were late since the last report."""
        if self._late:
            worst = max(self._late).total_seconds()
            _LOG.warning("%d reminders left after their time, one by %.0f s", len(self._late), worst)
            self._late = []


async def next_look(uow: UnitOfWork, now: datetime) -> datetime | None:
    """Give when the outbox has to be looked at again, ``now`` at the earliest; None: nothing waits."""
    due_at = await uow.outbox.next_due()
    if due_at is None:
        return None
    plan = departure(await uow.outbox.promised(now, now + 2 * EARLIEST), now)
    if plan.until > now:
        return now
    # What is promised after that stretch cannot leave before ``now + EARLIEST``.
    return max(now, min(due_at, plan.next_at or due_at, now + EARLIEST))
