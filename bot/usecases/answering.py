"""The answers to a request: accept or decline; another time is ``countering.counter``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.booking import Request, RequestState
from bot.domain.errors import Reason, StaleError
from bot.domain.slots import Slot
from bot.usecases import closing
from bot.usecases.booking import my_request
from bot.usecases.confirming import Confirmed, confirm
from bot.usecases.identity import Me, locked
from bot.usecases.notify import tell_request
from bot.usecases.pair import load_pair
from bot.usecases.ports import UnitOfWork

REASON_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Refused:
    """The request could not become a meeting; ``request`` is as it stands now."""

    request: Request
    reason: Reason


async def accept(
    uow: UnitOfWork, me: Me, request_id: int, version: int, now: datetime, start: datetime | None = None
) -> Confirmed | Refused:
    """Accept a request, or the counter-proposal to one's own; ``start`` chooses one of several slots.

    A request that ran out meanwhile is expired here, a slot that is gone drops out of it, and without any
    left it is lost; all that is kept by the commit and said by ``Refused``.

    Raises:
        NotFoundError: no such request of this person.
        StaleError: it is not waiting for this person, or has changed since the button was drawn.
    """
    me, request = await _waiting(uow, me, request_id, version, start)
    slot = request.at(start)
    if slot is None:
        raise StaleError
    if request.overdue(now):
        return Refused(await closing.expire(uow, me.event, request, now), Reason.TOO_SOON)
    pair = await load_pair(uow, me.event, request.guest_id, request.host_id, now)
    result = await confirm(uow, me.event, request.only((slot,)), (pair.guest, pair.host), me.id, now)
    if isinstance(result, Confirmed):
        return result
    if result is Reason.TAKEN:
        request = await closing.lose(uow, me.event, request, slot, me.id, now)
    return Refused(request, result)


async def own_competing(
    uow: UnitOfWork, me: Me, request: Request, slot: Slot, now: datetime
) -> list[Request]:
    """Give the requests that this person has sent himself and that meeting at ``slot`` would withdraw."""
    competing = await uow.requests.competing((me.id,), slot)
    mine = [one for one in competing if one.guest_id == me.id and one.id != request.id]
    return [one for one in mine if not one.without(slot) and not one.overdue(now)]


async def decline(
    uow: UnitOfWork, me: Me, request_id: int, version: int, reason: str, now: datetime
) -> Request:
    """Decline a request or a counter-proposal; the other side is told, with the reason if there is one.

    One that ran out meanwhile is expired instead.

    Raises:
        NotFoundError: no such request of this person.
        StaleError: it is not waiting for this person, or has changed.
    """
    me, request = await _waiting(uow, me, request_id, version)
    if request.overdue(now):
        return await closing.expire(uow, me.event, request, now)
    reason = reason.strip()[:REASON_CHARACTERS]
    closed = await closing.close(uow, request, RequestState.DECLINED, now, reason)
    other = await uow.participants.get(request.other(me.id))
    await tell_request(uow, me.event, other, "declined", closed, now)
    return closed


async def _waiting(
    uow: UnitOfWork, me: Me, request_id: int, version: int, start: datetime | None = None
) -> tuple[Me, Request]:
    """Load a request that waits for this person, with everybody locked whom answering it may touch."""
    request = await my_request(uow, me, request_id)
    if request.moves:
        raise StaleError
    slot = request.at(start) or request.slot
    competing = await uow.requests.competing((request.guest_id, request.host_id), slot)
    touched = {side for one in (request, *competing) for side in (one.guest_id, one.host_id)}
    me = await locked(uow, me, touched)
    request = await my_request(uow, me, request_id)
    if request.state is not RequestState.PENDING or request.turn_id != me.id or request.version != version:
        raise StaleError
    return me, request
