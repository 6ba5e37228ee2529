"""How requests end without becoming a meeting: seats are freed and those waiting are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.booking import Meeting, Request, RequestState
from bot.domain.event import Event
from bot.domain.handover import Handover, HandoverState
from bot.domain.intervals import Interval
from bot.domain.slots import Slot
from bot.usecases import offering, settling
from bot.usecases.identity import event_of
from bot.usecases.notify import tell_handover, tell_request
from bot.usecases.ports import UnitOfWork

_BATCH = 200


async def close(
    uow: UnitOfWork, request: Request, state: RequestState, now: datetime, reason: str = ""
) -> Request:
    """End a request and free its seats; gives it as it is now."""
    version = request.version + 1
    if state is RequestState.LOST:
        await uow.requests.lose(request.id, [slot.start for slot in request.slots])
    await uow.requests.change(request.id, state=state, version=version, reason=reason, closed_at=now)
    await uow.seats.release(request.id)
    return replace(request, state=state, version=version, reason=reason)


async def narrow(
    uow: UnitOfWork, event: Event, request: Request, left: Sequence[Slot], actor_id: int, now: datetime
) -> Request:
    """Leave a request some of its slots, at least one; who did not do it himself hears which are gone.

    Its version stays: what was drawn before still answers it, but for the slots that are gone.
    """
    gone = [slot.start for slot in request.slots if slot not in left]
    await uow.requests.change(request.id, slots=tuple(left))
    await uow.seats.release_at(request.id, gone)
    await uow.requests.lose(request.id, gone)
    narrowed = request.only(left)
    for side in {request.guest_id, request.host_id} - {actor_id}:
        to = await uow.participants.get(side)
        await tell_request(uow, event, to, "narrowed", narrowed, now, gone=gone[0].isoformat())
    return narrowed


async def lose(
    uow: UnitOfWork, event: Event, request: Request, slot: Slot, actor_id: int, now: datetime
) -> Request:
    """Take a slot out of a request that has gone to something else; without another one it is lost.

    Who waits for the answer of ``actor_id`` is told.
    """
    if left := request.without(slot):
        return await narrow(uow, event, request, left, actor_id, now)
    lost = await close(uow, request, RequestState.LOST, now)
    other = await uow.participants.get(request.other(actor_id))
    await tell_request(uow, event, other, "lost", lost, now)
    return lost


async def expire(uow: UnitOfWork, event: Event, request: Request, now: datetime) -> Request:
    """End an overdue request; the one who waited for the answer is told."""
    closed = await close(uow, request, RequestState.EXPIRED, now)
    waiting = await uow.participants.get(request.proposer_id)
    await tell_request(uow, event, waiting, "expired", closed, now)
    return closed


async def end_move(uow: UnitOfWork, meeting: Meeting, now: datetime) -> None:
    """End what was proposed for a meeting that ends or changes hands; both sides hear of that anyway."""
    proposed = await uow.requests.moving(meeting.id)
    if proposed is not None:
        await close(uow, proposed, RequestState.WITHDRAWN, now)


async def end_handover(uow: UnitOfWork, event: Event, meeting: Meeting, now: datetime) -> None:
    """End a hand-over that is proposed for a meeting which is cancelled or moved; the colleague is told."""
    proposed = await uow.handovers.of_meeting(meeting.id)
    if proposed is None:
        return
    await _close_handover(uow, proposed, HandoverState.WITHDRAWN, now)
    colleague = await uow.participants.get(proposed.to_id)
    if colleague is not None:
        await tell_handover(uow, event, colleague, "withdrawn", proposed, meeting, now)


async def finish_handover(
    uow: UnitOfWork,
    event: Event,
    proposed: Handover,
    state: HandoverState,
    now: datetime,
    actor_id: int | None = None,
) -> Handover:
    """End a hand-over and tell everybody but the one whose press it was; gives it as it is now."""
    ended = await _close_handover(uow, proposed, state, now)
    meeting = await uow.meetings.get(proposed.meeting_id)
    people = await uow.participants.many(proposed.everybody)
    for one in people.values():
        if meeting is not None and one.id != actor_id:
            await tell_handover(uow, event, one, state.value, ended, meeting, now)
    return ended


async def lose_handovers(
    uow: UnitOfWork, event: Event, ids: Collection[int], slot: Slot, now: datetime
) -> None:
    """End the hand-overs for which a seat of participants is held in a slot that goes to something else."""
    for proposed in await uow.handovers.held_at(ids, Interval(slot.start, slot.end)):
        await finish_handover(uow, event, proposed, HandoverState.LOST, now)


async def _close_handover(
    uow: UnitOfWork, proposed: Handover, state: HandoverState, now: datetime
) -> Handover:
    await uow.handovers.change(proposed.id, state=state, closed_at=now)
    await uow.seats.release_handover(proposed.id)
    return replace(proposed, state=state)


async def expire_overdue(uow: UnitOfWork, event: Event, ids: Iterable[int], now: datetime) -> None:
    """End the overdue requests of participants, who are locked, so that what follows counts without them.

    So does what was held for one who waits, or of his; the next in line comes before anybody else.
    """
    ids = set(ids)
    for request in await uow.requests.overdue_of(ids, now):
        await expire(uow, event, request, now)
    for proposed in await uow.handovers.overdue_to(ids, now):
        await finish_handover(uow, event, proposed, HandoverState.EXPIRED, now)
    await offering.lapse(uow, event, ids, now)


async def sweep(uow: UnitOfWork, now: datetime) -> int:
    """Tidy: end overdue requests and finish meetings whose slot is over. Gives how many rows changed."""
    overdue = await uow.requests.overdue(now, _BATCH)
    await uow.participants.lock({side for one in overdue for side in (one.guest_id, one.host_id)})
    for request in overdue:
        fresh = await uow.requests.get(request.id)
        if fresh is not None and fresh.overdue(now):
            await expire(uow, await event_of(uow, request.event_id), fresh, now)
    return len(overdue) + await settling.sweep(uow, now)
