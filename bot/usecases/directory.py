"""The directory: pages, search, and a person's card with what can be done about him."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.booking import Meeting, Request
from bot.domain.errors import Reason
from bot.domain.people import Listed, Participant
from bot.domain.slots import Slot
from bot.domain.text import fold
from bot.usecases.booking import load_pair
from bot.usecases.identity import Me, participant_of
from bot.usecases.ports import UnitOfWork

PAGE_SIZE = 8
_MOST_FOUND = 40
_QUERY_CHARACTERS = 200


class FindNames(Protocol):
    """Find the people whose name or organization a text means, typos forgiven."""

    def __call__(self, query: str) -> list[int]:
        """Give the ids of those that fit a folded text, best first."""
        ...


class IndexNames(Protocol):
    """Prepare a list of people for being searched."""

    def __call__(self, people: Sequence[Listed]) -> FindNames:
        """Give what finds them."""
        ...


@dataclass(frozen=True, slots=True)
class Page:
    """One page of people; ``number`` counts from 0, ``total`` is people, not pages."""

    people: tuple[Participant, ...]
    number: int
    total: int
    query: str = ""

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


async def page(uow: UnitOfWork, me: Me, number: int) -> Page:
    """Give a page of the directory by name; a number beyond the end gives the last page."""
    everybody = await uow.crowd.of_event(me.event.id, ids_of)
    number = max(0, min(number, (len(everybody) - 1) // PAGE_SIZE))
    shown = everybody[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
    people = await uow.participants.many(shown)
    return Page(tuple(people[one] for one in shown if one in people), number, len(everybody))


def ids_of(people: Sequence[Listed]) -> Sequence[int]:
    """Give their ids in little memory."""
    return array("q", (person.id for person in people))


async def search(uow: UnitOfWork, event_id: int, query: str, index: IndexNames) -> list[Participant]:
    """Find people by name or organization, with typos and without diacritics, then by anything else."""
    folded = fold(query[:_QUERY_CHARACTERS])
    if not folded:
        return []
    find_names = await uow.crowd.of_event(event_id, index)
    ids = find_names(folded)[:_MOST_FOUND]
    if len(ids) < _MOST_FOUND:
        rest = await uow.participants.containing(event_id, folded, _MOST_FOUND)
        ids += [one for one in rest if one not in ids][: _MOST_FOUND - len(ids)]
    people = await uow.participants.many(ids)
    return [people[one] for one in ids if one in people]


async def search_page(uow: UnitOfWork, me: Me, query: str, number: int, index: IndexNames) -> Page:
    """Give a page of what a search finds, best first."""
    found = await search(uow, me.event.id, query, index)
    number = max(0, min(number, (len(found) - 1) // PAGE_SIZE))
    shown = found[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
    return Page(tuple(shown), number, len(found), query)


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
    slots = pair.offered(now)
    return Card(
        person=person,
        slots=slots,
        refusal=pair.refusal(slots, now),
        request=request,
        meeting=meeting if meeting and meeting.slot.end > now else None,
        wanted=me.id in await uow.participants.wanted_by(person_id) if not person.connected else False,
        requests_left=max(0, limit - pair.guest.open_requests) if limit else None,
    )


async def want(uow: UnitOfWork, me: Me, host_id: int, now: datetime) -> bool:
    """Ask to be told when somebody joins; False when he has joined already.

    Raises:
        NotFoundError: no such person.
    """
    await uow.participants.lock([host_id, me.id])  # he may be joining at this very moment
    host = await participant_of(uow, host_id, me.event.id)
    if not host.connected:
        await uow.participants.want(host_id, me.id, now)
    return not host.connected
