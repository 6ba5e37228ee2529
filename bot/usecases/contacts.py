"""Contact details: opened by an agreed meeting, as far as their owner shares them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.contacts import AGREED, BusinessCard, Contact, Detail
from bot.domain.errors import StaleError
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.usecases.agenda import Entry
from bot.usecases.identity import Me
from bot.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Shared:
    """One's own contact details, and which of them one keeps to oneself."""

    contact: Contact
    withheld: frozenset[Detail]


async def of_entry(uow: UnitOfWork, shown: Entry) -> Contact | None:
    """Give how the other side of a meeting can be reached; None unless the meeting is agreed or was held."""
    return await shared_by(uow, shown.other) if shown.meeting.state in AGREED else None


async def of_pair(uow: UnitOfWork, me: Me, other: Participant) -> Contact | None:
    """Give how somebody can be reached; None unless the two have agreed to meet or to be introduced."""
    return await shared_by(uow, other) if await uow.meetings.have_agreed(me.id, other.id) else None


async def shared_by(uow: UnitOfWork, other: Participant) -> Contact:
    """Give what somebody shares; the caller has checked that it may be seen."""
    person = await uow.persons.get(other.telegram_id) if other.telegram_id is not None else None
    contact = Contact(other.profile.email, other.profile.phone, person.username if person else "")
    return contact.without(person.withheld if person else ())


async def business_card(uow: UnitOfWork, event: Event, shown: Entry) -> BusinessCard:
    """Give the other side of a meeting for a contact file.

    Raises:
        StaleError: the meeting opens nothing (any more), or the other side was erased.
    """
    contact = await of_entry(uow, shown)
    if contact is None or not shown.other.profile.name:
        raise StaleError
    return card_of(event, shown.other, contact)


def card_of(event: Event, other: Participant, contact: Contact) -> BusinessCard:
    """Write somebody's card; the note says where one met."""
    profile = other.profile
    return BusinessCard(
        profile.name, contact, profile.role, profile.organization, profile.website, event.name
    )


def own(me: Me) -> Shared:
    """Give one's own details, and what one keeps to oneself."""
    profile, person = me.participant.profile, me.person
    contact = Contact(profile.email, profile.phone, person.username)
    return Shared(contact, frozenset(one for one in Detail if one in person.withheld))


async def share(uow: UnitOfWork, me: Me, detail: Detail, *, shared: bool) -> Me:
    """Share a detail with those whom one has agreed to meet, or keep it to oneself; in every event."""
    withheld = {*me.person.withheld} - {detail} if shared else {*me.person.withheld, detail}
    chosen = tuple(sorted(withheld))
    await uow.persons.change(me.person.telegram_id, withheld=chosen)
    return replace(me, person=replace(me.person, withheld=chosen))
