"""Another time for an agreed meeting (product rule 2.7): what can be proposed, and until when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.bookable import Standing, offered_slots
from bot.domain.booking import Meeting, Request
from bot.domain.deadlines import change_deadline, deadline
from bot.domain.event import Event
from bot.domain.slots import Slot


def without(side: Standing, meeting: Meeting, held_by: Collection[int] = ()) -> Standing:
    """Give how a side would stand without a meeting of his, and without what some requests hold."""
    blocks = Counter(side.meetings_by_block)
    blocks[meeting.slot.block_id] -= 1
    gone = {meeting.request_id, *held_by}
    return replace(
        side,
        seats=tuple(seat for seat in side.seats if seat.request_id not in gone),
        meetings=side.meetings - 1,
        meetings_by_block=blocks,
    )


def elsewhere(event: Event, meeting: Meeting, offered: Iterable[Slot], now: datetime) -> tuple[Slot, ...]:
    """Keep the slots to which a meeting can be moved: others than its own, and not too near to agree."""
    return tuple(
        slot
        for slot in offered
        if slot.start != meeting.slot.start and now < change_deadline(event, slot.start)
    )


def may_propose(move: Request | None, participant_id: int) -> bool:
    """Tell whether a side may propose times for a meeting now: not while the other is to answer its own."""
    return move is None or move.turn_id == participant_id


def makes_room(
    event: Event, guest: Standing, host: Standing, meeting: Meeting, full: Collection[datetime], now: datetime
) -> bool:
    """Tell whether a host could be met in the slot of a meeting of the guest's, if just that were moved.

    ``full`` holds the starts of slots in which no table is free; there the meeting leaves its own.
    """
    start = meeting.slot.start
    seats = tuple(seat for seat in guest.seats if seat.request_id != meeting.request_id)
    left = {one for one in full if not (meeting.table and one == start)}
    offered = offered_slots(event, replace(guest, seats=seats), host, left, now)
    return any(slot.start == start for slot in offered)


def move_deadline(event: Event, meeting: Meeting, to: Slot, now: datetime) -> datetime:
    """Give the instant from which an unanswered proposal counts as expired, in UTC.

    As for a request for the earlier of both slots, never after that slot's change deadline.
    """
    earlier = min(meeting.slot.start, to.start)
    return min(deadline(event, now, earlier), change_deadline(event, earlier))
