"""The directory: pages, search, and a person's card with what can be done about him."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.booking import Meeting, Request
from bot.domain.errors import Reason
from bot.domain.marks import Marks
from bot.domain.people import Participant
from bot.domain.slots import Slot
from bot.domain.text import fold
from bot.usecases.booking import load_pair
from bot.usecases.identity import Me, participant_of
from bot.usecases.ports import UnitOfWork

PAGE_SIZE = 8
_MOST_FOUND = 40
_QUERY_CHARACTERS = 200


class RankNames(Protocol):
    """Find the names that a text means, typos forgiven."""

    def __call__(self, query: str, names: Sequence[tuple[int, str, str]]) -> list[int]:
        """Give the ids of (id, folded name, folded organization) that fit ``query``, best first."""
        ...


@dataclass(frozen=True, slots=True)
class Page:
    """One page of people; ``number`` counts from 0, ``total`` is people, not pages."""

    people: tuple[Participant, ...]
    number: int
    total: int
    query: str = ""
    favourites: frozenset[int] = frozenset()  # of the one who looks

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class Card:
    """A person as another participant may see him, and what stands between or before them."""

    person: Participant
    slots: tuple[Slot, ...] = ()
    refusal: Reason | None = None
    request: Request | None = None
    meeting: Meeting | None = None
    wanted: bool = False  # the viewer waits for him to join
    requests_left: int | None = None  # None: no limit
    marks: Marks | None = None  # those of the viewer; None: it is himself


async def page(uow: UnitOfWork, me: Me, number: int) -> Page:
    """Give a page of the directory by name; a number beyond the end gives the last page."""
    total = await uow.participants.count(me.event.id)
    number = max(0, min(number, (total - 1) // PAGE_SIZE))
    people = await uow.participants.page(me.event.id, number * PAGE_SIZE, PAGE_SIZE)
    return Page(tuple(people), number, total, favourites=await uow.marks.favourites(me.id))


async def search(uow: UnitOfWork, event_id: int, query: str, rank: RankNames) -> list[Participant]:
    """Find people by name or organization, with typos and without diacritics, then by anything else."""
    folded = fold(query[:_QUERY_CHARACTERS])
    if not folded:
        return []
    ids = rank(folded, await uow.participants.names(event_id))[:_MOST_FOUND]
    if len(ids) < _MOST_FOUND:
        rest = await uow.participants.containing(event_id, folded, _MOST_FOUND)
        ids += [one for one in rest if one not in ids][: _MOST_FOUND - len(ids)]
    people = await uow.participants.many(ids)
    return [people[one] for one in ids if one in people]


async def search_page(uow: UnitOfWork, me: Me, query: str, number: int, rank: RankNames) -> Page:
    """Give a page of what a search finds, best first."""
    found = await search(uow, me.event.id, query, rank)
    number = max(0, min(number, (len(found) - 1) // PAGE_SIZE))
    shown = found[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
    return Page(tuple(shown), number, len(found), query, await uow.marks.favourites(me.id))


async def card(uow: UnitOfWork, me: Me, person_id: int, now: datetime) -> Card:
    """Give a person's card for one who looks at it.

    Raises:
        NotFoundError: no such person in the event.
    """
    if person_id == me.id:
        return Card(me.participant, refusal=Reason.SAME_PERSON)
    pair = await load_pair(uow, me.event, me.id, person_id, now)
    person = pair.host.participant
    meeting = await uow.meetings.between(me.id, person_id)
    request = await uow.requests.open_between(me.id, person_id)
    if request is not None and request.overdue(now):
        request = None
    limit = me.event.booking.max_open_requests
    return Card(
        person=person,
        slots=pair.offered(now),
        refusal=pair.refusal(now),
        request=request,
        meeting=meeting if meeting and meeting.slot.end > now else None,
        wanted=me.id in await uow.participants.wanted_by(person_id) if not person.connected else False,
        requests_left=max(0, limit - pair.guest.open_requests) if limit else None,
        marks=await uow.marks.of(me.id, person_id),
    )


async def want(uow: UnitOfWork, me: Me, host_id: int, now: datetime) -> bool:
    """Ask to be told when somebody joins; False when he has joined already.

    Raises:
        NotFoundError: no such person.
    """
    await uow.participants.lock([host_id])  # he may be joining at this very moment
    host = await participant_of(uow, host_id, me.event.id)
    if not host.connected:
        await uow.participants.want(host_id, me.id, now)
    return not host.connected
