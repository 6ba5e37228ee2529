"""What the chat page shows beside the chats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


class MovableClock(Protocol):
    """The bot's clock, which the page may move forward."""

    def now(self) -> datetime:
        """Give the bot's current instant, aware."""
        ...

    async def shift(self, seconds: float) -> None:
        """Move the clock forward, and return when the bot knows."""
        ...


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link that opens the chat with a start payload: offered to one person, or to whoever is added.

    Without a person and a name it is public: also offered to everybody who has no link of his own.
    """

    label: str
    payload: str
    person_id: int | None = None
    name: str = ""  # of the person who would follow it
    language_code: str = "en"

    @property
    def public(self) -> bool:
        """Tell whether anybody may follow the link."""
        return self.person_id is None and not self.name


@dataclass(slots=True)
class PageOptions:
    """Texts and links of the page.

    ``hidden`` are ids of people who have no column; they are offered under *Add a person* when they
    have an invitation.
    """

    title: str = "Bilateral demo"
    intro: str = ""
    zone: str = "UTC"  # IANA name, in which all times are shown
    invitations: list[Invitation] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)

    def to_add(self) -> list[Invitation]:
        """Give the invitations that somebody who is not on the page yet can follow."""
        return [one for one in self.invitations if one.person_id is None or one.person_id in self.hidden]


def links_of(invitations: Sequence[Invitation], person_id: int) -> list[Invitation]:
    """Give the links that a person may follow: their own, else the public ones."""
    own = [one for one in invitations if one.person_id == person_id]
    return own or [one for one in invitations if one.public]
