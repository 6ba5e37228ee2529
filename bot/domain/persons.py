"""Persons: somebody on Telegram, who may be a participant of several events, an organizer, or nobody yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.people import Participant


@dataclass(frozen=True, slots=True)
class Person:
    """What the bot knows of a Telegram account.

    ``event_id`` is the event of the last link or button. ``dialog`` is what the next text of theirs
    answers (``{"step": ..., ...}``), None when nothing is asked. ``minutes_before`` None means the
    reminder times of the event, ``()`` means none. ``withheld`` are the ``domain.contacts.Detail`` that he
    keeps to himself. ``zone`` is the IANA time zone of his own clocks, empty when they are the event's.
    """

    telegram_id: int
    language: str
    username: str = ""
    event_id: int | None = None
    dialog: Mapping[str, Any] | None = None
    minutes_before: tuple[int, ...] | None = None
    reachable: bool = True
    today_card: bool = True  # whether the morning's digest becomes a card that shows the day while it goes on
    evening_digest: bool = True  # whether he gets the list of the next day's meetings
    morning_digest: bool = True  # and that of the day's
    withheld: tuple[str, ...] = ()
    zone: str = ""

    @property
    def follows_day(self) -> bool:
        """Whether a card shows his day while it goes on: it begins as the morning's digest."""
        return self.today_card and self.morning_digest


@dataclass(frozen=True, slots=True)
class Known:
    """A person with his participants in all events, and whether he has a role in any of them.

    ``versions`` are those of his events and of their people, by event, for ``Persons.recall``.
    """

    person: Person
    participants: tuple[Participant, ...]
    organizes: bool
    stewards: bool
    versions: Mapping[int, tuple[int, int]] = field(default_factory=dict)
