"""Repositories of booking: requests, meetings and seats; the other nouns are in ``repositories``."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Protocol

from bot.domain.bookable import Standing
from bot.domain.booking import Attendance, Meeting, MeetingState, Request
from bot.domain.event import Event
from bot.domain.intervals import Interval
from bot.domain.people import Participant
from bot.domain.slots import Slot


class Requests(Protocol):
    """Requests of all states."""

    async def add(self, request: Request) -> int:
        """Add a request.

        Raises:
            NotBookableError: ALREADY, the pair has an open one.
        """
        ...

    async def get(self, request_id: int) -> Request | None:
        """Give one request."""
        ...

    async def change(self, request_id: int, **values: Any) -> None:
        """Change fields; ``slots`` stands for all slots that it asks for, in time order."""
        ...

    async def lose(self, request_id: int, starts: Iterable[datetime]) -> None:
        """Note which of its slots a request has lost to something else."""
        ...

    async def open_of(self, participant_id: int) -> list[Request]:
        """Give the pending requests of a participant in either role, by deadline."""
        ...

    async def open_of_any(self, ids: Iterable[int]) -> list[Request]:
        """Give the pending requests of any of some participants in either role, by id."""
        ...

    async def all_of(self, participant_id: int) -> list[Request]:
        """Give every request of a participant, in whatever state."""
        ...

    async def open_between(self, one: int, other: int) -> Request | None:
        """Give the pair's pending request."""
        ...

    async def moving(self, meeting_id: int) -> Request | None:
        """Give the pending request for another slot for a meeting."""
        ...

    async def competing(self, ids: Iterable[int], slot: Slot) -> list[Request]:
        """Give pending requests that ask for a slot, also among others, and involve any of some people."""
        ...

    async def open_of_event(self, event_id: int, now: datetime) -> list[Request]:
        """Give the pending requests of an event that are not overdue, by id."""
        ...

    async def overdue(self, now: datetime, limit: int) -> list[Request]:
        """Give pending requests past their deadline."""
        ...

    async def overdue_of(self, ids: Iterable[int], now: datetime) -> list[Request]:
        """Give those that involve any of the participants, by id."""
        ...

    async def states(self, event_id: int | None = None) -> dict[str, int]:
        """Count the requests of an event, or of all, by state; proposals to move a meeting are none."""
        ...


class Meetings(Protocol):
    """Meetings of all states, and what the two sides say before they begin."""

    async def add(self, meeting: Meeting) -> int:
        """Add a meeting.

        Raises:
            NotBookableError: ALREADY, the pair has a coming one.
        """
        ...

    async def get(self, meeting_id: int) -> Meeting | None:
        """Give one meeting."""
        ...

    async def of_request(self, request_id: int) -> Meeting | None:
        """Give the meeting that a request became."""
        ...

    async def change(self, meeting_id: int, **values: Any) -> None:
        """Change fields of a meeting; ``slot`` stands for the three columns of a slot.

        Raises:
            NotBookableError: ALREADY, its new sides have another coming one.
        """
        ...

    async def remove(self, meeting_id: int) -> None:
        """Delete a meeting that was added in this very transaction."""
        ...

    async def of(self, participant_id: int) -> list[Meeting]:
        """Give the confirmed and held meetings of a participant, by time."""
        ...

    async def all_of(self, participant_id: int) -> list[Meeting]:
        """Give every meeting of a participant, in whatever state."""
        ...

    async def coming_of_any(self, ids: Iterable[int], now: datetime) -> list[Meeting]:
        """Give the confirmed meetings of any of some participants that are not over, by time."""
        ...

    async def pairs_of(self, ids: Collection[int]) -> list[tuple[int, int]]:
        """Give the two sides of each confirmed or held meeting in which any of some participants is."""
        ...

    async def between(self, one: int, other: int) -> Meeting | None:
        """Give the pair's confirmed meeting."""
        ...

    async def have_agreed(self, one: int, other: int) -> bool:
        """Tell whether a pair has a meeting that is confirmed or was held, or agreed to be introduced."""
        ...

    async def of_event(self, event_id: int) -> list[Meeting]:
        """Give the confirmed meetings of an event."""
        ...

    async def at(self, event_id: int, start: datetime) -> list[Meeting]:
        """Give the confirmed and held meetings of an event whose slot starts at an instant."""
        ...

    async def finish(self, now: datetime) -> int:
        """Note that the confirmed meetings whose slot has ended are done; gives how many."""
        ...

    async def by_start(self, event_id: int, states: Iterable[MeetingState]) -> dict[datetime, int]:
        """Count the meetings of an event that are in certain states, by the start of their slot."""
        ...

    async def states(self, event_id: int | None = None) -> dict[str, int]:
        """Count the meetings of an event, or of all, by state."""
        ...

    async def say(self, meeting_id: int, participant_id: int, status: Attendance, now: datetime) -> bool:
        """Note what a side says; False when it had said just that."""
        ...

    async def said(self, meeting_id: int) -> dict[int, Attendance]:
        """Give what each side said last."""
        ...

    async def unsay(self, meeting_id: int) -> None:
        """Forget what the sides said: it was about another time, or of somebody else."""
        ...

    async def said_by(self, participant_id: int) -> list[dict[str, Any]]:
        """Give what a participant said last about each of his meetings: which, what, and when."""
        ...


class Seats(Protocol):
    """Active seats of people and tables."""

    async def standing(self, participants: Iterable[Participant], now: datetime) -> dict[int, Standing]:
        """Give seats and counts of participants; requests that have run out count no more."""
        ...

    async def busy(self, stretch: Interval, now: datetime) -> dict[Interval, frozenset[int]]:
        """Give who has a seat that touches a stretch, by how long; but for those held for own requests.

        People of other events at the same time are among them.
        """
        ...

    async def laden(self, event_id: int, most: int, block_id: int | None = None) -> frozenset[int]:
        """Give those who have ``most`` meetings or more in an event, or in one of its blocks."""
        ...

    async def take(self, request_id: int, slot: Slot, ids: Iterable[int], *, confirmed: bool) -> None:
        """Take a seat for each participant, in one order for everybody.

        Unsorted, crossing bookings deadlock on PostgreSQL.

        Raises:
            NotBookableError: TAKEN.
        """
        ...

    async def hold(self, offer_id: int, stretch: Interval, ids: Iterable[int]) -> None:
        """Take the seats that a time holds which is offered to one who waits.

        Raises:
            NotBookableError: TAKEN.
        """
        ...

    async def hold_for_handover(self, handover_id: int, stretch: Interval, participant_id: int) -> None:
        """Take the seat of a colleague who has agreed to take a meeting over.

        Raises:
            NotBookableError: TAKEN.
        """
        ...

    async def release_handover(self, handover_id: int) -> None:
        """Free the seat that a hand-over holds, if it holds any."""
        ...

    async def release(self, request_id: int) -> None:
        """Free all seats of a request."""
        ...

    async def release_at(self, request_id: int, starts: Collection[datetime]) -> None:
        """Free the seats of a request in those of its slots that start then."""
        ...

    async def release_held(self, offer_id: int) -> None:
        """Free all seats of a time that was offered to one who waits."""
        ...

    async def full_slots(self, event: Event) -> set[datetime]:
        """Give the starts of slots in blocks with tables where no table is free."""
        ...

    async def take_table(self, table_id: int, start: datetime, meeting_id: int) -> bool:
        """Take a table; False, with nothing changed, when another meeting has it."""
        ...

    async def release_table(self, meeting_id: int) -> None:
        """Free the table of a meeting."""
        ...

    async def tables_at(self, slot: Slot) -> set[int]:
        """Give the ids of the tables that are taken in a slot."""
        ...

    async def table_positions(self, ids: Iterable[int], around: Slot) -> list[int]:
        """Give the positions of the tables of the meetings that the participants have next to a slot."""
        ...

    async def fixed_tables(self, event_id: int) -> set[str]:
        """Give the names of tables that belong to somebody."""
        ...
