"""Self-registration: a stranger tells who he is, and is in, or an organizer decides.

Nobody gets hold of somebody else's participant this way: whoever has a name or an address that is in the
list already is sent to the organizer for the personal link.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.applications import (
    REASON_CHARACTERS,
    Application,
    ApplicationState,
    takes_registrations,
)
from bot.domain.errors import NotFoundError, StaleError
from bot.domain.event import Event, Registration
from bot.domain.pages import existing_page, page_count
from bot.domain.people import Profile, identity
from bot.domain.persons import Person
from bot.domain.text import fold
from bot.usecases import guessing
from bot.usecases.files import PersonRow
from bot.usecases.identity import event_of
from bot.usecases.organizing import Organizer, Owners, organizer, tell_organizers
from bot.usecases.outbox import Note
from bot.usecases.ports import UnitOfWork

NEWS, REFUSED, ADMITTED = "registration.new", "application.refused", "admitted"
STEP = "register"
PAGE_SIZE = 8


class Standing(StrEnum):
    """Where somebody stands who would like to take part."""

    NEW = "new"
    MEMBER = "member"
    PENDING = "pending"
    REFUSED = "refused"
    CLOSED = "closed"
    KNOWN = "known"  # the list has his name or address already


@dataclass(frozen=True, slots=True)
class Place:
    """An event and where somebody stands there, with his application if there is one."""

    event: Event
    standing: Standing
    application: Application | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page of applications that nobody has decided about; ``number`` counts from 0."""

    event: Event
    applications: tuple[Application, ...]
    number: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return page_count(self.total, PAGE_SIZE)


async def open_events(uow: UnitOfWork, now: datetime) -> list[Event]:
    """Give the events that strangers can register for, the soonest first."""
    return [event for event in await uow.events.all() if takes_registrations(event, now)]


async def place(uow: UnitOfWork, telegram_id: int, event: Event | None, now: datetime) -> Place:
    """Tell where an account stands in an event.

    Raises:
        NotFoundError: there is no such event.
    """
    if event is None:
        raise NotFoundError
    mine = await uow.participants.of_person(telegram_id)
    if any(one.event_id == event.id for one in mine):
        return Place(event, Standing.MEMBER)
    sent = [one for one in await uow.applications.of_account(telegram_id) if one.event_id == event.id]
    if sent:
        pending = sent[0].state is ApplicationState.PENDING
        return Place(event, Standing.PENDING if pending else Standing.REFUSED, sent[0])
    return Place(event, Standing.NEW if takes_registrations(event, now) else Standing.CLOSED)


async def begin(uow: UnitOfWork, person: Person, event_id: int, now: datetime) -> Place:
    """Note a person who consented, and begin to ask him who he is.

    Raises:
        NotFoundError: there is no such event.
        TooManyWrongLinksError: too many names and addresses of others came from this account.
    """
    await guessing.check(uow, person.telegram_id, now)
    found = await place(uow, person.telegram_id, await uow.events.get(event_id), now)
    if found.standing is Standing.NEW:
        dialog = {"step": STEP, "event": event_id, "answers": {}}
        await uow.persons.save(replace(person, event_id=event_id, dialog=dialog, reachable=True), now)
    return found


async def register(
    uow: UnitOfWork, person: Person, event_id: int, answers: Mapping[str, str], owners: Owners, now: datetime
) -> Place:
    """Let somebody in who said who he is, or ask the organizers; gives where he stands then.

    Raises:
        NotFoundError: there is no such event.
        TooManyWrongLinksError: as in ``begin``.
    """
    await guessing.check(uow, person.telegram_id, now)
    event = await event_of(uow, event_id)
    await uow.participants.lock_event(event.id)
    found = await place(uow, person.telegram_id, event, now)
    if found.standing is not Standing.NEW:
        return found
    profile = Profile(answers["name"], organization=answers["organization"], email=answers["email"])
    if await uow.applications.is_known(event.id, fold(profile.name), profile.email):
        await guessing.count(uow, person.telegram_id, now)
        return Place(event, Standing.KNOWN)
    if event.booking.registration is Registration.OPEN:
        await _let_in(uow, event, person.telegram_id, profile, now)
        return Place(event, Standing.MEMBER)
    made = Application(
        id=0,
        event_id=event.id,
        telegram_id=person.telegram_id,
        name=profile.name,
        organization=profile.organization,
        email=profile.email,
        state=ApplicationState.PENDING,
        reason="",
        sent_at=now,
    )
    application_id = await uow.applications.add(made)
    if application_id is None:
        return await place(uow, person.telegram_id, event, now)
    await tell_organizers(uow, event.id, owners, NEWS, now, application=application_id)
    return Place(event, Standing.PENDING, replace(made, id=application_id))


async def withdraw(uow: UnitOfWork, telegram_id: int, application_id: int) -> None:
    """Take one's application back.

    Raises:
        NotFoundError: it is not his, or gone.
    """
    found = await uow.applications.get(application_id)
    if found is None or found.telegram_id != telegram_id:
        raise NotFoundError
    await uow.applications.remove(application_id)


async def waiting(uow: UnitOfWork, who: Organizer, number: int) -> Waiting:
    """Give a page of those whom nobody has decided about; beyond the end the last page."""
    total = await uow.applications.count_pending(who.event.id)
    number = existing_page(number, total, PAGE_SIZE)
    shown = await uow.applications.pending(who.event.id, number * PAGE_SIZE, PAGE_SIZE)
    return Waiting(who.event, tuple(shown), number, total)


async def application_of(
    uow: UnitOfWork, telegram_id: int, application_id: int, owners: Owners
) -> tuple[Organizer, Application]:
    """Give an application to an organizer of its event.

    Raises:
        NotFoundError: it is gone: somebody was admitted, took it back, or is erased.
        NotAllowedError: the person does not organize that event.
    """
    found = await uow.applications.get(application_id)
    if found is None:
        raise NotFoundError
    return await organizer(uow, telegram_id, found.event_id, owners), found


async def admit(uow: UnitOfWork, who: Organizer, application: Application, now: datetime) -> bool:
    """Let somebody in who waits, or was refused; he is told. False: the list has him already.

    Raises:
        StaleError: somebody else has decided, or he came in otherwise.
    """
    await uow.participants.lock_event(who.event.id)
    if await uow.applications.get(application.id) is None:
        raise StaleError
    if await uow.applications.is_known(who.event.id, fold(application.name), application.email):
        return False
    mine = await uow.participants.of_person(application.telegram_id)
    gone = not await uow.applications.remove(application.id)
    if gone or any(one.event_id == who.event.id for one in mine):
        raise StaleError
    profile = Profile(application.name, organization=application.organization, email=application.email)
    person_id = await _let_in(uow, who.event, application.telegram_id, profile, now)
    await uow.outbox.add(Note(ADMITTED, application.telegram_id, now, {"to": person_id}))
    return True


async def refuse(
    uow: UnitOfWork, who: Organizer, application: Application, reason: str, now: datetime
) -> None:
    """Refuse somebody who waits; he is told, with the reason if there is one.

    Raises:
        StaleError: somebody else has decided.
    """
    if not await uow.applications.refuse(application.id, reason.strip()[:REASON_CHARACTERS], now):
        raise StaleError
    params = {"event": who.event.id, "application": application.id}
    await uow.outbox.add(Note(REFUSED, application.telegram_id, now, params))


async def _let_in(uow: UnitOfWork, event: Event, telegram_id: int, profile: Profile, now: datetime) -> int:
    key = identity("", profile.email, profile.name, profile.organization)
    person_id = await uow.participants.add(event, PersonRow(0, key, profile))
    await uow.participants.connect(person_id, telegram_id, now)
    await uow.persons.change(telegram_id, event_id=event.id)
    return person_id
