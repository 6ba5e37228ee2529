"""``/start``, with a personal link or without, and the consent that joins."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.links import HOME_PAYLOAD, card_of, registration_of
from bot.i18n import Language
from bot.screens import actions, joining
from bot.usecases import guessing
from bot.usecases.joining import Invitation, LinkState, invitation, join
from bot.usecases.ports import UnitOfWork
from handlers import directory, home, organizer, registering, whereabouts
from handlers.visitor import visitor


async def start_command(turn: Turn, argument: str) -> None:
    if argument in ("", HOME_PAYLOAD):
        await home.fresh(turn)
        return
    card = card_of(argument)
    if card is not None:
        if not await whereabouts.open_card(turn, card):
            await directory.open_card(turn, card)
        return
    slug = registration_of(argument)
    if slug is not None:
        await registering.open_link(turn, slug)
        return
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
        found = await _invitation(turn, uow, argument)
    if found.state is LinkState.OWN:
        await _join(turn, argument, who.language.code)
        return
    badge = found.participant if found.state is LinkState.USED else None
    if badge is not None and await whereabouts.open_card(turn, badge.id):
        return
    invited = await organizer.invitation(turn, argument) if found.state is LinkState.UNKNOWN else None
    if invited is not None:
        await turn.show(invited)
        return
    await _count_wrong(turn, found, argument)
    await _show(turn, found, argument, who.language, inside=who.me is not None)


async def on_greet(turn: Turn, action: actions.Greet) -> None:
    async with turn.reading() as uow:
        found = await _invitation(turn, uow, action.payload)
    await _count_wrong(turn, found, action.payload)
    await _show(turn, found, action.payload, turn.services.languages.get(action.language))


async def on_join(turn: Turn, action: actions.Join) -> None:
    await _join(turn, action.payload, action.language)


async def _invitation(turn: Turn, uow: UnitOfWork, payload: str) -> Invitation:
    return await invitation(uow, turn.services.link_secret, payload, turn.sender, turn.clock.now())


async def _count_wrong(turn: Turn, found: Invitation, payload: str) -> None:
    """Note a link that opens nothing; not as the turn's own write, for the answer is still to come."""
    if found.state is LinkState.UNKNOWN:
        async with turn.database.writing() as uow:
            await guessing.count_link(uow, turn.sender, payload, turn.clock.now())


async def _join(turn: Turn, payload: str, chosen: str) -> None:
    async with turn.transaction() as uow:
        who = await visitor(turn, uow)
        code = turn.services.languages.match(chosen) or who.language.code
        person = replace(who.person, username=turn.username, language=code)
        found = await join(uow, turn.services.link_secret, payload, person, turn.clock.now())
    if found.state not in (LinkState.OPEN, LinkState.OWN):
        await _show(turn, found, payload, who.language, inside=who.me is not None)
        return
    language = turn.services.languages.of(person)
    welcome = language.say("<b>You are in.</b>") if found.state is LinkState.OPEN else ""
    await home.fresh(turn, welcome)


async def _show(
    turn: Turn, found: Invitation, payload: str, language: Language, *, inside: bool = False
) -> None:
    if found.state is LinkState.OPEN and found.participant and found.event:
        every = turn.services.languages
        await turn.show(joining.greeting(language, every, found.participant, found.event, payload))
        return
    await turn.show(joining.link_problem(language, found.state, found.event, inside=inside))


routes = MappingProxyType({actions.Greet: on_greet, actions.Join: on_join})
commands = MappingProxyType({"start": start_command})
