"""One-use links that give a role in an event: made by its organizers, void once used or replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.event import Event
from bot.domain.links import is_link_payload, role_payload, same_payload
from bot.domain.roles import Role
from bot.usecases import guessing
from bot.usecases.identity import event_of
from bot.usecases.organizing import Organizer, Owners, organizes
from bot.usecases.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Invited:
    """What a link offers, or has given."""

    event: Event
    role: Role


async def link(uow: UnitOfWork, who: Organizer, role: Role, secret: bytes) -> str:
    """Give the start payload of the event's link for a role; the same until used or voided."""
    generations = await uow.roles.link_generations(role)
    return role_payload(secret, role, who.event.id, generations[who.event.id])


async def void_link(uow: UnitOfWork, who: Organizer, role: Role) -> None:
    """Make the present link of the event for a role worthless."""
    generations = await uow.roles.link_generations(role)
    await uow.roles.use_link(who.event.id, role, generations[who.event.id])


async def invited_to(uow: UnitOfWork, secret: bytes, payload: str) -> Invited | None:
    """Give what a link that can be used offers; None for any other start payload.

    Whoever asks was held to ``guessing.check`` when the payload was no personal link.
    """
    found = await _find(uow, secret, payload)
    return Invited(await event_of(uow, found[0]), found[1]) if found else None


async def redeem(
    uow: UnitOfWork, secret: bytes, payload: str, telegram_id: int, owners: Owners, now: datetime
) -> Invited | None:
    """Use a link up: the person has its role from now on. None when it is void.

    An organizer may do what a steward may, so he leaves a steward's link as it is. The caller must note the
    person in the same transaction.

    Raises:
        TooManyWrongLinksError: see ``guessing.check``; nothing was compared.
    """
    await guessing.check(uow, telegram_id, now)
    found = await _find(uow, secret, payload)
    if found is not None:
        event_id, role, _ = found
        invited = Invited(await event_of(uow, event_id), role)
        if role is Role.STEWARD and await organizes(uow, telegram_id, event_id, owners):
            return invited
        if await uow.roles.use_link(*found):
            await uow.roles.grant(event_id, telegram_id, role, now)
            return invited
    await guessing.count_link(uow, telegram_id, payload, now)
    return None


async def _find(uow: UnitOfWork, secret: bytes, payload: str) -> tuple[int, Role, int] | None:
    if not is_link_payload(payload):
        return None
    found = None
    for role in Role:
        for event_id, generation in (await uow.roles.link_generations(role)).items():
            if same_payload(role_payload(secret, role, event_id, generation), payload):
                found = (event_id, role, generation)
    return found
