"""The stewards of an event: the link that makes one, and taking the role away again."""

from __future__ import annotations

from types import MappingProxyType
from typing import cast

from bot.botapi.replies import Bot
from bot.botapi.turn import Turn
from bot.domain.roles import Role
from bot.screens import organizer_actions
from bot.screens import stewards as screens
from bot.usecases import stewarding
from bot.usecases.organizing import is_organizer
from handlers import menu
from handlers.organizer import entitled, role_link


async def on_stewards(turn: Turn, action: organizer_actions.Stewards) -> None:
    async with turn.transaction() if action.void else turn.reading() as uow:
        who, language = await entitled(turn, uow, action.event)
        link = await role_link(turn, uow, who, Role.STEWARD, void=action.void)
        shown = await stewarding.helpers(uow, who, action.page)
    await turn.show(screens.stewards(language, shown, link, renewed=action.void))


async def on_remove(turn: Turn, action: organizer_actions.RemoveSteward) -> None:
    services = turn.services
    async with turn.transaction() as uow:
        who, language = await entitled(turn, uow, action.event)
        left = await stewarding.remove(uow, who, action.account)
    turn.toast(language.label("Removed."))
    await on_stewards(turn, organizer_actions.Stewards(action.event))
    await menu.publish_role(
        cast("Bot", turn.update.get_bot()),
        services.languages,
        action.account,
        organizer=is_organizer(left, action.account, services.organizers),
        steward=stewarding.is_steward(left, action.account, services.organizers),
    )


routes = MappingProxyType(
    {organizer_actions.Stewards: on_stewards, organizer_actions.RemoveSteward: on_remove}
)
