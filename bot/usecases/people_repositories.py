"""Repositories of people: who is on Telegram, who is in an event, and how both are forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bot.domain.event import Event
from bot.domain.finding import Catalogue
from bot.domain.links import LinkMarks, WrongLinks
from bot.domain.people import Named, Participant
from bot.domain.persons import Known, Person
from bot.domain.searching import Index
from bot.usecases.files import PersonRow


class Persons(Protocol):
    """People on Telegram."""

    async def get(self, telegram_id: int) -> Person | None:
        """Give one person."""
        ...

    async def known(self, telegram_id: int) -> Known | None:
        """Give one person with his participants in all events."""
        ...

    def recall(self, who: Known) -> None:
        """Let a view show a person's events as they were when he was read, a moment ago."""
        ...

    async def save(self, person: Person, now: datetime) -> None:
        """Add a person, or write over what is known of him."""
        ...

    async def change(self, telegram_id: int, **values: Any) -> None:
        """Change single fields of ``Person``."""
        ...


class Crowd(Protocol):
    """Everybody in an event at once. All but who has joined is kept in memory until the people change."""

    async def everybody(self, event_id: int) -> Sequence[int]:
        """Give the ids of everybody in an event who is not erased, hidden or not, in the order of names."""
        ...

    async def versions(self) -> dict[int, int]:
        """Give, by event, a number that is another one whenever its people have changed."""
        ...

    async def order(self, event_id: int) -> Sequence[int]:
        """Give the ids of those whom the directory of an event shows, in the order of names."""
        ...

    async def index(self, event_id: int) -> Index:
        """Give the words of their profiles, for search."""
        ...

    async def catalogue(self, event_id: int) -> Catalogue:
        """Give them by what they can be filtered by, and when they take meetings."""
        ...

    async def links(self, marks: LinkMarks) -> list[Mapping[int, int]]:
        """Give the people of each event by the marks of their links."""
        ...

    async def connected(self, event_id: int) -> frozenset[int]:
        """Give the ids of those in an event who have joined."""
        ...


class Participants(Protocol):
    """The directory of an event, personal links, and who waits for whom."""

    async def get(self, participant_id: int) -> Participant | None:
        """Give one participant."""
        ...

    async def many(self, ids: Iterable[int]) -> dict[int, Participant]:
        """Give participants by id; unknown ids are left out."""
        ...

    async def of_person(self, telegram_id: int) -> list[Participant]:
        """Give the person's participants in all events."""
        ...

    async def of_event(self, event_id: int) -> list[Participant]:
        """Give everybody of an event who is not erased, by name."""
        ...

    async def named(self, event_id: int) -> list[Named]:
        """Give what names everybody of an event who is not erased, by name; far less than ``of_event``."""
        ...

    async def count(self, event_id: int) -> int:
        """Count the directory."""
        ...

    async def add(self, event: Event, row: PersonRow) -> int:
        """Add a participant from a row of a file."""
        ...

    async def add_all(self, event: Event, rows: Iterable[PersonRow]) -> None:
        """Add participants from the rows of a file, in a few statements however many there are."""
        ...

    async def update(
        self, participant_id: int, event: Event, row: PersonRow, *, windows: bool = True
    ) -> None:
        """Bring a participant up to a row of a file, with the windows of the row or without."""
        ...

    async def rekey(self, participant_id: int, key: str) -> None:
        """Give a participant another identity for imports."""
        ...

    async def follow_blocks(self, before: Event, after: Event) -> None:
        """Bring windows to an event's new blocks and zone.

        A window over a whole block follows it, any other keeps its wall-clock times, and one that
        touches no block any more goes.
        """
        ...

    async def connect(self, participant_id: int, telegram_id: int, now: datetime) -> None:
        """Give a participant his Telegram account."""
        ...

    async def revoke_link(self, participant_id: int) -> None:
        """Count the link's generation up: every link printed before is void, and who used one is out."""
        ...

    async def lock(self, ids: Iterable[int]) -> None:
        """Hold the rows, in one order for everybody, until the transaction ends (SQLite: held already)."""
        ...

    async def lock_event(self, event_id: int) -> None:
        """Hold the rows of everybody in an event, as ``lock`` does."""
        ...

    async def try_lock(self, ids: Iterable[int]) -> set[int]:
        """Hold those of the rows that nobody else holds; gives their ids."""
        ...

    async def erased(self, event_id: int) -> set[str]:
        """Give the keyed hashes of everybody who asked to be erased from an event."""
        ...

    async def remember_erased(self, event_id: int, digest: str) -> None:
        """Note a keyed hash among the erased."""
        ...

    async def want(self, host_id: int, guest_id: int, now: datetime) -> None:
        """Note that a guest waits for a host to join."""
        ...

    async def with_wanted(self, ids: Iterable[int], guest_id: int) -> dict[int, Participant]:
        """Give participants by id, and beside them those for whose joining a guest waits to be told."""
        ...

    async def stop_wanting(self, host_id: int, guest_id: int) -> None:
        """Note that a guest no longer waits for a host who has not joined."""
        ...

    async def want_no_more(self, one: int, other: int) -> None:
        """Note that neither of two waits for the other to join."""
        ...

    async def wanted_by(self, host_id: int) -> list[int]:
        """Give the guests who wait for a host to join and have not been told yet."""
        ...

    async def waits_for(self, guest_id: int) -> list[int]:
        """Give the hosts whose joining a guest wants to be told of."""
        ...

    async def wanted_told(self, host_id: int, now: datetime) -> None:
        """Note that the guests of a host were told."""
        ...

    async def tally(self, event_id: int) -> tuple[int, int, int]:
        """Count in the directory: connected, connected but unreachable, and those who take meetings."""
        ...

    async def not_connected(self, event_id: int, offset: int, limit: int) -> list[tuple[Participant, int]]:
        """Give those who are not connected with how many guests want each, the most wanted first."""
        ...


class WrongLinksOpened(Protocol):
    """How many wrong links Telegram accounts opened of late, those of strangers too."""

    async def of(self, telegram_id: int) -> WrongLinks | None:
        """Give what an account opened; None when that is nothing, or long ago."""
        ...

    async def save(self, telegram_id: int, wrong: WrongLinks) -> None:
        """Note what an account opened, in place of what was noted before."""
        ...

    async def forget(self, before: datetime) -> int:
        """Delete what was begun before an instant; gives how many."""
        ...


class Erasure(Protocol):
    """Forgetting people."""

    async def erase_event(self, event_id: int, keep: Collection[int], now: datetime) -> None:
        """Erase an event's people, what they wrote, what was written to them, and its organizers' files.

        Whoever has no other event is forgotten as a person, too, but for the Telegram ids to ``keep``.
        """
        ...

    async def erase_people(self, ids: Collection[int], now: datetime) -> None:
        """Blank everything that tells who participants were; their rows stay for the others' history."""
        ...

    async def erase_account(self, telegram_id: int) -> None:
        """Forget a person on Telegram: what was written to him, his rights, his files.

        Updates that he sent become nobody's once answered, what he sends to everybody goes on without him.
        """
        ...
