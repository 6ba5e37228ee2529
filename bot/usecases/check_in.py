"""Check-in: who has arrived, noted once by those who help on site, and who is still awaited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.event import Event
from bot.domain.pages import existing_page, page_count
from bot.domain.people import Participant
from bot.usecases.ports import UnitOfWork
from bot.usecases.stewarding import Steward

PAGE_SIZE = 8


@dataclass(frozen=True, slots=True)
class Awaited:
    """A page of those who have not arrived, by name; ``number`` counts from 0."""

    event: Event
    people: tuple[Participant, ...]
    number: int
    total: int  # who have not arrived
    arrived: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return page_count(self.total, PAGE_SIZE)


async def check_in(uow: UnitOfWork, _who: Steward, person: Participant, now: datetime) -> bool:
    """Note that somebody of the steward's event has arrived; False when that was noted before."""
    if await uow.check_ins.of(person.id) is not None:
        return False
    await uow.check_ins.add(person.id, now)
    return True


async def undo(uow: UnitOfWork, _who: Steward, person: Participant) -> None:
    """Note that somebody of the steward's event has not arrived after all."""
    await uow.check_ins.remove(person.id)


async def awaited(uow: UnitOfWork, who: Steward, number: int) -> Awaited:
    """Give a page of those who have not arrived; beyond the end the last page."""
    arrived = await uow.check_ins.of_event(who.event.id)
    missing = [one for one in await uow.crowd.everybody(who.event.id) if one not in arrived]
    number = existing_page(number, len(missing), PAGE_SIZE)
    shown = missing[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
    people = await uow.participants.many(shown)
    listed = tuple(people[one] for one in shown if one in people)
    return Awaited(who.event, listed, number, len(missing), len(arrived))
