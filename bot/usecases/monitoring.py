"""What the rows of all events say to a monitor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.booking import MeetingState, RequestState
from bot.usecases.outbox import OutboxState
from bot.usecases.ports import UnitOfWork

# What is sent or dropped is settled, and there is too much of it to count.
_UNSETTLED = (
    OutboxState.NEW,
    OutboxState.CLAIMED,
    OutboxState.SENDING,
    OutboxState.UNKNOWN,
    OutboxState.DEAD,
)


@dataclass(frozen=True, slots=True)
class Stock:
    """Counts by state, zero included; ``late`` is how long the oldest message has been due."""

    outbox: Mapping[str, int]
    late: timedelta
    requests: Mapping[str, int]
    meetings: Mapping[str, int]


async def stock(uow: UnitOfWork, now: datetime) -> Stock:
    """Count messages, requests and meetings of all events."""
    outbox = await uow.outbox.count(_UNSETTLED)
    requests, meetings = await uow.requests.states(), await uow.meetings.states()
    due_at = await uow.outbox.next_due()
    return Stock(
        outbox={state: outbox.get(state, 0) for state in _UNSETTLED},
        late=max(now - due_at, timedelta()) if due_at else timedelta(),
        requests={state: requests.get(state, 0) for state in RequestState},
        meetings={state: meetings.get(state, 0) for state in MeetingState},
    )
