"""Free now: saying that one is free in the next slot, and seeing who else is."""

from __future__ import annotations

from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.errors import StaleError
from bot.screens import actions, finding_actions
from bot.screens import free_now as screens
from bot.usecases import free_now
from handlers.visitor import participant


async def on_free_now(turn: Turn, action: finding_actions.FreeNow) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        shown = await free_now.free_now(uow, me, action.page, turn.clock.now())
    await turn.show(screens.free_now(language, me.event, shown))


async def on_say_free_now(turn: Turn, action: finding_actions.SayFreeNow) -> None:
    now = turn.clock.now()
    try:
        async with turn.transaction() as uow:
            me, language = await participant(turn, uow)
            await free_now.tell(uow, me, actions.from_minute(action.start), now, free=action.free)
        turn.toast(language.label("The others see it now.") if action.free else language.label("Taken back."))
    except StaleError:  # the time has gone by, or is taken: the card shows the next one
        pass
    await on_free_now(turn, finding_actions.FreeNow())


routes = MappingProxyType({finding_actions.FreeNow: on_free_now, finding_actions.SayFreeNow: on_say_free_now})
