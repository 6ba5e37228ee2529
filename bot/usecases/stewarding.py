"""Who may help on site: stewards of an event, and whoever organizes it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.errors import NotAStewardError, NotFoundError
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.persons import Known
from bot.usecases.identity import event_of, participant_of
from bot.usecases.organizing import Owners, is_organizer
from bot.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Steward:
    """Somebody whose right to help at ``event`` was checked in this transaction."""

    telegram_id: int
    event: Event


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
