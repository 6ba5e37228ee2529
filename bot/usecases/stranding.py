"""What new windows of somebody would leave outside: open requests, coming meetings, proposals to move."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.bookable import windows_as_guest
from bot.domain.booking import Meeting, Request, RequestState
from bot.domain.event import Event
from bot.domain.intervals import Interval, covered
from bot.domain.people import Participant
from bot.usecases import closing
from bot.usecases.identity import participants_of
from bot.usecases.notify import tell_request
from bot.usecases.ports import UnitOfWork
from bot.usecases.turns import by_turns

_NOBODY = 0  # whose press it was: all are told


async def stranded(
    uow: UnitOfWork, event: Event, person: Participant, windows: Iterable[Interval], now: datetime
) -> list[tuple[Request | Meeting, Participant]]:
    """Give what would lie outside the new windows of a participant, with the other side, in time order.

    Proposals to move a meeting are none of it: they end by themselves, see ``end_moves``.
    """
    outside = (await all_stranded(uow, event, {person.id: replace(person, windows=tuple(windows))}, now)).get(
        person.id, []
    )
    others = await uow.participants.many(one.other(person.id) for one in outside)
    return [(one, others[one.other(person.id)]) for one in outside]


async def all_stranded(
    uow: UnitOfWork, event: Event, people: Mapping[int, Participant], now: datetime
) -> dict[int, list[Request | Meeting]]:
    """Give what would lie outside the windows that ``people`` get, by participant, as ``stranded`` does.

    Two statements, however many they are.
    """
    if not people:
        return {}
    bookings: list[Request | Meeting] = [
        *(
            each
            for one in await uow.requests.open_of_any(people)
            if one.moves is None and not one.overdue(now)
            for each in one.each()
        ),
        *await uow.meetings.coming_of_any(people, now),
    ]
    outside = defaultdict[int, list[Request | Meeting]](list)
    async for one in by_turns(sorted(bookings, key=lambda one: one.slot.start)):
        for side in {one.guest_id, one.host_id} & people.keys():
            person = people[side]
            open_to = person.windows if one.host_id == side else windows_as_guest(event, person)
            if not covered(one.slot, open_to):
                outside[side].append(one)
    return outside


async def end_moves(
    uow: UnitOfWork, event: Event, person: Participant, windows: Iterable[Interval], now: datetime
) -> None:
    """End the proposals to move a meeting out of the new windows of a participant, who is locked.

    One for several slots stays for those that are left. Both sides are told; their meeting stays where it is.
    """
    open_to = windows_as_guest(event, replace(person, windows=tuple(windows)))
    for proposed in await uow.requests.open_of(person.id):
        left = [slot for slot in proposed.slots if covered(slot, open_to)]
        if proposed.moves is None or proposed.overdue(now) or len(left) == len(proposed.slots):
            continue
        if left:
            await closing.narrow(uow, event, proposed, left, _NOBODY, now)
            continue
        lost = await closing.close(uow, proposed, RequestState.LOST, now)
        for side in await participants_of(uow, (proposed.guest_id, proposed.host_id), event.id):
            await tell_request(uow, event, side, "lost", lost, now)
