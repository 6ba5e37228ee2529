"""What may be offered and booked, and why not (product rules 2)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.deadlines import notice
from bot.domain.errors import Reason
from bot.domain.event import Event
from bot.domain.intervals import Interval, Stretch, covered, intersection, union
from bot.domain.meets import may_meet
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.domain.text import fold


@dataclass(frozen=True, slots=True)
class Seat:
    """An active seat: ``participant_id`` is busy in the slot that starts at ``start``.

    ``own`` tells that it is held only for a request that the participant sent himself, or for a time that
    is offered to him. ``offered`` is (guest, host) of a time that is held for one who waits; ``request_id``
    is 0 then.
    """

    participant_id: int
    start: datetime
    end: datetime
    request_id: int
    confirmed: bool
    own: bool = False
    offered: tuple[int, int] | None = None

    def touches(self, slot: Stretch) -> bool:
        """Tell whether the two share any instant."""
        return self.start < slot.end and slot.start < self.end


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts against a participant's limits, as the rows say."""

    participant: Participant
    seats: tuple[Seat, ...] = ()
    meetings: int = 0  # confirmed, in either role
    meetings_by_block: Mapping[int, int] = field(default_factory=Counter)
    open_requests: int = 0  # sent by him and unanswered

    def but_offered(self, guest_id: int, host_id: int) -> Standing:
        """Give it without the seats that are held for just this guest to meet this host."""
        pair = (guest_id, host_id)
        return replace(self, seats=tuple(seat for seat in self.seats if seat.offered != pair))

    def is_taken(self, slot: Stretch) -> bool:
        """Tell whether a seat of his touches a slot."""
        return any(seat.touches(slot) for seat in self.seats)


def windows_as_guest(event: Event, participant: Participant) -> tuple[Interval, ...]:
    """Give where a participant may ask: his windows, or every block when he has none."""
    return participant.windows or tuple(event.block_interval(block) for block in event.blocks)


def offered_slots(
    event: Event, guest: Standing, host: Standing, full: Collection[datetime], now: datetime
) -> tuple[Slot, ...]:
    """Give the slots that both can take, in time order (product rule 2.1).

    ``full`` holds the starts of slots in which no table is free. A seat that the host holds only for a
    request of his own does not hide a slot.
    """
    windows = intersection(host.participant.windows, windows_as_guest(event, guest.participant))
    slots = within(open_to(event, guest, event.slots, full, now), windows)
    return left_by(event, slots, (seat for seat in host.seats if not seat.own), host.meetings_by_block)


def open_to(
    event: Event, guest: Standing, slots: Iterable[Slot], full: Collection[datetime], now: datetime
) -> tuple[Slot, ...]:
    """Keep the slots for which a guest has time, whatever his windows and whoever the host."""
    earliest = now + notice(event)
    coming = [slot for slot in slots if slot.start >= earliest and slot.start not in full]
    return left_by(event, coming, guest.seats, guest.meetings_by_block)


def within(slots: Iterable[Slot], windows: Iterable[Interval]) -> tuple[Slot, ...]:
    """Keep the slots that lie in a window as a whole."""
    apart = union(windows)
    starts = [window.start for window in apart]
    last_before = ((slot, bisect_right(starts, slot.start) - 1) for slot in slots)
    return tuple(slot for slot, index in last_before if index >= 0 and slot.end <= apart[index].end)


def left_by(
    event: Event, slots: Iterable[Slot], seats: Iterable[Seat], meetings_by_block: Mapping[int, int]
) -> tuple[Slot, ...]:
    """Keep the slots that somebody's seats do not touch, in blocks where he may have another meeting."""
    taken = union(Interval(seat.start, seat.end) for seat in seats)
    starts = [one.start for one in taken]
    last_before = ((slot, bisect_left(starts, slot.end) - 1) for slot in slots)
    free = tuple(slot for slot, index in last_before if index < 0 or taken[index].end <= slot.start)
    if not event.booking.max_meetings_per_block:
        return free
    return tuple(slot for slot in free if not has_all_of_block(event, meetings_by_block, slot))


def has_all_of_block(event: Event, meetings_by_block: Mapping[int, int], slot: Slot) -> bool:
    """Tell whether somebody may have no more meetings in the block of a slot."""
    limit = event.booking.max_meetings_per_block
    return bool(limit) and meetings_by_block.get(slot.block_id, 0) >= limit


def has_all_meetings(event: Event, meetings: int) -> bool:
    """Tell whether somebody may have no more meetings."""
    return meetings >= event.booking.max_meetings > 0


def has_all_requests(event: Event, open_requests: int) -> bool:
    """Tell whether somebody may send no more requests."""
    return open_requests >= event.booking.max_open_requests > 0


def why_not(event: Event, guest: Standing, host: Standing, now: datetime) -> Reason | None:
    """Give the reason why these two cannot book at all, whatever the slot; None when they can ask."""
    rules = event.booking
    checks = (
        (guest.participant.id == host.participant.id, Reason.SAME_PERSON),
        (now >= event.interval.end, Reason.OVER),
        (host.participant.hidden, Reason.HIDDEN),
        (not host.participant.windows, Reason.NO_WINDOW),
        (
            not rules.same_organization and same_organization(guest.participant, host.participant),
            Reason.SAME_ORGANIZATION,
        ),
        (not may_meet(rules, guest.participant.profile, host.participant.profile), Reason.TYPES),
        (not host.participant.connected, Reason.NOT_CONNECTED),
        (has_all_meetings(event, guest.meetings), Reason.LIMIT_MEETINGS_GUEST),
        (has_all_meetings(event, host.meetings), Reason.LIMIT_MEETINGS_HOST),
        (has_all_requests(event, guest.open_requests), Reason.LIMIT_REQUESTS),
    )
    return next((reason for applies, reason in checks if applies), None)


def why_none(
    event: Event, guest: Standing, host: Standing, full: Collection[datetime], now: datetime
) -> Reason:
    """Give the reason why no slot at all is offered to a pair that may ask."""
    earliest = now + notice(event)
    in_window = [slot for slot in event.slots if covered(slot, host.participant.windows)]
    if not in_window:
        return Reason.FULL  # a window in which no whole slot lies
    coming = [slot for slot in in_window if slot.start >= earliest]
    if not coming:
        return Reason.TOO_SOON
    if all(has_all_of_block(event, host.meetings_by_block, slot) for slot in coming):
        return Reason.LIMIT_BLOCK_HOST
    if all(has_all_of_block(event, guest.meetings_by_block, slot) for slot in coming):
        return Reason.LIMIT_BLOCK_GUEST
    held = [seat for seat in host.seats if not seat.own]
    free = [slot for slot in coming if not any(seat.touches(slot) for seat in held)]
    if not free:
        return Reason.FULL
    if all(slot.start in full for slot in free):
        return Reason.NO_TABLE
    return Reason.NO_COMMON_SLOT


def why_not_at(
    event: Event, guest: Standing, host: Standing, full: Collection[datetime], slot: Slot, now: datetime
) -> Reason:
    """Give the reason why a slot is not offered to a pair that may ask for others."""
    held = [seat for seat in host.seats if not seat.own]
    checks = (
        (slot.start < now + notice(event), Reason.TOO_SOON),
        (not within((slot,), host.participant.windows), Reason.AWAY),
        (not within((slot,), windows_as_guest(event, guest.participant)), Reason.BUSY),
        (guest.is_taken(slot), Reason.BUSY),
        (any(seat.touches(slot) for seat in held), Reason.TAKEN),
        (has_all_of_block(event, guest.meetings_by_block, slot), Reason.LIMIT_BLOCK_GUEST),
        (has_all_of_block(event, host.meetings_by_block, slot), Reason.LIMIT_BLOCK_HOST),
        (slot.start in full, Reason.NO_TABLE),
    )
    return next((reason for applies, reason in checks if applies), Reason.TAKEN)


def nearest(slots: Iterable[Slot], to: datetime, count: int) -> tuple[Slot, ...]:
    """Give up to ``count`` slots nearest to an instant, in time order."""
    near = sorted(slots, key=lambda slot: (abs(slot.start - to), slot.start))[:count]
    return tuple(sorted(near))


def same_organization(one: Participant, other: Participant) -> bool:
    """Tell whether two people name the same organization; nobody shares an empty one."""
    name = fold(one.profile.organization)
    return bool(name) and name == fold(other.profile.organization)
