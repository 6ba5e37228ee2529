"""Repositories: what the use cases ask of the rows, one protocol per noun.

Those of people are in ``people_repositories``, of requests, meetings and seats in ``booking_repositories``,
of what people keep in ``finding_repositories``. ``storage`` implements them; the database library stays
there. Instants are aware and in UTC.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from bot.domain.broadcasts import Audience, Broadcast, Tally
from bot.domain.event import Event
from bot.domain.retention import Erased
from bot.domain.roles import Role
from bot.domain.tables import VenueTable
from bot.usecases.files import ImportDraft


class Events(Protocol):
    """Events with their blocks and tables."""

    async def get(self, event_id: int) -> Event | None:
        """Give one event."""
        ...

    async def by_slug(self, slug: str) -> Event | None:
        """Give the event of a slug."""
        ...

    async def all(self) -> list[Event]:
        """Give every event, the soonest first."""
        ...

    async def save(self, event: Event) -> Event:
        """Add an event or bring the one with its slug up to date.

        A block with an id goes on under it, whatever its times. Requests, meetings and taken tables go
        to the block (and the table of the same name) that their times lie in.
        """
        ...

    async def erased(self, event_id: int) -> Erased | None:
        """Give when an event's people were erased, and their figures; None when they were not."""
        ...

    async def note_erased(self, event_id: int, erased: Erased) -> None:
        """Note that an event's people were erased."""
        ...

    async def tables(self, block_id: int) -> list[VenueTable]:
        """Give the tables of a block in their order."""
        ...


class Broadcasts(Protocol):
    """Broadcasts; their messages are rows of the outbox."""

    async def add(self, draft: Broadcast, now: datetime) -> int:
        """Add a draft; gives its id."""
        ...

    async def get(self, broadcast_id: int) -> Broadcast | None:
        """Give one broadcast."""
        ...

    async def written_by(self, telegram_id: int) -> list[Broadcast]:
        """Give the broadcasts that an organizer wrote, drafts among them."""
        ...

    async def latest(self, event_id: int) -> Broadcast | None:
        """Give the broadcast of an event that was begun last."""
        ...

    async def unfinished(self) -> list[Broadcast]:
        """Give broadcasts that were begun and have not been reported, of all events."""
        ...

    async def start(self, broadcast_id: int, at: datetime, audience: Audience, card: int | None) -> bool:
        """Make a draft run; False when it is no draft any more."""
        ...

    async def stop(self, broadcast_id: int) -> bool:
        """Stop a running broadcast: what is not on its way is dropped. False when it does not run."""
        ...

    async def finish(self, broadcast_id: int, now: datetime) -> bool:
        """Note that nothing is left to send; False when somebody else has noted it."""
        ...

    async def follow_on(self, broadcast_id: int, card: int | None) -> None:
        """Note which message shows the progress; None: none any more."""
        ...

    async def discard(self, broadcast_id: int) -> bool:
        """Delete a draft; False when it is no draft any more."""
        ...

    async def tally(self, broadcast_id: int) -> Tally:
        """Count what became of the messages."""
        ...

    async def audience(self, event_id: int) -> Audience:
        """Count whom a broadcast to an event would reach."""
        ...


class Drafts(Protocol):
    """Files that organizers sent, waiting for the tap that commits or discards them."""

    async def add(self, draft: ImportDraft, now: datetime) -> int:
        """Keep a file in place of any that the same organizer sent for the same event before."""
        ...

    async def get(self, draft_id: int) -> ImportDraft | None:
        """Give one file."""
        ...

    async def sent_by(self, telegram_id: int) -> list[dict[str, Any]]:
        """Give what is stored of an organizer's files beside their content: event, name, and when."""
        ...

    async def delete(self, draft_id: int) -> None:
        """Forget a file."""
        ...

    async def forget(self, before: datetime) -> int:
        """Delete the files that were sent before an instant; gives how many."""
        ...


class CheckIns(Protocol):
    """Who has arrived."""

    async def of(self, participant_id: int) -> datetime | None:
        """Give when a participant was checked in; None when he was not."""
        ...

    async def add(self, participant_id: int, now: datetime) -> None:
        """Note that a participant has arrived; of several times the first one stands."""
        ...

    async def remove(self, participant_id: int) -> None:
        """Note that a participant has not arrived after all."""
        ...

    async def of_event(self, event_id: int) -> frozenset[int]:
        """Give the ids of those in an event who have arrived."""
        ...

    async def count(self, event_id: int) -> int:
        """Count those in an event who have arrived."""
        ...


class Roles(Protocol):
    """Rights beside those of the ``ORGANIZERS`` setting, and the links that give them."""

    async def of_person(self, telegram_id: int) -> dict[int, Role]:
        """Give the roles of a person by event."""
        ...

    async def holders(self, event_id: int, what: Role) -> set[int]:
        """Give the Telegram ids of those who have a role in an event."""
        ...

    async def everybody(self) -> set[int]:
        """Give the Telegram ids of those who have a role in any event."""
        ...

    async def grant(self, event_id: int, telegram_id: int, what: Role, now: datetime) -> None:
        """Give a person a role in an event; an organizer stays one whatever else he is given."""
        ...

    async def withdraw(self, event_id: int, telegram_id: int, what: Role) -> bool:
        """Take a role in an event away from a person; False when he did not have it."""
        ...

    async def with_menu(self) -> set[int]:
        """Give the Telegram ids of those whose chat may have the menu of a role."""
        ...

    async def note_menus(self, given: Iterable[int], taken: Iterable[int] = ()) -> None:
        """Note who may have the menu of a role, and who has none any more."""
        ...

    async def link_generations(self, what: Role) -> dict[int, int]:
        """Give the generation of each event's link that gives a role."""
        ...

    async def use_link(self, event_id: int, what: Role, generation: int) -> bool:
        """Void the link of a generation that gives a role; False when it was void already."""
        ...
