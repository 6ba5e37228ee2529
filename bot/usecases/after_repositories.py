"""Repositories of what follows an agreed meeting: messages between its sides, and what they say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.domain.feedback import Feedback, Outcome
from bot.domain.relay import Content, Message
from bot.domain.wrap_up import Introduction


@dataclass(frozen=True, slots=True)
class Said:
    """What ``author`` says about a meeting with ``other``; both are names, empty once erased."""

    starts_at: datetime
    author: str
    other: str
    feedback: Feedback


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


class FeedbackGiven(Protocol):
    """What the sides of meetings say about them."""

    async def ask(self, now: datetime) -> int:
        """Add the question to the outbox for both sides of each meeting that is over and not yet *done*."""
        ...

    async def save(self, meeting_id: int, participant_id: int, outcome: Outcome, now: datetime) -> None:
        """Note what a side says, in place of what it said before; a comment stays."""
        ...

    async def comment(self, meeting_id: int, participant_id: int, comment: str) -> None:
        """Put a comment in place of the one before; the side has said something already."""
        ...

    async def take_back(self, meeting_id: int, participant_id: int, outcome: Outcome) -> None:
        """Forget what a side said, if it was this."""
        ...

    async def about(self, meeting_id: int) -> dict[int, Feedback]:
        """Give what each side says about a meeting, by participant."""
        ...

    async def by(self, participant_id: int) -> list[dict[str, Any]]:
        """Give all that somebody said."""
        ...

    async def missed(self, since: datetime, finished: datetime) -> list[int]:
        """Give *done* meetings whose one side says that the other was absent, if either is as new as that."""
        ...

    async def tally(self, event_id: int) -> dict[Outcome, int]:
        """Count what was said about the meetings of an event."""
        ...

    async def comments(self, event_id: int, offset: int, limit: int) -> tuple[list[Said], int]:
        """Give comments, the newest first, and how many there are."""
        ...

    async def of_event(self, event_id: int) -> list[Said]:
        """Give all that was said about the meetings of an event, by time."""
        ...


class WrapUps(Protocol):
    """The wrap-up of an event, and introductions of pairs who did not meet."""

    async def owed(self, now: datetime) -> list[int]:
        """Give the events that are over and have had no wrap-up."""
        ...

    async def begin(self, event_id: int, now: datetime) -> bool:
        """Note that an event has its wrap-up; False when somebody else has noted it."""
        ...

    async def send(self, event_id: int, now: datetime) -> None:
        """Add the wrap-up to the outbox for everybody of an event who asked somebody or was asked."""
        ...

    async def introduction(self, one: int, other: int) -> Introduction | None:
        """Give the introduction of a pair."""
        ...

    async def introductions(self, participant_id: int) -> dict[int, Introduction]:
        """Give the introductions of somebody, by the other side."""
        ...

    async def ask(self, asker_id: int, other_id: int, now: datetime) -> bool:
        """Note that somebody wants to be introduced; False when one of the pair did before."""
        ...

    async def answer(self, asker_id: int, other_id: int, now: datetime, *, agreed: bool) -> bool:
        """Note the other side's answer; False when there is nothing to answer, or it said *yes* before."""
        ...

    async def of(self, participant_id: int) -> list[dict[str, Any]]:
        """Give what is stored of somebody's introductions; not that another said *no*."""
        ...
