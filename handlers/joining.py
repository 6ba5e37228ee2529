"""``/start``, with a personal link or without, and the consent that joins."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.i18n import SOURCE_LANGUAGE
from bot.screens import actions, joining
from bot.usecases.joining import Invitation, LinkState, invitation, join
from handlers import home, organizer
from handlers.visitor import Visitor, visitor


async def start_command(turn: Turn, argument: str) -> None:
    if not argument:
        await home.fresh(turn)
        return
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
        found = await invitation(uow, turn.services.link_secret, argument, turn.sender)
    if found.state is LinkState.OWN:
        await _join(turn, argument)
        return
    invited = await organizer.invitation(turn, argument) if found.state is LinkState.UNKNOWN else None
    if invited is not None:
        await turn.show(invited)
        return
    await _show(turn, who, found, argument)


async def on_join(turn: Turn, action: actions.Join) -> None:
    await _join(turn, action.payload)


async def _join(turn: Turn, payload: str) -> None:
    async with turn.transaction() as uow:
        who = await visitor(turn, uow)
        person = replace(who.person, username=turn.username, language=_language(turn, who))
        found = await join(uow, turn.services.link_secret, payload, person, turn.clock.now())
    if found.state not in (LinkState.OPEN, LinkState.OWN):
        await _show(turn, who, found, payload)
        return
    language = turn.services.languages.get(person.language)
    welcome = language.say("<b>You are in.</b>") if found.state is LinkState.OPEN else ""
    await home.fresh(turn, welcome)


async def _show(turn: Turn, who: Visitor, found: Invitation, payload: str) -> None:
    if found.state is LinkState.OPEN and found.participant and found.event:
        await turn.show(joining.greeting(who.language, found.participant, found.event, payload))
        return
    await turn.show(joining.link_problem(who.language, found.state, found.event))


def _language(turn: Turn, who: Visitor) -> str:
    """Give the language to begin with: chosen before, else Telegram's, else English."""
    if who.known:
        return who.person.language
    return turn.services.languages.match(turn.language_code) or SOURCE_LANGUAGE


routes = MappingProxyType({actions.Join: on_join})
commands = MappingProxyType({"start": start_command})
