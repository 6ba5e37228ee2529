"""The reader's own clocks, beside those of the event."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from telegram import Message

from bot.botapi.turn import Turn
from bot.domain.errors import NotFoundError
from bot.i18n import known_zone
from bot.screens import actions, own_clocks, settings
from bot.usecases import settings as choices
from bot.usecases.notify import minutes_before
from bot.zones import zones_like
from handlers.visitor import NotAnAnswerError, participant


async def on_own_clocks(turn: Turn, _action: actions.OwnClocks) -> None:
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        await choices.set_dialog(uow, turn.sender, {"step": "own_clocks"})
    await turn.show(own_clocks.prompt(language, me.event))


async def on_set_zone(turn: Turn, action: actions.SetZone) -> None:
    if known_zone(action.zone) is None:
        raise NotFoundError
    await _set(turn, action.zone)


async def own_clocks_text(turn: Turn, message: Message, _dialog: Mapping[str, Any]) -> None:
    """Read the name of a city, a country or a zone.

    Raises:
        NotAnAnswerError: nothing is called so.
    """
    said = (message.text or "").strip()
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
    # The first question in a language reads the names of all zones, which others should not wait for.
    found = await asyncio.to_thread(zones_like, language, said)
    if len(found) == 1:
        await _set(turn, found[0])
    elif found:
        await turn.show(own_clocks.choice(language, me.event, found))
    else:  # perhaps it is about something else
        raise NotAnAnswerError(own_clocks.unknown(language, me.event, said))


async def _set(turn: Turn, zone: str) -> None:
    async with turn.transaction() as uow:
        me, _ = await participant(turn, uow)
        me = await choices.choose_zone(uow, me, zone)
    language = turn.services.languages.of(me.person)
    turn.toast(language.label("Kept."))
    minutes = minutes_before(me.event, me.participant)
    await turn.show(settings.settings(language, turn.services.languages, me, minutes))


routes = MappingProxyType({actions.OwnClocks: on_own_clocks, actions.SetZone: on_set_zone})
dialogs = MappingProxyType({"own_clocks": own_clocks_text})
