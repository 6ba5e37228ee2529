"""One's own meetings that alone stand in the way of meeting somebody else, and could be moved first."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.bookable import why_not
from bot.domain.booking import Meeting, MeetingState
from bot.domain.deadlines import change_deadline
from bot.usecases.agenda import Entry, entries
from bot.usecases.identity import Me
from bot.usecases.pair import Pair
from bot.usecases.ports import UnitOfWork

_MOST = 3


async def in_the_way(
    uow: UnitOfWork, me: Me, pair: Pair, now: datetime, start: datetime | None = None
) -> tuple[Entry, ...]:
    """Give meetings of the guest of a pair in whose place he could meet the host, the soonest first.

    With ``start`` only one that stands in the slot that begins then.
    """
    if why_not(me.event, pair.guest, pair.host, now) is not None:
        return ()
    mine = [one for one in await entries(uow, me) if _movable(me, one.meeting, now)]
    found = (
        one for one in mine if start in (None, one.meeting.slot.start) and _alone(pair, one.meeting, now)
    )
    return tuple(found)[:_MOST]


def _movable(me: Me, meeting: Meeting, now: datetime) -> bool:
    return meeting.state is MeetingState.CONFIRMED and now < change_deadline(me.event, meeting.slot.start)


def _alone(pair: Pair, meeting: Meeting, now: datetime) -> bool:
    """Tell whether the slot of a meeting would be offered if just that meeting were not in it."""
    seats = tuple(seat for seat in pair.guest.seats if seat.request_id != meeting.request_id)
    offered = replace(pair, guest=replace(pair.guest, seats=seats)).offered(now)
    return any(slot.start == meeting.slot.start for slot in offered)
