"""Suggestions "for you"."""

from __future__ import annotations

from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.screens import finding_actions
from bot.screens import suggesting as screens
from bot.usecases import suggesting
from handlers.visitor import participant


async def on_for_you(turn: Turn, action: finding_actions.ForYou) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        shown = await suggesting.for_you(uow, me, action.page, turn.clock.now())
    await turn.show(screens.for_you(language, shown))


async def on_not_for_me(turn: Turn, action: finding_actions.NotForMe) -> None:
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        await suggesting.dismiss(uow, me, action.person, turn.clock.now())
    turn.toast(language.label("Not suggested any more."))
    await on_for_you(turn, finding_actions.ForYou(action.page))


routes = MappingProxyType({finding_actions.ForYou: on_for_you, finding_actions.NotForMe: on_not_for_me})
