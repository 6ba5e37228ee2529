"""What an organizer sees of an event: figures, slot use, and who has not connected yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.booking import MeetingState, RequestState
from bot.domain.broadcasts import Broadcast
from bot.domain.event import Block, Event
from bot.domain.pages import existing_page, page_count
from bot.domain.people import Participant
from bot.usecases.organizing import Organizer
from bot.usecases.ports import UnitOfWork

PAGE_SIZE = 8
_LONGEST_LISTS = 5
_HELD = (MeetingState.CONFIRMED, MeetingState.DONE)


@dataclass(frozen=True, slots=True)
class People:
    """How many participants there are; ``hosts`` take meetings, ``blocked`` have blocked the bot.

    ``arrived`` were checked in.
    """

    total: int = 0
    connected: int = 0
    blocked: int = 0
    hosts: int = 0
    arrived: int = 0


@dataclass(frozen=True, slots=True)
class BlockUse:
    """How much of a block is booked; ``tables`` 0 means that it has none to run out of.

    ``busiest`` is the number of meetings in the fullest slot.
    """

    block: Block
    slots: int
    tables: int
    meetings: int
    busiest: int

    @property
    def places(self) -> int:
        """How many meetings fit; 0 where tables do not limit them."""
        return self.slots * self.tables


@dataclass(frozen=True, slots=True)
class Figures:
    """An event in numbers."""

    event: Event
    people: People
    requests: Mapping[RequestState, int]
    meetings: Mapping[MeetingState, int]
    blocks: tuple[BlockUse, ...]
    waiting: int = 0  # places in waiting lists
    awaited: tuple[tuple[Participant, int], ...] = ()  # the longest lists: of whom, and how many wait


@dataclass(frozen=True, slots=True)
class Desk:
    """What the organizer's first card says; ``latest`` is the broadcast that was begun last."""

    event: Event
    people: People
    open_requests: int
    coming: int
    events: int  # how many he organizes
    latest: Broadcast | None
    undelivered: int = 0  # messages that were given up
    applications: int = 0  # people who wait to be admitted
    reports: tuple[int, int] = (0, 0)  # of people: open, and dealt with


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who has not connected yet, and how many guests asked to be told when he does."""

    person: Participant
    wanted: int


@dataclass(frozen=True, slots=True)
class MissingPage:
    """A page of them, the most wanted first; ``number`` counts from 0, ``total`` is people."""

    people: tuple[Missing, ...]
    number: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return page_count(self.total, PAGE_SIZE)


async def desk(uow: UnitOfWork, who: Organizer, events: int) -> Desk:
    """Give what the organizer's first card says."""
    requests = await uow.requests.states(who.event.id)
    meetings = await uow.meetings.states(who.event.id)
    return Desk(
        event=who.event,
        people=await people_of(uow, who.event),
        open_requests=requests.get(RequestState.PENDING, 0),
        coming=meetings.get(MeetingState.CONFIRMED, 0),
        events=events,
        latest=await uow.broadcasts.latest(who.event.id),
        applications=await uow.applications.count_pending(who.event.id),
        undelivered=await uow.dead_letters.count(who.event.id),
        reports=await uow.reports.count(who.event.id),
    )


async def figures(uow: UnitOfWork, who: Organizer) -> Figures:
    """Give an event in numbers."""
    event = who.event
    taken = await uow.meetings.by_start(event.id, _HELD)
    requests = await uow.requests.states(event.id)
    meetings = await uow.meetings.states(event.id)
    waiting, longest = await uow.waiting.tally(event.id, _LONGEST_LISTS)
    hosts = await uow.participants.many(host_id for host_id, _ in longest)
    return Figures(
        event=event,
        people=await people_of(uow, event),
        requests={state: requests.get(state, 0) for state in RequestState},
        meetings={state: meetings.get(state, 0) for state in MeetingState},
        blocks=tuple(_block_use(event, block, taken) for block in event.blocks),
        waiting=waiting,
        awaited=tuple((hosts[host_id], count) for host_id, count in longest if host_id in hosts),
    )


async def missing(uow: UnitOfWork, who: Organizer, number: int) -> MissingPage:
    """Give a page of the people who have not connected yet; beyond the end the last page."""
    people = await people_of(uow, who.event)
    total = people.total - people.connected
    number = existing_page(number, total, PAGE_SIZE)
    shown = await uow.participants.not_connected(who.event.id, number * PAGE_SIZE, PAGE_SIZE)
    return MissingPage(tuple(Missing(*one) for one in shown), number, total)


async def people_of(uow: UnitOfWork, event: Event) -> People:
    """Count the participants; once all are erased, the figures that were kept of them."""
    total = len(await uow.crowd.everybody(event.id))
    arrived = await uow.check_ins.count(event.id)
    people = People(total, *await uow.participants.tally(event.id), arrived)
    erased = await uow.events.erased(event.id) if not people.total else None
    return people if erased is None else People(**erased.people)


def _block_use(event: Event, block: Block, taken: Mapping[datetime, int]) -> BlockUse:
    slots = [slot.start for slot in event.block_slots(block)]
    counts = [taken.get(start, 0) for start in slots]
    return BlockUse(block, len(slots), len(block.tables), sum(counts), max(counts, default=0))
