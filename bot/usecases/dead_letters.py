"""Messages of an event that could not be delivered, and trying them again.

Those of broadcasts are not among them: they have a report of their own, and come too late when sent anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.event import Event
from bot.usecases.organizing import Organizer
from bot.usecases.outbox import FORBIDDEN, MAX_ATTEMPTS, OutboxRow
from bot.usecases.ports import UnitOfWork


class Why(StrEnum):
    """Why a message was given up."""

    BLOCKED = "blocked"  # by the one it was for
    REFUSED = "refused"  # by Telegram, and would be for ever
    TRIED = "tried"  # too often


@dataclass(frozen=True, slots=True)
class Undelivered:
    """How many messages of an event could not be delivered, by the reason."""

    event: Event
    counts: Mapping[Why, int]

    @property
    def total(self) -> int:
        """How many there are for whatever reason."""
        return sum(self.counts.values())


async def undelivered(uow: UnitOfWork, who: Organizer) -> Undelivered:
    """Count the messages of an event that were given up."""
    dead = await uow.dead_letters.of_event(who.event.id)
    return Undelivered(who.event, Counter(map(_why, dead)))


async def try_again(uow: UnitOfWork, who: Organizer, now: datetime) -> int:
    """Send them as if they had just been written; what has become irrelevant is dropped then.

    Gives how many there are.
    """
    dead = await uow.dead_letters.of_event(who.event.id)
    return len(await uow.dead_letters.revive([row.id for row in dead], now))


def _why(row: OutboxRow) -> Why:
    if row.error.startswith(FORBIDDEN):
        return Why.BLOCKED
    return Why.TRIED if row.attempts + 1 >= MAX_ATTEMPTS else Why.REFUSED
