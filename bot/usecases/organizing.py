"""Who may organize an event: those of the ``ORGANIZERS`` setting all of them, others by a role."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import NotAllowedError, NotFoundError
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.domain.persons import Known
from bot.domain.roles import Role
from bot.usecases.identity import event_of, participant_of
from bot.usecases.outbox import Note
from bot.usecases.ports import UnitOfWork

Owners = Collection[int]  # Telegram ids of the ORGANIZERS setting


@dataclass(frozen=True, slots=True)
class Organizer:
    """Somebody whose right to organize ``event`` was checked in this transaction."""

    telegram_id: int
    event: Event


async def organized(uow: UnitOfWork, telegram_id: int, owners: Owners) -> list[Event]:
    """Give the events that a person may organize, the soonest first."""
    events = await uow.events.all()
    if telegram_id in owners:
        return events
    mine = await uow.roles.of_person(telegram_id)
    return [event for event in events if mine.get(event.id) is Role.ORGANIZER]


def is_organizer(who: Known | None, telegram_id: int, owners: Owners) -> bool:
    """Tell whether a person organizes anything, for menus and the home card."""
    return telegram_id in owners or (who is not None and who.organizes)


async def organizes(uow: UnitOfWork, telegram_id: int, event_id: int, owners: Owners) -> bool:
    """Tell whether a person organizes an event."""
    return telegram_id in owners or (await uow.roles.of_person(telegram_id)).get(event_id) is Role.ORGANIZER


async def organizers_of(uow: UnitOfWork, event_id: int, owners: Owners) -> list[int]:
    """Give the Telegram ids of everybody who organizes an event, in order."""
    return sorted({*owners, *await uow.roles.holders(event_id, Role.ORGANIZER)})


async def tell_organizers(
    uow: UnitOfWork, event_id: int, owners: Owners, kind: str, now: datetime, **about: int
) -> None:
    """Tell everybody who organizes an event of a row, once: ``about`` is its name and id."""
    (row_id,) = about.values()
    notes = (
        Note(kind, one, now, {"event": event_id, **about}, dedupe=f"{kind}:{row_id}:{one}")
        for one in await organizers_of(uow, event_id, owners)
    )
    await uow.outbox.add(*notes)


async def organizer(uow: UnitOfWork, telegram_id: int, event_id: int, owners: Owners) -> Organizer:
    """Give a person as the organizer of an event.

    Raises:
        NotFoundError: there is no such event.
        NotAllowedError: he does not organize it.
    """
    event = await event_of(uow, event_id)
    if not await organizes(uow, telegram_id, event_id, owners):
        raise NotAllowedError
    return Organizer(telegram_id, event)


async def organizer_of(
    uow: UnitOfWork, telegram_id: int, participant_id: int, owners: Owners
) -> tuple[Organizer, Participant]:
    """Give a person as the organizer of a participant's event, and the participant.

    Raises:
        NotFoundError: there is no such participant, or he is erased.
        NotAllowedError: the person does not organize that event.
    """
    participant = await uow.participants.get(participant_id)
    if participant is None:
        raise NotFoundError
    who = await organizer(uow, telegram_id, participant.event_id, owners)
    return who, await participant_of(uow, participant_id, participant.event_id)
