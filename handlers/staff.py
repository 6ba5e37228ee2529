"""Organizers and stewards of an event: the link that makes one, and taking the role away again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.roles import Role
from bot.i18n import Language, Languages
from bot.screens import organizer_actions
from bot.screens import staff as screens
from bot.screens.commands import menus
from bot.screens.screen import Screen
from bot.usecases import staffing
from bot.usecases.identity import event_of
from bot.usecases.organizing import Owners, is_organizer
from bot.usecases.outbox import OutboxRow
from bot.usecases.ports import UnitOfWork
from bot.usecases.stewarding import is_steward
from handlers.organizer import entitled, role_link


async def on_stewards(turn: Turn, action: organizer_actions.Stewards) -> None:
    await _list(turn, action, Role.STEWARD, screens.stewards)


async def on_organizers(turn: Turn, action: organizer_actions.Organizers) -> None:
    await _list(turn, action, Role.ORGANIZER, screens.organizers)


async def _list(
    turn: Turn,
    action: organizer_actions.Stewards | organizer_actions.Organizers,
    role: Role,
    draw: Callable[..., Screen],
) -> None:
    async with turn.transaction() if action.void else turn.reading() as uow:
        who, language = await entitled(turn, uow, action.event)
        link = await role_link(turn, uow, who, role, void=action.void)
        shown = await staffing.holders(uow, who, role, turn.services.organizers, action.page)
    await turn.show(draw(language, shown, link, renewed=action.void))


async def on_remove_steward(turn: Turn, action: organizer_actions.RemoveSteward) -> None:
    await _remove(turn, action.event, action.account, Role.STEWARD)
    await on_stewards(turn, organizer_actions.Stewards(action.event))


async def on_remove_organizer(turn: Turn, action: organizer_actions.RemoveOrganizer) -> None:
    if not action.sure:
        owners = turn.services.organizers
        async with turn.reading() as uow:
            who, language = await entitled(turn, uow, action.event)
            found = await staffing.removable(uow, who, Role.ORGANIZER, action.account, owners)
        await turn.show(screens.last_look(language, who.event, found))
        return
    await _remove(turn, action.event, action.account, Role.ORGANIZER)
    await on_organizers(turn, organizer_actions.Organizers(action.event))


async def _remove(turn: Turn, event_id: int, account: int, role: Role) -> None:
    async with turn.transaction() as uow:
        who, language = await entitled(turn, uow, event_id)
        await staffing.remove(uow, who, role, account, turn.services.organizers, turn.clock.now())
    turn.toast(language.label("Removed."))


async def render_removed(
    uow: UnitOfWork, row: OutboxRow, language: Language, languages: Languages, owners: Owners
) -> Screen | None:
    """Draw the row ``role.removed``, which brings another menu; nothing for one who has the role again."""
    event, role = await event_of(uow, row.note.params["event"]), Role(row.note.params["role"])
    if not await staffing.without(uow, row.note.chat_id, event.id, role, owners):
        return None
    account, who = row.note.chat_id, await uow.persons.known(row.note.chat_id)
    shown = menus(
        languages, organizer=is_organizer(who, account, owners), steward=is_steward(who, account, owners)
    )
    return replace(screens.removed(language, event, role), menus=shown)


routes = MappingProxyType(
    {
        organizer_actions.Stewards: on_stewards,
        organizer_actions.RemoveSteward: on_remove_steward,
        organizer_actions.Organizers: on_organizers,
        organizer_actions.RemoveOrganizer: on_remove_organizer,
    }
)
