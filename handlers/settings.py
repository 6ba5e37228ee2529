"""Settings: language and reminder times."""

from __future__ import annotations

from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.screens import actions, settings
from bot.usecases import settings as choices
from bot.usecases.notify import minutes_before
from handlers.visitor import participant, visitor


async def on_settings(turn: Turn, _action: actions.Settings | None = None) -> None:
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
    minutes = minutes_before(who.me.event, who.me.participant) if who.me else ()
    await turn.show(settings.settings(who.language, turn.services.languages, who.me, minutes))


async def on_reminder(turn: Turn, action: actions.Reminder) -> None:
    now = turn.clock.now()
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        if action.minutes == 0:
            minutes = await choices.no_reminders(uow, me, now)
        else:
            minutes = await choices.toggle_reminder(uow, me, action.minutes, now)
    await turn.show(settings.settings(language, turn.services.languages, me, minutes))


routes = MappingProxyType({actions.Settings: on_settings, actions.Reminder: on_reminder})
