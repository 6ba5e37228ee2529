"""Broadcasts: one message of an organizer to everybody of an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

NOBODY = 0  # no Telegram account: who has asked to be forgotten


class BroadcastState(StrEnum):
    """``draft`` → ``running`` → ``finished``, or from ``running`` to ``stopped``; nothing leads back."""

    DRAFT = "draft"
    RUNNING = "running"
    STOPPED = "stopped"
    FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A message to everybody.

    ``html`` is Bot API HTML, the caption where there is a file. ``telegram_id`` is the organizer who
    sends it, or ``NOBODY``, ``progress_message_id`` his card that follows it. ``started_at`` is when
    sending begins, which may be after quiet hours; ``finished_at`` when nothing was left to send.
    """

    id: int
    event_id: int
    telegram_id: int
    html: str
    file_kind: str = ""  # "photo" | "document" | "" for text alone
    file_id: str = ""
    state: BroadcastState = BroadcastState.DRAFT
    progress_message_id: int | None = None
    never_connected: int = 0
    unreachable: int = 0  # had blocked the bot before it began
    started_at: datetime | None = None
    finished_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a broadcast reaches now, who never opened the bot, and who has blocked it."""

    reachable: int = 0
    never_connected: int = 0
    unreachable: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the messages of a broadcast so far."""

    waiting: int = 0  # not sent yet, or on their way
    reached: int = 0
    blocked: int = 0
    failed: int = 0
    unconfirmed: int = 0  # no reply came: perhaps it arrived, so it is not sent again
    stopped: int = 0

    @property
    def total(self) -> int:
        """How many people it was meant for."""
        return self.waiting + self.settled

    @property
    def settled(self) -> int:
        """How many messages need nothing more."""
        return self.reached + self.blocked + self.failed + self.unconfirmed + self.stopped
