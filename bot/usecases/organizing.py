"""Who may organize an event: those of the ``ORGANIZERS`` setting all of them, others by a role."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import NotAllowedError, NotFoundError
from bot.domain.event import Event
from bot.domain.links import is_link_payload, organizer_payload, same_payload
from bot.domain.people import Participant
from bot.domain.persons import Known
from bot.usecases import guessing
from bot.usecases.identity import event_of, participant_of
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
    mine = await uow.roles.organized_by(telegram_id)
    return [event for event in events if event.id in mine]


def is_organizer(who: Known | None, telegram_id: int, owners: Owners) -> bool:
    """Tell whether a person organizes anything, for menus and the home card."""
    return telegram_id in owners or (who is not None and who.organizes)


async def organizes(uow: UnitOfWork, telegram_id: int, event_id: int, owners: Owners) -> bool:
    """Tell whether a person organizes an event."""
    return telegram_id in owners or event_id in await uow.roles.organized_by(telegram_id)


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


async def link(uow: UnitOfWork, who: Organizer, secret: bytes) -> str:
    """Give the start payload of the event's one-use organizer link; the same until used or voided."""
    generations = await uow.roles.link_generations()
    return organizer_payload(secret, who.event.id, generations[who.event.id])


async def void_link(uow: UnitOfWork, who: Organizer) -> None:
    """Make the present organizer link of the event worthless."""
    generations = await uow.roles.link_generations()
    await uow.roles.use_link(who.event.id, generations[who.event.id])


async def invited_to(uow: UnitOfWork, secret: bytes, payload: str) -> Event | None:
    """Give the event of an organizer link that can be used; None for any other start payload.

    Whoever asks was held to ``guessing.check`` when the payload was no personal link.
    """
    found = await _find(uow, secret, payload)
    return await event_of(uow, found[0]) if found else None


async def redeem(
    uow: UnitOfWork, secret: bytes, payload: str, telegram_id: int, now: datetime
) -> Organizer | None:
    """Use an organizer link up: the person organizes its event from now on. None when it is void.

    The caller must note the person in the same transaction.

    Raises:
        TooManyWrongLinksError: see ``guessing.check``; nothing was compared.
    """
    await guessing.check(uow, telegram_id, now)
    found = await _find(uow, secret, payload)
    if found is None or not await uow.roles.use_link(*found):
        await guessing.count(uow, telegram_id, payload, now)
        return None
    event_id, _ = found
    await uow.roles.grant(event_id, telegram_id, now)
    return Organizer(telegram_id, await event_of(uow, event_id))


async def _find(uow: UnitOfWork, secret: bytes, payload: str) -> tuple[int, int] | None:
    if not is_link_payload(payload):
        return None
    found = None
    for event_id, generation in (await uow.roles.link_generations()).items():
        if same_payload(organizer_payload(secret, event_id, generation), payload):
            found = (event_id, generation)
    return found
