"""Messages that two people send each other through the bot: what may be sent, how often, how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.errors import DomainError
from bot.domain.event import Event

TEXT_CHARACTERS = 1000  # of UTF-16, as Telegram counts
CAPTION_CHARACTERS = 500  # beside the line that says from whom it is
A_MINUTE = 5  # messages of one person, to whomever
OPEN_FOR = timedelta(days=3)  # after the event


class Kind(StrEnum):
    """What a message is."""

    TEXT = "text"
    PHOTO = "photo"
    VOICE = "voice"
    DOCUMENT = "document"


class Outcome(StrEnum):
    """What became of a message; ``unsure``: nobody knows, because replies of Telegram were lost."""

    DELIVERED = "delivered"
    FAILED = "failed"
    UNSURE = "unsure"


class Obstacle(StrEnum):
    """Why somebody cannot be written to."""

    NOTHING_BETWEEN = (
        "nothing_between"  # no open request and no agreed meeting, or the other side reported one
    )
    OVER = "over"
    UNREACHABLE = "unreachable"
    TOO_OFTEN = "too_often"


class NotRelayedError(DomainError):
    """A message is not taken; nothing was changed."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle


@dataclass(frozen=True, slots=True)
class Content:
    """What is written: ``text`` is plain, a caption where there is a file."""

    kind: Kind
    text: str = ""
    file_id: str = ""

    @property
    def most_characters(self) -> int:
        """How long the text may be, in UTF-16 units."""
        return TEXT_CHARACTERS if self.kind is Kind.TEXT else CAPTION_CHARACTERS


@dataclass(frozen=True, slots=True)
class Message:
    """A message from one participant to another; its content is empty once it has an outcome."""

    id: int
    author_id: int
    recipient_id: int
    content: Content
    sent_at: datetime
    outcome: Outcome | None = None


def closes_at(event: Event) -> datetime:
    """Give when people of an event can no longer write to each other."""
    return event.interval.end + OPEN_FOR
