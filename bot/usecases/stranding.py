"""What new windows of somebody would leave outside: open requests and coming meetings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.bookable import windows_as_guest
from bot.domain.booking import Meeting, MeetingState, Request
from bot.domain.event import Event
from bot.domain.intervals import Interval, covered
from bot.domain.people import Participant
from bot.usecases.ports import UnitOfWork


async def stranded(
    uow: UnitOfWork, event: Event, person: Participant, windows: Iterable[Interval], now: datetime
) -> list[tuple[Request | Meeting, Participant]]:
    """Give what would lie outside the new windows of a participant, with the other side, in time order."""
    as_host = tuple(windows)
    as_guest = windows_as_guest(event, replace(person, windows=as_host))
    pending = [one for one in await uow.requests.open_of(person.id) if not one.overdue(now)]
    requests = [each for one in pending for each in one.each()]
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
