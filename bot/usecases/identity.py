"""Who somebody is: the person, his participant and the event in hand; and what he may do there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.domain.errors import NotFoundError
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.persons import Known, Person
from bot.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Me:
    """A person as a participant of one event."""

    person: Person
    participant: Participant
    event: Event

    @property
    def id(self) -> int:
        """The participant's id."""
        return self.participant.id


async def current_of(uow: UnitOfWork, who: Known | None) -> Me | None:
    """Give a person in the event of his last link or button, or in the only one he has; None without any."""
    if who is None or not who.participants:
        return None
    mine, person = who.participants, who.person
    participant = next((one for one in mine if one.event_id == person.event_id), mine[0])
    return Me(person, participant, await event_of(uow, participant.event_id))


async def in_event(uow: UnitOfWork, telegram_id: int, event_id: int, who: Known | None = None) -> Me:
    """Give the person in a certain event; ``who`` is what is known of him, where it was read already.

    Raises:
        NotFoundError: he is not in that event's directory.
    """
    who = who or await uow.persons.known(telegram_id)
    mine = who.participants if who else ()
    participant = next((one for one in mine if one.event_id == event_id), None)
    if who is None or participant is None:
        raise NotFoundError
    return Me(who.person, participant, await event_of(uow, event_id))


async def elsewhere_of(uow: UnitOfWork, me: Me) -> list[Me]:
    """Give the person in each of his other events."""
    mine = await uow.participants.of_person(me.person.telegram_id)
    return [
        Me(me.person, one, await event_of(uow, one.event_id))
        for one in mine
        if one.id != me.id and one.event_id != me.event.id
    ]


async def locked(uow: UnitOfWork, me: Me, ids: Iterable[int]) -> Me:
    """Hold participants until the transaction ends; gives ``me`` with the event as it is from then on.

    Loading an event waits for the same rows, so nobody books by rules or a grid that have just gone.
    """
    await uow.participants.lock(ids)
    return replace(me, event=await event_of(uow, me.event.id))


async def event_of(uow: UnitOfWork, event_id: int) -> Event:
    """Give an event that a row points to.

    Raises:
        NotFoundError: it is gone.
    """
    event = await uow.events.get(event_id)
    if event is None:
        raise NotFoundError
    return event


async def participant_of(uow: UnitOfWork, participant_id: int, event_id: int) -> Participant:
    """Give a participant of an event.

    Raises:
        NotFoundError: there is none of that id in this event, or he is erased.
    """
    return (await participants_of(uow, (participant_id,), event_id))[0]


async def participants_of(uow: UnitOfWork, ids: Sequence[int], event_id: int) -> list[Participant]:
    """Give participants of an event, in the order of their ids.

    Raises:
        NotFoundError: one of them is not in this event, or is erased.
    """
    found = await uow.participants.many(ids)
    people = [found[one] for one in ids if one in found]
    if len(people) < len(ids) or any(one.event_id != event_id or not one.profile.name for one in people):
        raise NotFoundError
    return people
