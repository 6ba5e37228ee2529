"""Suggestions "for you": a page of people one has nothing to do with yet, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import NotFoundError
from bot.domain.finding import either
from bot.domain.pages import existing_page, page_count
from bot.domain.people import Participant
from bot.domain.suggesting import Reasons, in_common, suggested
from bot.usecases.company import free_people, no_question
from bot.usecases.identity import Me, participant_of
from bot.usecases.ports import UnitOfWork

PAGE_SIZE = 5


@dataclass(frozen=True, slots=True)
class Suggestions:
    """A page of suggestions, the best first; ``told`` tells whether the own profile says enough for any.

    ``busy`` are those with whom one has no free time in common, ``joined`` is how many others have joined.
    """

    people: tuple[tuple[Participant, Reasons], ...]
    number: int
    total: int
    told: bool
    joined: int
    busy: frozenset[int] = frozenset()

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return page_count(self.total, PAGE_SIZE)


async def for_you(uow: UnitOfWork, me: Me, number: int, now: datetime) -> Suggestions:
    """Give a page of people who could be asked, and whom one has neither asked nor met nor refused."""
    people, mine = await uow.crowd.catalogue(me.event.id), me.participant.profile
    dealt_with = {one.other(me.id) for one in await uow.requests.all_of(me.id)}
    dealt_with |= {one.other(me.id) for one in await uow.meetings.all_of(me.id)}
    dealt_with |= await uow.finding.dismissed(me.id)
    joined = await uow.crowd.connected(me.event.id)
    among = people.people(joined) & either(people.windows.values())
    among &= ~people.people(dealt_with) & ~await no_question(uow, me, people, now)
    free = either((await free_people(uow, me, me.event.slots, now)).values())
    met = {one.other(me.id) for one in await uow.meetings.of(me.id)}
    ranked = suggested(people, mine, among, free, in_common(met, await uow.meetings.pairs_of(met)))
    number = existing_page(number, len(ranked), PAGE_SIZE)
    shown = dict(ranked[number * PAGE_SIZE : (number + 1) * PAGE_SIZE])
    found = await uow.participants.many(shown)
    return Suggestions(
        people=tuple((found[one], why) for one, why in shown.items() if one in found),
        number=number,
        total=len(ranked),
        told=bool(mine.seeks or mine.offers or mine.areas),
        joined=len(joined - {me.id}),
        busy=frozenset(people.ids(people.people(shown) & ~free)),
    )


async def dismiss(uow: UnitOfWork, me: Me, person_id: int, now: datetime) -> None:
    """Never suggest somebody again.

    Raises:
        NotFoundError: no such other person in the event.
    """
    person = await participant_of(uow, person_id, me.event.id)
    if person.id == me.id:
        raise NotFoundError
    await uow.finding.dismiss(me.id, person.id, now)
