"""One's own meetings that alone stand in the way of meeting somebody else, and could be moved first."""

from __future__ import annotations

from datetime import datetime

from bot.domain.bookable import why_not
from bot.domain.booking import Meeting, MeetingState
from bot.domain.deadlines import change_deadline
from bot.domain.moving import makes_room
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
        one
        for one in mine
        if start in (None, one.meeting.slot.start)
        and makes_room(me.event, pair.guest, pair.host, one.meeting, pair.full, now)
    )
    return tuple(found)[:_MOST]


def _movable(me: Me, meeting: Meeting, now: datetime) -> bool:
    return meeting.state is MeetingState.CONFIRMED and now < change_deadline(me.event, meeting.slot.start)
