"""The seats that an unanswered request holds."""

from __future__ import annotations

from bot.domain.booking import Request, Standing
from bot.domain.event import Event, PendingHolds
from bot.domain.slots import Slot
from bot.usecases.ports import UnitOfWork


async def hold(uow: UnitOfWork, event: Event, request: Request, host: Standing) -> None:
    """Hold the seats of an unanswered request, in each of the slots that it asks for.

    A host who holds a slot for a request of his own has no second seat to hold; accepting either request
    ends the other.

    Raises:
        NotBookableError: TAKEN.
    """
    holders = {
        PendingHolds.NONE: (),
        PendingHolds.GUEST: (request.proposer_id,),
        PendingHolds.BOTH: (request.guest_id, request.host_id),
    }[event.booking.pending_holds]
    for slot in request.slots:
        held = _holds_for_his_own(host, request, slot)
        free = [one for one in holders if not (held and one == request.host_id)]
        await uow.seats.take(request.id, slot, free, confirmed=False)


def _holds_for_his_own(host: Standing, request: Request, slot: Slot) -> bool:
    return any(
        seat.own and seat.request_id != request.id and seat.start < slot.end and seat.end > slot.start
        for seat in host.seats
    )
