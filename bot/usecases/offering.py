"""Times that become free are offered to those who wait: in order, held for each, never twice.

What is to be offered follows from the rows alone (``offer_plan``). It is asked for in the transaction that
frees a seat (``on_freed``), and of everybody by the periodic ``tidy``, which also sees what else may free a
time: a table, another window, a limit. Who is in the middle of something himself is left to the next round:
locks are never waited for here, as a press that frees a seat has locks of its own, and two such could wait
for each other.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from bot.domain.event import Event, PendingHolds
from bot.domain.intervals import Interval
from bot.domain.slots import Slot
from bot.domain.waiting import Offer, Place
from bot.usecases.identity import event_of
from bot.usecases.notify import news
from bot.usecases.offer_plan import Plan, plan
from bot.usecases.outbox import Note, OutboxState
from bot.usecases.ports import Database, UnitOfWork

_BATCH = 200
_HOSTS_AT_ONCE = 20
_SEEN = frozenset({OutboxState.SENDING, OutboxState.SENT, OutboxState.UNKNOWN, OutboxState.DEAD})


async def serve(uow: UnitOfWork, event: Event, host_ids: Collection[int], now: datetime) -> int:
    """Offer what is free of the times of some hosts; gives how many were offered.

    What could not be locked at once, or looks otherwise when it is, stays for the next round.
    """
    wanted = (await plan(uow, event, host_ids, now)).offers
    if not wanted:
        return 0
    ids = {one for offer in wanted for one in (offer.guest_id, offer.host_id)}
    locked = await uow.participants.try_lock(ids)
    if not ids <= locked:
        host_ids = {one.host_id for one in wanted if {one.guest_id, one.host_id} <= locked}
    sure = (await plan(uow, event, host_ids, now)).offers
    made = [offer for offer in sure if offer in wanted and await _hold(uow, event, offer)]
    return len(made)


async def on_freed(uow: UnitOfWork, ids: Collection[int], now: datetime) -> None:
    """Offer the times that have become free because some participants have a seat less."""
    hosts: dict[int, set[int]] = defaultdict(set)
    for event_id, host_id in await uow.waiting.concerned(ids, now):
        hosts[event_id].add(host_id)
    for event_id, host_ids in hosts.items():
        await serve(uow, await event_of(uow, event_id), host_ids, now)


async def lapse(uow: UnitOfWork, event: Event, ids: Collection[int], now: datetime) -> None:
    """End what is held no more for or of participants, who are locked; the next in line comes at once.

    Whoever was told has let it pass, and goes to the end of the list; a message that did not go out in time
    costs nobody his place.
    """
    overdue = await uow.offers.overdue(now, ids, _BATCH)
    for offer in overdue:
        await _lapse(uow, offer, now)
    if overdue:
        await serve(uow, event, {offer.host_id for offer in overdue}, now)


async def give_way(uow: UnitOfWork, ids: Collection[int], slot: Slot, now: datetime) -> None:
    """Make room for a meeting of participants: nothing is held for them then, and all who wait wait anew."""
    for offer in await uow.offers.touching(ids, Interval(slot.start, slot.end)):
        if offer.overdue(now):
            await _lapse(uow, offer, now)
        elif offer.guest_id in ids or offer.passed:
            await uow.offers.end(offer.id)


async def forget(uow: UnitOfWork, participant_id: int) -> None:
    """End whatever is held for or of somebody who leaves; who comes next is offered it."""
    for offer in await uow.offers.held_by(participant_id):
        await uow.offers.end(offer.id)


async def settle(uow: UnitOfWork, one: int, other: int) -> None:
    """End the waiting of two for each other: they have a request or a meeting from now on."""
    if not await uow.waiting.is_any(one, other):
        return
    await uow.waiting.leave(one, other)
    for offer in await uow.offers.between(one, other):
        await uow.offers.end(offer.id)


async def let_pass(uow: UnitOfWork, offer: Offer, now: datetime) -> None:
    """Note that a guest does not take a time: it goes on to the next, and he to the end of the list."""
    await uow.offers.let_pass(offer.id)
    await uow.waiting.to_the_end(offer.guest_id, offer.host_id, now)


async def tidy(database: Database, now: datetime) -> None:
    """Offer whatever is free by now, end what is held no more, and places that nothing can help."""
    async with database.reading() as uow:
        overdue = await uow.offers.overdue(now, None, _BATCH)
        todo = [(event, await _todo(uow, event, now)) for event in await uow.events.all()]
    if overdue:
        async with database.writing() as uow:
            locked = await uow.participants.try_lock({one.host_id for one in overdue})
            for event, _ in todo:
                hosts = {one.host_id for one in overdue if one.event_id == event.id}
                await lapse(uow, event, hosts & locked, now)
    for event, plans in todo:
        for one in plans:
            async with database.writing() as uow:
                await _give_up(uow, event, one.hopeless, now)
                await serve(uow, event, {offer.host_id for offer in one.offers}, now)


async def _todo(uow: UnitOfWork, event: Event, now: datetime) -> list[Plan]:
    awaited = await uow.waiting.awaited(event.id, now)
    found = []
    for first in range(0, len(awaited), _HOSTS_AT_ONCE):
        one = await plan(uow, event, awaited[first : first + _HOSTS_AT_ONCE], now)
        if one.offers or one.hopeless:
            found.append(one)
        await asyncio.sleep(0)  # presses first: nothing else lets them in where the database never waits
    return found


async def _give_up(uow: UnitOfWork, event: Event, hopeless: Sequence[Place], now: datetime) -> None:
    """End places that nothing can help; who is still at the event, and has not come to his aim, is told."""
    gone = await uow.waiting.drop([place.id for place in hopeless])
    guests = await uow.participants.many(place.guest_id for place in hopeless)
    for place in hopeless:
        guest = guests.get(place.guest_id)
        if place.id in gone and now < event.interval.end:
            about = max(place.starts, default=event.interval.end)
            await uow.outbox.add(*news(event, guest, "waited", about, now, host=place.host_id))


async def _hold(uow: UnitOfWork, event: Event, offer: Offer) -> bool:
    """Hold a time for a guest and tell him; False when somebody was faster, in another process."""
    both = event.booking.pending_holds is not PendingHolds.NONE
    guest = await uow.participants.get(offer.guest_id)
    if guest is None or guest.telegram_id is None:
        return False
    if not await uow.offers.hold(offer, (offer.guest_id, offer.host_id) if both else (offer.host_id,)):
        return False
    await uow.outbox.add(
        Note(
            kind="offer",
            chat_id=guest.telegram_id,
            due_at=offer.opens_at,
            not_after=offer.until,
            params={"to": guest.id, "host": offer.host_id, "until": offer.until.isoformat()},
            dedupe=_key(offer),
        )
    )
    return True


async def _lapse(uow: UnitOfWork, offer: Offer, now: datetime) -> None:
    if await uow.outbox.state_of(_key(offer)) in _SEEN:
        await let_pass(uow, offer, now)
    else:
        await uow.outbox.take_back([_key(offer)])
        await uow.offers.end(offer.id)


def _key(offer: Offer) -> str:
    """Give the key of the one message about an offer; ids come again on SQLite, instants do not."""
    return f"offer:{offer.guest_id}:{offer.host_id}:{offer.start:%Y%m%d%H%M}:{offer.until.timestamp():.3f}"
