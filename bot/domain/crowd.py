"""Whom of a crowd somebody could meet, and when: the rules of ``booking``, for thousands at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.bookable import Standing, has_all_meetings, has_all_requests, open_to, windows_as_guest
from bot.domain.event import Event
from bot.domain.finding import NOBODY, Catalogue, People, either
from bot.domain.intervals import Interval, covered
from bot.domain.slots import Slot


@dataclass(frozen=True, slots=True)
class Crowd:
    """What stands between a guest and the people of an event.

    ``able`` are those whom he can ask at all, as ``booking.why_not`` has it. ``seats`` tell who is busy for
    how long, but for what somebody holds for a request of his own; ``laden`` who can take no more meetings
    in a block, by its id.
    """

    people: Catalogue
    able: People
    seats: Mapping[Interval, People]
    laden: Mapping[int, People]

    def free_in(self, slot: Slot) -> People:
        """Give those who could be met in a slot that the guest can ask for."""
        busy = either(people for stretch, people in self.seats.items() if stretch.overlaps(slot))
        return self.people.taking(slot) & self.able & ~busy & ~self.laden.get(slot.block_id, NOBODY)


def askable_slots(
    event: Event, guest: Standing, slots: Iterable[Slot], full: Collection[datetime], now: datetime
) -> tuple[Slot, ...]:
    """Keep the slots that a guest could ask of somebody who takes meetings all the time and has none."""
    if has_all_meetings(event, guest.meetings) or has_all_requests(event, guest.open_requests):
        return ()
    mine = windows_as_guest(event, guest.participant)
    return tuple(slot for slot in open_to(event, guest, slots, full, now) if covered(slot, mine))
