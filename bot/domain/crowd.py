"""Whom of a crowd somebody could meet at a time: the rules of ``booking``, for thousands at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.booking import (
    Seat,
    Standing,
    has_all_meetings,
    has_all_requests,
    left_by,
    open_to,
    windows_as_guest,
    within,
)
from bot.domain.event import Event
from bot.domain.intervals import Interval, intersection
from bot.domain.slots import Slot

Windows = tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class Crowd:
    """People who can be asked: those who have joined and have windows, in the order of their names.

    ``seats`` are those that touch the time in question, but for what somebody holds for a request of his
    own; ``meetings`` are counts by block of whoever may have reached a limit. Both are by participant.
    """

    windows: Mapping[int, Windows]
    seats: Mapping[int, Sequence[Seat]]
    meetings: Mapping[int, Mapping[int, int]]


def free_with(
    event: Event,
    guest: Standing,
    crowd: Crowd,
    slots: Collection[Slot],
    full: Collection[datetime],
    now: datetime,
) -> Iterator[tuple[int, tuple[Slot, ...]]]:
    """Give everybody who can take some of the slots with a guest, and which; as ``booking.offered_slots``."""
    if now >= event.interval.end or has_all_meetings(event, guest.meetings):
        return
    if has_all_requests(event, guest.open_requests):
        return
    mine = windows_as_guest(event, guest.participant)
    possible = within(open_to(event, guest, slots, full, now), mine)
    alike: dict[Windows, tuple[Slot, ...]] = {}  # most people of an event have the same windows
    for person_id, windows in crowd.windows.items():
        free = alike.get(windows)
        if free is None:
            free = alike[windows] = within(possible, intersection(windows, mine))
        if free and (person_id in crowd.meetings or person_id in crowd.seats):
            meetings = crowd.meetings.get(person_id, {})
            if has_all_meetings(event, sum(meetings.values())):
                continue
            free = left_by(event, free, crowd.seats.get(person_id, ()), meetings)
        if free:
            yield person_id, free
