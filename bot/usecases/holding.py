"""The seats that an unanswered request holds, also when other slots take the place of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.bookable import Standing
from bot.domain.booking import Request
from bot.domain.deadlines import deadline
from bot.domain.event import Event, PendingHolds
from bot.domain.slots import Slot
from bot.usecases.notify import plan_nudge, tell_request
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


async def propose(
    uow: UnitOfWork,
    event: Event,
    proposer_id: int,
    request: Request,
    host: Standing,
    slots: Sequence[Slot],
    now: datetime,
) -> Request:
    """Put other slots, in time order, in the place of those that a request asks for; the turn passes.

    Raises:
        NotBookableError: TAKEN.
    """
    changed = replace(
        request.only(slots),
        turn_id=request.other(proposer_id),
        version=request.version + 1,
        deadline=deadline(event, now, slots[0].start),
    )
    await uow.seats.release(request.id)
    await uow.requests.change(
        request.id,
        slots=changed.slots,
        turn_id=changed.turn_id,
        version=changed.version,
        deadline=changed.deadline,
    )
    await hold(uow, event, changed, host)
    other = await uow.participants.get(changed.turn_id)
    await tell_request(uow, event, other, "countered", changed, now)
    await plan_nudge(uow, event, other, changed, now)
    return changed


def _holds_for_his_own(host: Standing, request: Request, slot: Slot) -> bool:
    return any(seat.own and seat.request_id != request.id and seat.touches(slot) for seat in host.seats)
