"""The hall as a steward sees it: who sits where, which tables are free, where somebody is to be found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.booking import Meeting
from bot.domain.event import Event
from bot.domain.hall import beside, present
from bot.domain.pages import existing_page, page_count
from bot.domain.people import Participant
from bot.domain.searching import Similar
from bot.domain.slots import Slot
from bot.domain.text import fold
from bot.usecases.directory import search
from bot.usecases.ports import UnitOfWork
from bot.usecases.stewarding import Steward

STEP = "hall"  # the next text is the name of somebody who is looked for
PAGE_SIZE = 10  # tables
MOST_COMING = 5  # meetings of one person


@dataclass(frozen=True, slots=True)
class Sitting:
    """A meeting with its two people."""

    meeting: Meeting
    guest: Participant
    host: Participant


@dataclass(frozen=True, slots=True)
class Place:
    """A table and who sits there; a meeting without a table has an empty name."""

    table: str
    sitting: Sitting | None = None


@dataclass(frozen=True, slots=True)
class Hall:
    """A page of the places of a slot, the tables in their order; ``number`` counts from 0.

    ``meetings`` and ``tables`` are those of the whole slot; ``now`` tells whether it is the present one.
    """

    event: Event
    slot: Slot
    now: bool
    places: tuple[Place, ...]
    number: int
    pages: int
    meetings: int
    tables: int
    before: Slot | None
    after: Slot | None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Somebody with the meetings that he has not had yet, the next one first; ``more`` are not listed.

    ``arrived`` is when he was checked in, None when he was not.
    """

    person: Participant
    coming: tuple[tuple[Meeting, Participant], ...]
    more: int = 0
    arrived: datetime | None = None


async def hall(uow: UnitOfWork, who: Steward, start: datetime | None, number: int, now: datetime) -> Hall:
    """Give a page of the slot that starts at an instant; of the present one where none does."""
    event = who.event
    usual = present(event.slots, now)
    slot = event.slot_at(start) or usual
    before, after = beside(event.slots, slot)
    sittings = await _sittings(uow, await uow.meetings.at(event.id, slot.start))
    tables = next(block.tables for block in event.blocks if block.id == slot.block_id)
    places = _places(tables, sittings)
    pages = page_count(len(places), PAGE_SIZE)
    number = existing_page(number, len(places), PAGE_SIZE)
    return Hall(
        event=event,
        slot=slot,
        now=slot == usual,
        places=tuple(places[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]),
        number=number,
        pages=pages,
        meetings=len(sittings),
        tables=len(tables),
        before=before,
        after=after,
    )


async def whereabouts(uow: UnitOfWork, person: Participant, now: datetime) -> Whereabouts:
    """Give where somebody is, or will be next."""
    coming = [one for one in await uow.meetings.of(person.id) if one.slot.end > now]
    listed = coming[:MOST_COMING]
    others = await uow.participants.many(one.other(person.id) for one in listed)
    return Whereabouts(
        person,
        tuple((one, others[one.other(person.id)]) for one in listed),
        len(coming) - len(listed),
        await uow.check_ins.of(person.id),
    )


async def find(uow: UnitOfWork, event: Event, words: str, similar: Similar) -> list[Participant]:
    """Find people of an event as the directory does; by a name also those whom that does not show."""
    hidden = set(await uow.crowd.everybody(event.id)) - set(await uow.crowd.order(event.id))
    said = set(fold(words).split())
    named = [
        one
        for one in (await uow.participants.many(hidden) if hidden and said else {}).values()
        if said <= set(fold(one.profile.name).split())
    ]
    return [*named, *await search(uow, event.id, words, similar)]


async def _sittings(uow: UnitOfWork, meetings: Sequence[Meeting]) -> list[Sitting]:
    people = await uow.participants.many({side for one in meetings for side in (one.guest_id, one.host_id)})
    return [Sitting(one, people[one.guest_id], people[one.host_id]) for one in meetings]


def _places(tables: Sequence[str], sittings: Iterable[Sitting]) -> list[Place]:
    """Give every table in its order, then the meetings that have none."""
    by_table = {one.meeting.table: one for one in sittings if one.meeting.table}
    without = [Place("", one) for one in sittings if one.meeting.table not in tables]
    return [*(Place(table, by_table.get(table)) for table in tables), *without]
