"""The outbox: every message that the bot sends unasked is a row here before it is sent.

A row is written in the transaction of its cause and names its content by ids; the text is made when
it is sent, from the rows as they are then, in the language of the one who reads it::

    new ──claim──▶ claimed ──about to call──▶ sending ──ok──▶ sent
     ▲                │                          │
     │◀─lease over────┘                          ├─ 429, 5xx, no connection ─▶ new (later)
     │                                           ├─ no reply, or crash ─────▶ unknown
     │◀───── once more: notices, reminders ──────┘            (broadcasts stay unknown)
     │                                           └─ refused, or tried too often ─▶ dead
     ├─ no longer relevant, or past ``not_after`` ─▶ dropped
     └─ can wait, and it is quiet at the event ─▶ new (when quiet hours end)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any

MAX_ATTEMPTS = 10
LEASE = timedelta(seconds=60)  # how long a claim holds; of a row that was sent, counted from its request
FORBIDDEN = "Forbidden"  # how the library begins the text of every 403


class Priority(IntEnum):
    """What leaves first."""

    CONFIRMATION = 0  # the result of a person's own press
    NEWS = 1  # asked, answered, cancelled
    REMINDER = 2  # leaves before ``due_at`` where many are promised together
    DIGEST = 3  # and nudges: nobody was promised their minute
    BROADCAST = 4


class NotYetError(Exception):
    """A message has to wait until an instant: it is quiet at its event, or another one goes first.

    The instant is now when that one is on its way.
    """

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


class OutboxState(StrEnum):
    """Where a row stands; the module's docstring draws who moves it."""

    NEW = "new"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    DEAD = "dead"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Note:
    """A message to be sent: what a use case adds to the outbox.

    ``due_at`` and ``not_after`` are UTC instants of the product's clock. ``dedupe`` is unique over all
    time: a second note with the same key is not added. ``params`` holds ids and plain values only. Of
    notes of one priority that are due together, those of low ``rank`` go first.
    """

    kind: str
    chat_id: int
    due_at: datetime
    params: Mapping[str, Any] = field(default_factory=dict)
    priority: Priority = Priority.NEWS
    not_after: datetime | None = None
    dedupe: str | None = None
    silent: bool = False
    broadcast_id: int | None = None
    rank: int = 0


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A note as it stands in the outbox."""

    id: int
    note: Note
    state: OutboxState
    attempts: int
    message_id: int | None = None
    error: str = ""


@dataclass(frozen=True, slots=True)
class DayCard:
    """What became of a person's card of a day, seen from one of the rows that edit it."""

    message_id: int | None = None
    awaited: bool = False  # the digest that it begins as has still to be sent
    after_another: bool = False  # an older row that may send or edit it is on its way
    unsure: bool = False  # it left, and nobody knows whether it arrived
    outdone: bool = False  # another row that is due stands for this one
