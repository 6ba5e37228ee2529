"""A counter-proposal: other times for a request, while it stays the same request."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.domain.booking import MOST_TIMES, Request, RequestState
from bot.domain.errors import StaleError
from bot.usecases import closing
from bot.usecases.booking import held
from bot.usecases.holding import propose
from bot.usecases.identity import Me
from bot.usecases.pair import load_pair
from bot.usecases.ports import UnitOfWork


async def counter(
    uow: UnitOfWork, me: Me, request_id: int, version: int, starts: Collection[datetime], now: datetime
) -> Request:
    """Propose other slots for a request, of which the other side takes any.

    The turn passes, the deadline restarts, the holds move. A request that ran out meanwhile is expired
    instead.

    Raises:
        NotFoundError: no such request of this person.
        StaleError: it is not waiting for this person, or has changed; too many slots, or one that is asked
            for already.
        NotBookableError: one of the slots is not offered.
    """
    me, request = await held(uow, me, request_id)
    if request.state is not RequestState.PENDING or request.turn_id != me.id or request.version != version:
        raise StaleError
    if not 1 <= len(set(starts)) <= MOST_TIMES:
        raise StaleError
    if request.overdue(now):
        return await closing.expire(uow, me.event, request, now)
    await closing.expire_overdue(uow, me.event, (request.guest_id, request.host_id), now)
    if any(slot.start in starts for slot in request.slots):
        raise StaleError
    pair = await load_pair(uow, me.event, request.guest_id, request.host_id, now, me.id)
    slots = [pair.slot_at(start, now, me.id) for start in sorted(set(starts))]
    return await propose(uow, me.event, me.id, request, pair.host, slots, now)
