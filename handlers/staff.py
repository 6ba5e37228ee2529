"""Organizers and stewards of an event: the link that makes one, and taking the role away again."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import cast

from bot.botapi.replies import Bot
from bot.botapi.turn import Turn
from bot.domain.persons import Known
from bot.domain.roles import Role
from bot.i18n import Language
from bot.screens import organizer_actions
from bot.screens import staff as screens
from bot.screens.screen import Screen
from bot.usecases import staffing
from bot.usecases.identity import event_of
from bot.usecases.organizing import Owners, is_organizer
from bot.usecases.outbox import OutboxRow
from bot.usecases.ports import UnitOfWork
from bot.usecases.stewarding import is_steward
from handlers import menu
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
    left = await _remove(turn, action.event, action.account, Role.STEWARD)
    await on_stewards(turn, organizer_actions.Stewards(action.event))
    await _publish_menu(turn, left, action.account)


async def on_remove_organizer(turn: Turn, action: organizer_actions.RemoveOrganizer) -> None:
    if not action.sure:
        owners = turn.services.organizers
        async with turn.reading() as uow:
            who, language = await entitled(turn, uow, action.event)
            found = await staffing.removable(uow, who, Role.ORGANIZER, action.account, owners)
        await turn.show(screens.last_look(language, who.event, found))
        return
    left = await _remove(turn, action.event, action.account, Role.ORGANIZER)
    await on_organizers(turn, organizer_actions.Organizers(action.event))
    await _publish_menu(turn, left, action.account)


async def _remove(turn: Turn, event_id: int, account: int, role: Role) -> Known | None:
    async with turn.transaction() as uow:
        who, language = await entitled(turn, uow, event_id)
        left = await staffing.remove(uow, who, role, account, turn.services.organizers, turn.clock.now())
    turn.toast(language.label("Removed."))
    return left


async def _publish_menu(turn: Turn, left: Known | None, account: int) -> None:
    """Give somebody the menu of commands of what he is from now on."""
    services = turn.services
    await menu.publish_role(
        cast("Bot", turn.update.get_bot()),
        services.languages,
        account,
        organizer=is_organizer(left, account, services.organizers),
        steward=is_steward(left, account, services.organizers),
    )


async def render_removed(
    uow: UnitOfWork, row: OutboxRow, language: Language, owners: Owners
) -> Screen | None:
    """Draw the row ``role.removed``; nothing for one who has the role again."""
    event, role = await event_of(uow, row.note.params["event"]), Role(row.note.params["role"])
    if not await staffing.without(uow, row.note.chat_id, event.id, role, owners):
        return None
    return screens.removed(language, event, role)


routes = MappingProxyType(
    {
        organizer_actions.Stewards: on_stewards,
        organizer_actions.RemoveSteward: on_remove_steward,
        organizer_actions.Organizers: on_organizers,
        organizer_actions.RemoveOrganizer: on_remove_organizer,
    }
)
