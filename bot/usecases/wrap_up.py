"""The wrap-up: whom one met, who wanted to meet and did not, and introductions that both sides agree to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.booking import MeetingState
from bot.domain.contacts import BusinessCard
from bot.domain.errors import NotFoundError, StaleError
from bot.domain.event import Event
from bot.domain.pages import existing_page, page_count
from bot.domain.people import Participant
from bot.domain.wrap_up import LATE, WANTED, Introduced, wrap_up_at
from bot.usecases import contacts
from bot.usecases.identity import Me, event_of, locked, participant_of
from bot.usecases.notify import news
from bot.usecases.ports import UnitOfWork

PAGE_SIZE = 6


@dataclass(frozen=True, slots=True)
class Missed:
    """Somebody whom one wanted to meet, or who wanted to meet one, and how far an introduction is."""

    person: Participant
    introduced: Introduced


@dataclass(frozen=True, slots=True)
class WrapUp:
    """What somebody takes home; ``missed`` is a page of ``total`` people. ``over``: the event is."""

    event: Event
    met: tuple[Participant, ...]
    missed: tuple[Missed, ...]
    number: int
    total: int
    over: bool

    @property
    def pages(self) -> int:
        """How many pages of people there are, at least one."""
        return page_count(self.total, PAGE_SIZE)


async def wrap_up(uow: UnitOfWork, me: Me, number: int, now: datetime) -> WrapUp:
    """Give somebody's wrap-up as it is now, with a page of those whom he did not meet."""
    met, introduced = await _met(uow, me, now), await uow.wrap_ups.introductions(me.id)
    wanted = await _wanted(uow, me, now)
    people = await uow.participants.many({*met, *wanted, *introduced})
    apart = await uow.blocks.apart(me.id)
    there = {one: person for one, person in people.items() if person.profile.name and one not in apart}
    states = {
        one: introduced[one].seen_by(me.id) if one in introduced else Introduced.NO
        for one in dict.fromkeys((*introduced, *wanted))
        if one in there and one not in met
    }
    known = [
        one for one in (*met, *(one for one, how in states.items() if how is Introduced.YES)) if one in there
    ]
    rest = [Missed(there[one], how) for one, how in states.items() if how is not Introduced.YES]
    number = existing_page(number, len(rest), PAGE_SIZE)
    return WrapUp(
        event=me.event,
        met=tuple(there[one] for one in known),
        missed=tuple(rest[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]),
        number=number,
        total=len(rest),
        over=now >= me.event.interval.end,
    )


async def cards(uow: UnitOfWork, me: Me, now: datetime) -> list[BusinessCard]:
    """Give everybody whom one met or was introduced to, as far as they share, for one contact file.

    Raises:
        StaleError: there is nobody.
    """
    shown = await wrap_up(uow, me, 0, now)
    if not shown.met:
        raise StaleError
    return [contacts.card_of(me.event, one, await contacts.shared_by(uow, one)) for one in shown.met]


async def card(uow: UnitOfWork, me: Me, person_id: int) -> tuple[Participant, BusinessCard]:
    """Give somebody to whom one was introduced for a contact file.

    Raises:
        NotFoundError: no such person in the event, or nothing opens their details.
    """
    person = await participant_of(uow, person_id, me.event.id)
    contact = await contacts.of_pair(uow, me, person)
    if contact is None:
        raise NotFoundError
    return person, contacts.card_of(me.event, person, contact)


async def introduce(uow: UnitOfWork, me: Me, person_id: int, now: datetime) -> Introduced:
    """Ask to be introduced to somebody whom one did not meet, or say *yes* when they have asked.

    Raises:
        NotFoundError: no such person in the event.
        StaleError: nothing of the wrap-up is between the two, or they cannot be asked.
    """
    me = await locked(uow, me, (me.id, person_id))
    person = await participant_of(uow, person_id, me.event.id)
    before = await uow.wrap_ups.introduction(me.id, person_id)
    if before is not None:
        if before.asker_id == person_id and not before.agreed:
            return await answer(uow, me, person_id, now, agreed=True)
        return before.seen_by(me.id)
    unwelcome = not person.connected or await uow.relays.reported(me.id, person_id)
    unwelcome = unwelcome or await uow.blocks.are_apart(me.id, person_id)
    if unwelcome or person_id not in await _wanted(uow, me, now):
        raise StaleError
    await uow.wrap_ups.ask(me.id, person_id, now)
    await uow.outbox.add(*news(me.event, person, "introduction", _far(me.event, now), now, other=me.id))
    return Introduced.BY_ME


async def answer(uow: UnitOfWork, me: Me, person_id: int, now: datetime, *, agreed: bool) -> Introduced:
    """Answer somebody who wants to be introduced; only a *yes* is told.

    Raises:
        NotFoundError: no such person in the event.
        StaleError: they have not asked.
    """
    me = await locked(uow, me, (me.id, person_id))
    person = await participant_of(uow, person_id, me.event.id)
    before = await uow.wrap_ups.introduction(me.id, person_id)
    if before is None or before.asker_id != person_id or await uow.blocks.are_apart(me.id, person_id):
        raise StaleError
    if before.agreed or not await uow.wrap_ups.answer(person_id, me.id, now, agreed=agreed):
        return before.seen_by(me.id)
    if agreed:
        await uow.outbox.add(*news(me.event, person, "introduced", _far(me.event, now), now, other=me.id))
        return Introduced.YES
    return Introduced.NO


async def asked(uow: UnitOfWork, me: Me, person_id: int) -> Participant:
    """Give somebody who waits for one's answer to an introduction.

    Raises:
        NotFoundError: no such person in the event.
        StaleError: they do not wait (any more).
    """
    person = await participant_of(uow, person_id, me.event.id)
    found = await uow.wrap_ups.introduction(me.id, person_id)
    waits = found is not None and found.seen_by(me.id) is Introduced.BY_OTHER
    if not waits or await uow.blocks.are_apart(me.id, person_id):
        raise StaleError
    return person


async def sweep(uow: UnitOfWork, now: datetime) -> None:
    """Send the wrap-up of each event whose evening has come, once."""
    for event_id in await uow.wrap_ups.owed(now):
        event = await event_of(uow, event_id)
        due = wrap_up_at(event)
        if now < due or not await uow.wrap_ups.begin(event_id, now):
            continue
        if now < due + LATE:
            await uow.wrap_ups.send(event_id, now)


async def _met(uow: UnitOfWork, me: Me, now: datetime) -> list[int]:
    meetings = [one.as_of(now) for one in await uow.meetings.of(me.id)]
    return list(dict.fromkeys(one.other(me.id) for one in meetings if one.state is MeetingState.DONE))


async def _wanted(uow: UnitOfWork, me: Me, now: datetime) -> list[int]:
    """Give those who asked one another in vain, and who waited for the other to join; nobody twice."""
    requests = [one.as_of(now) for one in await uow.requests.all_of(me.id)]
    found = [one.other(me.id) for one in requests if one.state in WANTED]
    found += [*await uow.participants.waits_for(me.id), *await uow.participants.wanted_by(me.id)]
    agreed = {one.other(me.id) for one in await uow.meetings.of(me.id)}  # met, or to be met
    return [one for one in dict.fromkeys(found) if one not in agreed]


def _far(event: Event, now: datetime) -> datetime:
    """Give an instant that makes news silent at night: nobody has to act on it at once."""
    return max(event.interval.end, now) + LATE
