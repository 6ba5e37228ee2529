"""Load an event, or bring one up to date without stranding what people have booked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from bot.domain.blocks import with_ids
from bot.domain.booking import Meeting, Request
from bot.domain.errors import DomainError
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.usecases.notify import planned_notes
from bot.usecases.outbox import Note
from bot.usecases.ports import UnitOfWork


class Loss(StrEnum):
    """What would go from under a booking."""

    SLOT = "slot"  # the new grid has no such slot
    TABLE = "table"  # the slot is there, the table is not


_AT_ONCE = 500
_T = TypeVar("_T")
_Lost = tuple[Request | Meeting, Loss]


@dataclass(frozen=True, slots=True)
class Stranded:
    """An open request or a confirmed meeting that has no place in the new event."""

    booking: Request | Meeting
    guest: str
    host: str
    loss: Loss

    @property
    def table(self) -> str:
        """The table of a meeting, or nothing."""
        return self.booking.table if isinstance(self.booking, Meeting) else ""


class StrandedError(DomainError):
    """Loading would strand bookings; nothing was changed. ``event`` is the event as it stands."""

    def __init__(self, event: Event, stranded: Sequence[Stranded]) -> None:
        super().__init__(f"{len(stranded)} bookings")
        self.event = event
        self.stranded = tuple(stranded)


@dataclass(frozen=True, slots=True)
class Loaded:
    """The event as it is now; ``before`` is what it was, None when it is new."""

    event: Event
    before: Event | None


async def check(uow: UnitOfWork, event: Event, now: datetime) -> Loaded:
    """Tell what loading an event would do, without doing it.

    Raises:
        StrandedError: it would strand open requests or coming meetings.
    """
    before = await uow.events.by_slug(event.slug)
    if before is None:
        return Loaded(event, None)
    event = with_ids(event, before)
    requests = [each for one in await uow.requests.open_of_event(before.id, now) for each in one.each()]
    meetings = await _coming(uow, before, now)
    stranded = [*_without_slot(event, (*requests, *meetings)), *_without_table(event, meetings)]
    if stranded:
        raise StrandedError(before, await _named(uow, stranded))
    return Loaded(event, before)


async def load(uow: UnitOfWork, event: Event, now: datetime) -> Loaded:
    """Add an event, or bring the one of its slug up to date.

    Bookings keep their times and tables, whole-block windows follow their block, other windows keep
    their wall-clock times, and reminders are planned by the new settings.

    Raises:
        StrandedError: it would strand open requests or coming meetings; nothing was changed.
    """
    before = await uow.events.by_slug(event.slug)
    if before is not None:  # nobody books while the grid changes
        await uow.participants.lock_event(before.id)
    checked = await check(uow, event, now)
    saved = await uow.events.save(checked.event)
    if checked.before is not None:
        await uow.participants.follow_blocks(checked.before, saved)
        await _replan(uow, checked.before, saved, now)
    return Loaded(saved, checked.before)


async def _coming(uow: UnitOfWork, event: Event, now: datetime) -> list[Meeting]:
    return [meeting for meeting in await uow.meetings.of_event(event.id) if meeting.slot.end > now]


def _without_slot(event: Event, bookings: Iterable[Request | Meeting]) -> Iterator[_Lost]:
    cells = {(slot.start, slot.end) for slot in event.slots}
    return ((one, Loss.SLOT) for one in bookings if (one.slot.start, one.slot.end) not in cells)


def _without_table(event: Event, meetings: Iterable[Meeting]) -> Iterator[_Lost]:
    tables = {
        (slot.start, slot.end): block.tables for block in event.blocks for slot in event.block_slots(block)
    }
    return (
        (one, Loss.TABLE)
        for one in meetings
        if one.table and one.table not in tables.get((one.slot.start, one.slot.end), (one.table,))
    )


async def _named(uow: UnitOfWork, found: Sequence[_Lost]) -> list[Stranded]:
    sides = {side for booking, _ in found for side in (booking.guest_id, booking.host_id)}
    people = await uow.participants.many(sides)
    stranded = [
        Stranded(booking, _name(people, booking.guest_id), _name(people, booking.host_id), loss)
        for booking, loss in found
    ]
    return sorted(stranded, key=lambda one: (one.booking.slot, one.booking.id))


def _name(people: dict[int, Participant], participant_id: int) -> str:
    return people[participant_id].profile.name


async def _replan(uow: UnitOfWork, before: Event, after: Event, now: datetime) -> None:
    """Take back reminders and digests that the new settings do not ask for, and plan those they do."""
    if before.reminders == after.reminders:
        return
    meetings = await _coming(uow, after, now)
    people = await uow.participants.many({side for one in meetings for side in (one.guest_id, one.host_id)})
    old, new = set[str](), dict[str, Note]()
    for meeting in meetings:
        for side in (people[meeting.guest_id], people[meeting.host_id]):
            old |= {note.dedupe for note in planned_notes(before, meeting, side, now) if note.dedupe}
            new |= {note.dedupe: note for note in planned_notes(after, meeting, side, now) if note.dedupe}
    for some in _parts(sorted(old - new.keys())):
        await uow.outbox.take_back(some)
    for notes in _parts(list(new.values())):
        await uow.outbox.add(*notes)


def _parts(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    return (items[start : start + _AT_ONCE] for start in range(0, len(items), _AT_ONCE))
