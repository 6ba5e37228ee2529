"""Repositories of what follows an agreed meeting: messages between its two sides."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from bot.domain.relay import Content, Message


class Relays(Protocol):
    """Messages between participants; ids of people are of participants."""

    async def add(self, author_id: int, recipient_id: int, content: Content, now: datetime) -> int:
        """Keep a message until it is delivered; gives its id."""
        ...

    async def get(self, message_id: int) -> Message | None:
        """Give one message."""
        ...

    async def sent_since(self, author_id: int, since: datetime) -> int:
        """Count what somebody has written after an instant."""
        ...

    async def answered(self, message: Message) -> bool:
        """Tell whether the one who got a message has written back since."""
        ...

    async def any_ended(self) -> bool:
        """Tell whether there is something to settle."""
        ...

    async def settle(self) -> list[Message]:
        """Note what became of messages that have left, and forget their content; gives them as they are now.

        Each is given once, whoever asks.
        """
        ...

    async def report(self, message_id: int, now: datetime) -> bool:
        """Note that whoever got a message reported it; False when that was noted before."""
        ...

    async def reported(self, author_id: int, recipient_id: int) -> bool:
        """Tell whether somebody reported a message that another wrote to him."""
        ...

    async def of(self, participant_id: int) -> list[dict[str, Any]]:
        """Give what is stored of the messages that somebody wrote or got."""
        ...
