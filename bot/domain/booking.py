"""Requests and meetings, and their states; what may be booked is in ``bookable``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.slots import Slot

MOST_TIMES = 3  # of which a guest may ask for any


class RequestState(StrEnum):
    """``pending`` becomes exactly one of the others; ``lost``: the slot went away under it."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    LOST = "lost"


class MeetingState(StrEnum):
    """``confirmed`` becomes exactly one of the others; ``cancelled_late``: after the change deadline."""

    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    CANCELLED_LATE = "cancelled_late"
    DONE = "done"
    NOT_HELD = "not_held"


class Attendance(StrEnum):
    """What a side says about a meeting that is about to begin."""

    ON_MY_WAY = "on_my_way"
    LATE = "late"
    CANNOT_COME = "cannot_come"


@dataclass(frozen=True, slots=True)
class Request:
    """A guest asks a host for a slot; ``turn_id`` is whose answer is awaited, ``version`` rises.

    Any of several slots may be asked for: ``slot`` is the first of them, ``further`` are the others in time
    order. One that goes to somebody else drops out.

    One that ``moves`` a meeting, of which it holds the id, asks for another slot for it: its guest is the
    side that asked first, whichever that is of the meeting. ``wish_id`` is whom that side would like to meet
    in the slot that becomes free.
    """

    id: int
    event_id: int
    guest_id: int
    host_id: int
    slot: Slot
    state: RequestState
    turn_id: int
    note: str
    reason: str
    version: int
    sent_at: datetime
    deadline: datetime
    further: tuple[Slot, ...] = ()
    moves: int | None = None
    wish_id: int | None = None

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Every slot that is asked for, in time order."""
        return (self.slot, *self.further)

    def only(self, slots: Iterable[Slot]) -> Request:
        """Give it as it is for some slots, at least one."""
        first, *further = slots
        return replace(self, slot=first, further=tuple(further))

    def at(self, start: datetime | None) -> Slot | None:
        """Give the slot that begins at an instant; without one, the only slot where there is but one."""
        if start is None:
            return None if self.further else self.slot
        return next((slot for slot in self.slots if slot.start == start), None)

    def each(self) -> Iterator[Request]:
        """Give it as one request for each of its slots."""
        return (self.only((slot,)) for slot in self.slots)

    def without(self, taken: Slot) -> tuple[Slot, ...]:
        """Give the slots that another one leaves."""
        return tuple(slot for slot in self.slots if slot.start >= taken.end or slot.end <= taken.start)

    @property
    def proposer_id(self) -> int:
        """The side that proposed the present slot and waits."""
        return self.guest_id if self.turn_id == self.host_id else self.host_id

    def other(self, participant_id: int) -> int:
        """Give the other side."""
        return self.host_id if participant_id == self.guest_id else self.guest_id

    def involves(self, participant_id: int) -> bool:
        """Tell whether the participant is one of the two."""
        return participant_id in (self.guest_id, self.host_id)

    def overdue(self, now: datetime) -> bool:
        """Tell whether it has run out, even if nobody has written that down yet."""
        return self.state is RequestState.PENDING and now >= self.deadline

    def as_of(self, now: datetime) -> Request:
        """Give it as it counts: expired as soon as it is overdue."""
        return replace(self, state=RequestState.EXPIRED) if self.overdue(now) else self


@dataclass(frozen=True, slots=True)
class Meeting:
    """An agreed meeting. ``table`` is the table's name, empty where the block has none."""

    id: int
    request_id: int
    event_id: int
    guest_id: int
    host_id: int
    slot: Slot
    state: MeetingState
    version: int
    confirmed_at: datetime
    table: str = ""
    cancelled_by: int | None = None
    reason: str = ""

    def as_of(self, now: datetime) -> Meeting:
        """Give it as it counts: done as soon as its slot has ended."""
        over = self.state is MeetingState.CONFIRMED and now >= self.slot.end
        return replace(self, state=MeetingState.DONE) if over else self

    def other(self, participant_id: int) -> int:
        """Give the other side."""
        return self.host_id if participant_id == self.guest_id else self.guest_id

    def involves(self, participant_id: int) -> bool:
        """Tell whether the participant is one of the two."""
        return participant_id in (self.guest_id, self.host_id)
