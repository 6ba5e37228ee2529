"""Who may help on site: stewards of an event, and whoever organizes it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.errors import NotAStewardError, NotFoundError
from bot.domain.event import Event
from bot.domain.pages import existing_page, page_count
from bot.domain.people import Participant
from bot.domain.persons import Known
from bot.domain.roles import Role
from bot.usecases.identity import event_of, participant_of
from bot.usecases.organizing import Organizer, Owners, is_organizer
from bot.usecases.ports import UnitOfWork

PAGE_SIZE = 8


@dataclass(frozen=True, slots=True)
class Steward:
    """Somebody whose right to help at ``event`` was checked in this transaction."""

    telegram_id: int
    event: Event


@dataclass(frozen=True, slots=True)
class Helper:
    """A steward as his organizers see him; without a name where he takes part in no event."""

    telegram_id: int
    name: str
    username: str


@dataclass(frozen=True, slots=True)
class HelperPage:
    """A page of the stewards of an event; ``number`` counts from 0, ``total`` is people."""

    event: Event
    helpers: tuple[Helper, ...]
    number: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return page_count(self.total, PAGE_SIZE)


def is_steward(who: Known | None, telegram_id: int, owners: Owners) -> bool:
    """Tell whether a person may help at any event, for menus and the home card."""
    return is_organizer(who, telegram_id, owners) or (who is not None and who.stewards)


async def stewarded(uow: UnitOfWork, telegram_id: int, owners: Owners) -> list[Event]:
    """Give the events at which a person may help, the soonest first."""
    events = await uow.events.all()
    if telegram_id in owners:
        return events
    mine = await uow.roles.of_person(telegram_id)
    return [event for event in events if event.id in mine]


async def steward(uow: UnitOfWork, telegram_id: int, event_id: int, owners: Owners) -> Steward:
    """Give a person as a steward of an event.

    Raises:
        NotFoundError: there is no such event.
        NotAStewardError: he has no role in it.
    """
    event = await event_of(uow, event_id)
    if telegram_id not in owners and event_id not in await uow.roles.of_person(telegram_id):
        raise NotAStewardError
    return Steward(telegram_id, event)


async def steward_of(
    uow: UnitOfWork, telegram_id: int, participant_id: int, owners: Owners
) -> tuple[Steward, Participant]:
    """Give a person as a steward of a participant's event, and the participant.

    Raises:
        NotFoundError: there is no such participant, or he is erased.
        NotAStewardError: the person has no role in that event.
    """
    participant = await uow.participants.get(participant_id)
    if participant is None:
        raise NotFoundError
    who = await steward(uow, telegram_id, participant.event_id, owners)
    return who, await participant_of(uow, participant_id, participant.event_id)


async def helpers(uow: UnitOfWork, who: Organizer, number: int) -> HelperPage:
    """Give a page of the stewards of an event; beyond the end the last page."""
    everybody = sorted(await uow.roles.holders(who.event.id, Role.STEWARD))
    number = existing_page(number, len(everybody), PAGE_SIZE)
    shown = [
        await _helper(uow, who.event, one) for one in everybody[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
    ]
    return HelperPage(who.event, tuple(shown), number, len(everybody))


async def remove(uow: UnitOfWork, who: Organizer, telegram_id: int) -> Known | None:
    """Take a steward's role away; gives what he is from now on, None where nobody is known by this id.

    Raises:
        NotFoundError: he is no steward of the event (any more).
    """
    if telegram_id not in await uow.roles.holders(who.event.id, Role.STEWARD):
        raise NotFoundError
    await uow.roles.withdraw(who.event.id, telegram_id, Role.STEWARD)
    return await uow.persons.known(telegram_id)


async def _helper(uow: UnitOfWork, event: Event, telegram_id: int) -> Helper:
    known = await uow.persons.known(telegram_id)
    mine = known.participants if known else ()
    here = [one for one in mine if one.event_id == event.id] or list(mine)
    return Helper(telegram_id, here[0].profile.name if here else "", known.person.username if known else "")
