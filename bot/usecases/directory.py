"""The directory: pages, search, and a person's card with what can be done about him."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.bookable import windows_as_guest
from bot.domain.booking import Meeting, Request
from bot.domain.contacts import Contact
from bot.domain.errors import NotAvailableError, Reason
from bot.domain.intervals import intersection
from bot.domain.limits import Use, uses
from bot.domain.marks import Marks
from bot.domain.pages import existing_page, page_count
from bot.domain.people import Participant
from bot.domain.searching import Found, Similar, excerpt, find, find_described, find_some
from bot.domain.slots import Slot
from bot.domain.text import fold
from bot.domain.waiting import InLine, Offer
from bot.usecases import contacts, waiting
from bot.usecases.agenda import Entry
from bot.usecases.identity import Me
from bot.usecases.pair import load_pair
from bot.usecases.ports import UnitOfWork
from bot.usecases.swapping import in_the_way

PAGE_SIZE = 8
_MOST_FOUND = 40
_QUERY_CHARACTERS = 200


Excerpt = tuple[tuple[str, bool], ...]  # see ``bot.domain.searching.excerpt``


@dataclass(frozen=True, slots=True)
class Page:
    """One page of people; ``number`` counts from 0, ``total`` is people, not pages."""

    people: tuple[Participant, ...]
    number: int
    total: int
    query: str = ""
    favourites: frozenset[int] = frozenset()  # of the one who looks
    excerpts: Mapping[int, Excerpt] = field(default_factory=dict)  # where a search found whom

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return page_count(self.total, PAGE_SIZE)


@dataclass(frozen=True, slots=True)
class Card:
    """A person as another participant may see him, and what stands between or before them."""

    person: Participant
    slots: tuple[Slot, ...] = ()
    refusal: Reason | None = None
    request: Request | None = None
    meeting: Meeting | None = None
    wanted: bool = False  # the viewer waits for him to join
    limits: tuple[Use, ...] = ()  # what the viewer has used of them
    marks: Marks | None = None  # those of the viewer; None: it is himself
    place: InLine | None = None  # the viewer's in the person's waiting list
    held: Offer | None = None  # a time of the person that is held for the viewer
    can_wait: bool = False
    in_the_way: tuple[Entry, ...] = ()  # meetings of the viewer that could be moved first
    contact: Contact | None = None  # once a meeting is agreed
    apart: bool = False  # nothing is free for both because their meeting times do not meet


async def page(
    uow: UnitOfWork, me: Me, number: int, *, size: int = PAGE_SIZE, favourites_first: bool = False
) -> Page:
    """Give a page of the directory by name; a number beyond the end gives the last page."""
    everybody = await _seen_by(uow, me, await uow.crowd.order(me.event.id))
    favourites = await uow.marks.favourites(me.id)
    if favourites_first and favourites:
        everybody = sorted(everybody, key=lambda one: one not in favourites)  # which keeps the order of names
    number = existing_page(number, len(everybody), size)
    shown = everybody[number * size : (number + 1) * size]
    people = await uow.participants.many(shown)
    return Page(
        people=tuple(people[one] for one in shown if one in people),
        number=number,
        total=len(everybody),
        favourites=favourites,
    )


async def search(uow: UnitOfWork, event_id: int, query: str, similar: Similar) -> list[Participant]:
    """Find some people by whatever their profiles say, with typos and without diacritics, best first."""
    found = await _find(uow, event_id, query, similar)
    people = await uow.participants.many(found.ids[:_MOST_FOUND])
    return [people[one] for one in found.ids if one in people]


async def search_page(
    uow: UnitOfWork, me: Me, query: str, number: int, similar: Similar, *, size: int = PAGE_SIZE
) -> Page:
    """Give a page of what a search finds, best first, with the places where it was found.

    Where nobody has every word, it is whom they describe: "head of the Cluj IT cluster".
    """
    found = await _find(uow, me.event.id, query, similar)
    if not found.ids:
        found = await _described(uow, me, query, similar)
    return await _page_of(uow, me, query, found, number, size)


async def search_some(uow: UnitOfWork, me: Me, query: str, similar: Similar, *, asked: bool) -> Page:
    """Give the few people nearest to a search that found nobody: they have some of its words.

    ``asked`` False: what is searched for may be a text that was not understood.
    """
    folded = fold(query[:_QUERY_CHARACTERS])
    some = find_some(await uow.crowd.index(me.event.id), folded, similar, asked=asked)
    return await _page_of(uow, me, query, Found(some.ids[:PAGE_SIZE], some.words), 0, PAGE_SIZE)


async def describes(uow: UnitOfWork, me: Me, query: str, similar: Similar) -> bool:
    """Tell whether a text describes somebody, by his role and his organization among other things."""
    return bool((await _described(uow, me, query, similar)).ids)


async def _described(uow: UnitOfWork, me: Me, query: str, similar: Similar) -> Found:
    return find_described(await uow.crowd.index(me.event.id), fold(query[:_QUERY_CHARACTERS]), similar)


async def _page_of(uow: UnitOfWork, me: Me, query: str, found: Found, number: int, size: int) -> Page:
    ids = await _seen_by(uow, me, found.ids)
    if not set(fold(query).split()) <= set(fold(me.participant.profile.name).split()):
        ids = [one for one in ids if one != me.id]  # who looks for robots does not look for himself
    number = existing_page(number, len(ids), size)
    shown = ids[number * size : (number + 1) * size]
    people = await uow.participants.many(shown)
    return Page(
        people=tuple(people[one] for one in shown if one in people),
        number=number,
        total=len(ids),
        query=query,
        favourites=await uow.marks.favourites(me.id),
        excerpts={one: excerpt(person.profile, found.words) for one, person in people.items()},
    )


async def _find(uow: UnitOfWork, event_id: int, query: str, similar: Similar) -> Found:
    return find(await uow.crowd.index(event_id), fold(query[:_QUERY_CHARACTERS]), similar)


async def _seen_by(uow: UnitOfWork, me: Me, ids: Sequence[int]) -> Sequence[int]:
    """Leave out whom somebody has blocked, and who has blocked him."""
    apart = await uow.blocks.apart(me.id)
    return [one for one in ids if one not in apart] if apart else ids


async def card(uow: UnitOfWork, me: Me, person_id: int, now: datetime) -> Card:
    """Give a person's card for one who looks at it.

    Raises:
        NotFoundError: no such person in the event.
        NotAvailableError: he is hidden and has nothing to do with the viewer, or they are kept apart.
    """
    if person_id == me.id:
        return Card(me.participant, refusal=Reason.SAME_PERSON)
    pair = await load_pair(uow, me.event, me.id, person_id, now)
    person = pair.host.participant
    meeting = await uow.meetings.between(me.id, person_id)
    request = await uow.requests.open_between(me.id, person_id)
    ties = await uow.marks.ties(me.id, person_id)
    if person.hidden and not (request or ties.agreed):
        raise NotAvailableError
    if request is not None and request.overdue(now):
        request = None
    if meeting is not None and meeting.slot.end <= now:
        meeting = None
    slots = pair.offered(now)
    refusal = pair.refusal(slots, now)
    free = request is None and meeting is None
    no_common = free and refusal is Reason.NO_COMMON_SLOT
    crowded = free and refusal in (Reason.NO_COMMON_SLOT, Reason.NO_TABLE)  # by the viewer himself, perhaps
    place, held = await uow.waiting.of_pair(me.id, person_id) if free and ties.waits else (None, None)
    return Card(
        person=person,
        slots=slots,
        refusal=refusal,
        request=request,
        meeting=meeting,
        wanted=me.id in await uow.participants.wanted_by(person_id) if not person.connected else False,
        limits=uses(me.event, pair.guest, {slot.block_id for slot in slots}),
        marks=ties.marks,
        contact=await contacts.shared_by(uow, person) if ties.agreed else None,
        place=place,
        held=held if held and not held.overdue(now) else None,
        can_wait=free and waiting.can_wait(pair, refusal, now),
        in_the_way=await in_the_way(uow, me, pair, now) if crowded else (),
        apart=no_common and not intersection(person.windows, windows_as_guest(me.event, me.participant)),
    )
