"""Who has a role in an event, and taking it away again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import NotAllowedError, NotFoundError
from bot.domain.event import Event
from bot.domain.pages import existing_page, page_count
from bot.domain.roles import Role
from bot.usecases import invitations
from bot.usecases.organizing import Organizer, Owners, organizes
from bot.usecases.outbox import Note
from bot.usecases.ports import UnitOfWork

REMOVED = "role.removed"
PAGE_SIZE = 8


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody with a role as the organizers see him; without a name where he takes part in no event.

    ``owner``: he is one of ORGANIZERS, which no press changes.
    """

    telegram_id: int
    name: str
    username: str
    owner: bool = False


@dataclass(frozen=True, slots=True)
class HelperPage:
    """A page of those who have a role in an event; ``number`` counts from 0, ``total`` is people.

    ``may_remove``: whoever looks may take it away from those who are no owners.
    """

    event: Event
    helpers: tuple[Helper, ...]
    number: int
    total: int
    may_remove: bool

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return page_count(self.total, PAGE_SIZE)


def may_remove(who: Organizer, role: Role, owners: Owners) -> bool:
    """Tell whether an organizer may take a role away: that of an organizer only one of ORGANIZERS may."""
    return role is not Role.ORGANIZER or who.telegram_id in owners


async def holders(uow: UnitOfWork, who: Organizer, role: Role, owners: Owners, number: int) -> HelperPage:
    """Give a page of those who have a role, of organizers the owners first; beyond the end the last page."""
    first = sorted(owners) if role is Role.ORGANIZER else []
    everybody = [*first, *sorted(await uow.roles.holders(who.event.id, role) - {*first})]
    number = existing_page(number, len(everybody), PAGE_SIZE)
    shown = [
        await helper(uow, who.event, one, owner=one in first)
        for one in everybody[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
    ]
    return HelperPage(who.event, tuple(shown), number, len(everybody), may_remove(who, role, owners))


async def removable(uow: UnitOfWork, who: Organizer, role: Role, telegram_id: int, owners: Owners) -> Helper:
    """Give somebody whose role may be taken away, for a last look.

    Raises:
        NotAllowedError: only one of ORGANIZERS may.
        NotFoundError: he does not have it (any more), or he organizes all events as one of ORGANIZERS.
    """
    if not may_remove(who, role, owners):
        raise NotAllowedError
    if role is Role.ORGANIZER and telegram_id in owners:
        raise NotFoundError
    if telegram_id not in await uow.roles.holders(who.event.id, role):
        raise NotFoundError
    return await helper(uow, who.event, telegram_id)


async def remove(
    uow: UnitOfWork, who: Organizer, role: Role, telegram_id: int, owners: Owners, now: datetime
) -> None:
    """Take a role away.

    He is told and gets another menu of commands, what he was asked is forgotten, and an organizer takes with
    him the links to a role that he has seen.

    Raises:
        NotAllowedError: see ``removable``.
        NotFoundError: see ``removable``.
    """
    await removable(uow, who, role, telegram_id, owners)
    if role is Role.ORGANIZER:  # the links first, as whoever uses one takes rows in that order, too
        for given in Role:
            await invitations.void_link(uow, who, given)
    if not await uow.roles.withdraw(who.event.id, telegram_id, role):
        raise NotFoundError
    await uow.persons.change(telegram_id, dialog=None)
    params = {"event": who.event.id, "role": role.value}
    await uow.outbox.add(Note(REMOVED, telegram_id, now, params))


async def without(uow: UnitOfWork, telegram_id: int, event_id: int, role: Role, owners: Owners) -> bool:
    """Tell whether somebody still lacks a role, that of a steward also because he organizes the event."""
    if await organizes(uow, telegram_id, event_id, owners):
        return False
    return (await uow.roles.of_person(telegram_id)).get(event_id) is not role


async def helper(uow: UnitOfWork, event: Event, telegram_id: int, *, owner: bool = False) -> Helper:
    """Give somebody as far as the bot knows him."""
    known = await uow.persons.known(telegram_id)
    mine = known.participants if known else ()
    here = [one for one in mine if one.event_id == event.id] or list(mine)
    name = here[0].profile.name if here else ""
    return Helper(telegram_id, name, known.person.username if known else "", owner)
