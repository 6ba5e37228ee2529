"""Two people who may meet: which slots they share, and why not others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.bookable import Standing, nearest, offered_slots, why_none, why_not, why_not_at
from bot.domain.errors import NotAvailableError, NotBookableError, NotFoundError, Reason, turned
from bot.domain.event import Event
from bot.domain.slots import Slot
from bot.usecases.identity import participants_of
from bot.usecases.ports import UnitOfWork

_NEAREST = 6


@dataclass(frozen=True, slots=True)
class Pair:
    """A guest and a host as the rows stand, with the slots in which no table is free."""

    event: Event
    guest: Standing
    host: Standing
    full: frozenset[datetime]

    def offered(self, now: datetime) -> tuple[Slot, ...]:
        """Give the slots that both can take."""
        return offered_slots(self.event, self.guest, self.host, self.full, now)

    def nearest(self, to: datetime, now: datetime) -> tuple[Slot, ...]:
        """Give the offered slots nearest to an instant."""
        return nearest(self.offered(now), to, _NEAREST)

    def refusal(self, offered: Sequence[Slot], now: datetime) -> Reason | None:
        """Give why nothing at all can be booked, though it were ``offered``; None when something can."""
        reason = why_not(self.event, self.guest, self.host, now)
        if reason is None and not offered:
            reason = why_none(self.event, self.guest, self.host, self.full, now)
        return reason

    def slot_at(self, start: datetime, now: datetime, viewer_id: int) -> Slot:
        """Give the offered slot that starts at an instant.

        Raises:
            NotFoundError: the event has no such slot.
            NotBookableError: it is not offered.
        """
        slot = self.event.slot_at(start)
        if slot is None:
            raise NotFoundError
        if slot not in self.offered(now):
            raise NotBookableError(self.why_not_at(slot, now, viewer_id))
        return slot

    def why_not_at(self, slot: Slot, now: datetime, viewer_id: int) -> Reason:
        """Give why a slot is not offered, as the viewer is to be told it, who is one of the two."""
        reason = why_not_at(self.event, self.guest, self.host, self.full, slot, now)
        if viewer_id == self.guest.participant.id:
            return reason
        return Reason.BUSY if reason is Reason.TAKEN else turned(reason)


async def load_pair(
    uow: UnitOfWork, event: Event, guest_id: int, host_id: int, now: datetime, proposer_id: int | None = None
) -> Pair:
    """Load what booking between two participants of an event depends on; what has run out is no part of it.

    ``proposer_id`` is the side that looks for another time for their request. A host who does so cannot
    propose one that he holds for a request of his own: he has only one seat to hold.

    Raises:
        NotFoundError: one of them is not in the event.
        NotAvailableError: one of them has blocked the other.
    """
    people = await participants_of(uow, (guest_id, host_id), event.id)
    if await uow.blocks.are_apart(guest_id, host_id):
        raise NotAvailableError
    standing = await uow.seats.standing(people, now)
    host = standing[host_id]
    if proposer_id == host_id:
        host = replace(host, seats=tuple(replace(seat, own=False) for seat in host.seats))
    full = frozenset(await uow.seats.full_slots(event))
    guest, host = (one.but_offered(guest_id, host_id) for one in (standing[guest_id], host))
    return Pair(event, guest, host, full)
