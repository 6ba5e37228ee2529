"""What new windows of somebody would leave outside: open requests, coming meetings, proposals to move."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.bookable import windows_as_guest
from bot.domain.booking import Meeting, MeetingState, Request, RequestState
from bot.domain.event import Event
from bot.domain.intervals import Interval, covered
from bot.domain.people import Participant
from bot.usecases import closing
from bot.usecases.identity import participants_of
from bot.usecases.notify import tell_request
from bot.usecases.ports import UnitOfWork


async def stranded(
    uow: UnitOfWork, event: Event, person: Participant, windows: Iterable[Interval], now: datetime
) -> list[tuple[Request | Meeting, Participant]]:
    """Give what would lie outside the new windows of a participant, with the other side, in time order.

    Proposals to move a meeting are none of it: they end by themselves, see ``end_moves``.
    """
    as_host = tuple(windows)
    as_guest = windows_as_guest(event, replace(person, windows=as_host))
    pending = [one for one in await uow.requests.open_of(person.id) if not one.overdue(now)]
    requests = [each for one in pending if one.moves is None for each in one.each()]
    meetings = [
        one
        for one in await uow.meetings.of(person.id)
        if one.state is MeetingState.CONFIRMED and one.slot.end > now
    ]
    bookings: list[Request | Meeting] = [*requests, *meetings]
    outside = [
        one
        for one in sorted(bookings, key=lambda one: one.slot.start)
        if not covered(one.slot, as_host if one.host_id == person.id else as_guest)
    ]
    others = await uow.participants.many(one.other(person.id) for one in outside)
    return [(one, others[one.other(person.id)]) for one in outside]


async def end_moves(
    uow: UnitOfWork, event: Event, person: Participant, windows: Iterable[Interval], now: datetime
) -> None:
    """End the proposals to move a meeting out of the new windows of a participant, who is locked.

    Both sides are told; their meeting stays where it is.
    """
    open_to = windows_as_guest(event, replace(person, windows=tuple(windows)))
    for proposed in await uow.requests.open_of(person.id):
        if proposed.moves is None or proposed.overdue(now) or covered(proposed.slot, open_to):
            continue
        lost = await closing.close(uow, proposed, RequestState.LOST, now)
        for side in await participants_of(uow, (proposed.guest_id, proposed.host_id), event.id):
            await tell_request(uow, event, side, "lost", lost, now)
