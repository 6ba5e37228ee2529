"""Answers to a proposal to move a meeting: agree, or keep the time; another time is ``moving.counter``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.bookable import windows_as_guest, within
from bot.domain.booking import Meeting, Request, RequestState
from bot.domain.deadlines import change_deadline
from bot.domain.errors import NotBookableError, Reason, StaleError, turned
from bot.domain.slots import Slot
from bot.usecases import closing, offering, today
from bot.usecases.confirming import end_competing, take_table, too_much
from bot.usecases.identity import Me
from bot.usecases.moving import close_move, held, load_move
from bot.usecases.notify import news, plan_reminders, tell_meeting
from bot.usecases.pair import Pair
from bot.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Moved:
    """The meeting stands in its new slot, for which it left ``old``."""

    meeting: Meeting
    old: Slot


@dataclass(frozen=True, slots=True)
class NotMoved:
    """The meeting stands where it stood; ``proposed`` is what became of the proposal."""

    proposed: Request
    reason: Reason


async def agree(
    uow: UnitOfWork, me: Me, request_id: int, version: int, now: datetime, start: datetime | None = None
) -> Moved | NotMoved:
    """Move a meeting to a slot that the other side proposed: seats, table, reminders, all at once.

    Of any of several slots ``start`` says which. One that is gone drops out; without any left the proposal
    is lost.

    Raises:
        NotFoundError: no such proposal to this person.
        StaleError: it is not waiting for this person, or has changed since the button was drawn.
        NotBookableError: no table is free in the slot, or it was taken at this very moment.
    """
    me, proposed, meeting = await _waiting(uow, me, request_id, version, start)
    slot = proposed.at(start)
    if slot is None:
        raise StaleError
    if proposed.overdue(now) or now >= change_deadline(me.event, meeting.slot.start):
        return NotMoved(await closing.expire(uow, me.event, proposed, now), Reason.TOO_SOON)
    pair = await load_move(uow, me, meeting, now, proposed.id)
    reason = _why_not(pair, slot)
    if reason is not None:
        lost = await closing.lose(uow, me.event, proposed, slot, me.id, now)
        return NotMoved(lost, reason if me.id == meeting.guest_id else turned(reason))
    moved = replace(meeting, slot=slot, version=meeting.version + 1, confirmed_at=now, table="")
    table = await _change(uow, me, proposed, moved, meeting.slot, pair, now)
    return Moved(replace(moved, table=table), meeting.slot)


async def keep(uow: UnitOfWork, me: Me, request_id: int, version: int, now: datetime) -> Request:
    """Decline to move a meeting; the other side is told that it stays where it is.

    Raises:
        NotFoundError: no such proposal to this person.
        StaleError: it is not waiting for this person, or has changed.
    """
    me, proposed, _ = await _waiting(uow, me, request_id, version)
    if proposed.overdue(now):
        return await closing.expire(uow, me.event, proposed, now)
    return await close_move(uow, me, proposed, RequestState.DECLINED, now)


async def _change(
    uow: UnitOfWork, me: Me, proposed: Request, moved: Meeting, old: Slot, pair: Pair, now: datetime
) -> str:
    """Write everything that follows from a move; gives the table, which goes first: it can be refused.

    Raises:
        NotBookableError: NO_TABLE, or TAKEN at this very moment.
    """
    people = (pair.guest.participant, pair.host.participant)
    both = (moved.guest_id, moved.host_id)
    await uow.seats.release_table(moved.id)
    table = await take_table(uow, me.event, moved, people)
    if table is None:
        raise NotBookableError(Reason.NO_TABLE)
    await end_competing(uow, me.event, both, moved.slot, me.id, now, but=proposed.id)
    await offering.give_way(uow, both, moved.slot, now)
    await uow.requests.change(
        proposed.id,
        slots=(moved.slot,),
        state=RequestState.ACCEPTED,
        version=proposed.version + 1,
        closed_at=now,
    )
    await uow.seats.release(proposed.id)
    await uow.seats.release(moved.request_id)
    await uow.seats.take(moved.request_id, moved.slot, both, confirmed=True)
    await uow.meetings.change(
        moved.id, slot=moved.slot, version=moved.version, confirmed_at=moved.confirmed_at
    )
    await uow.meetings.unsay(moved.id)
    await closing.end_handover(uow, me.event, moved, now)
    await plan_reminders(uow, me.event, replace(moved, table=table), people, now)
    await today.touch(uow, me.event, replace(moved, slot=old), people, now)
    other = next(one for one in people if one.id != me.id)
    left = old.start.isoformat()
    await tell_meeting(uow, me.event, other, "move.agreed", moved, now, version=moved.version, left=left)
    if proposed.wish_id is not None:
        wisher = next(one for one in people if one.id == proposed.guest_id)
        await uow.outbox.add(
            *news(me.event, wisher, "move.freed", old.start, now, host=proposed.wish_id, left=left)
        )
    return table


def _why_not(pair: Pair, slot: Slot) -> Reason | None:
    """Give what stands against a slot that was free for both when it was proposed."""
    if not within((slot,), pair.host.participant.windows):
        return Reason.AWAY
    if not within((slot,), windows_as_guest(pair.event, pair.guest.participant)):
        return Reason.BUSY
    return too_much(pair.event, (pair.guest, pair.host), slot)


async def _waiting(
    uow: UnitOfWork, me: Me, request_id: int, version: int, start: datetime | None = None
) -> tuple[Me, Request, Meeting]:
    me, proposed, meeting = await held(uow, me, request_id, start)
    if proposed.state is not RequestState.PENDING or proposed.turn_id != me.id or proposed.version != version:
        raise StaleError
    return me, proposed, meeting
