"""What organizers and stewards write of their work who take part themselves, beside what is theirs then."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.text import fold
from bot.screens import actions, commands
from bot.screens import plain_text as screens
from bot.screens.callbacks import Action
from bot.screens.parts import name
from bot.screens.screen import Button
from bot.usecases import plain_text
from bot.usecases.desk_words import arrives, name_in, place_of
from bot.usecases.identity import Me
from bot.usecases.plain_text import LONGEST_CHARACTERS, Understood
from bot.usecases.ports import UnitOfWork
from bot.usecases.times import Intent
from handlers import hall, shortcuts
from handlers.registry import COMMANDS
from handlers.visitor import NotAnAnswerError, Visitor

_MOST_NAMED = 4
_AT_DESK_TOO = {None, Intent.MESSAGE}
"""What a delegate's word asks for where it is no other thing than at the desk: to write to everybody."""
_OWN: Mapping[Intent | None, tuple[str, Action]] = MappingProxyType(
    {
        Intent.REQUESTS: ("requests", actions.Requests()),
        Intent.FIND: ("find", actions.Directory()),
        Intent.HELP: ("help", actions.Help()),
    }
)
"""What a word of the desk may ask for as well, with the command that names it."""


async def answered(turn: Turn, who: Visitor, text: str) -> bool:
    """Answer a text that is about the desk or the hall; False: it is not, or is a delegate's.

    Where it may be either, it is asked.
    """
    if who.me is None or not who.steward or len(text) > LONGEST_CHARACTERS:
        return False
    place = place_of(text) if who.organizer else ""
    if place:
        return await _at_desk(turn, who, who.me, text, place)
    return arrives(text) and await _arrived(turn, who.me, text)


async def _at_desk(turn: Turn, who: Visitor, me: Me, text: str, place: str) -> bool:
    async with turn.reading() as uow:
        meant = await _understood(turn, uow, me, text)
    wish = None if meant.words else meant.intent
    if meant.reading is not None or wish not in {*_AT_DESK_TOO, *_OWN}:
        return False
    titles = _titles(who)
    own = [Button(name(who.language, one), actions.Person(one.id)) for one in meant.people[:_MOST_NAMED]]
    own = own if meant.named else []
    if wish in _OWN:
        command, action = _OWN[wish]
        own.append(Button(titles[command], action))
    if not own:
        await COMMANDS[place](turn, "")
        return True
    desk = Button(titles[place], await shortcuts.button(turn, place))
    await turn.show(screens.at_desk_or_not(who.language, desk, own))
    return True


async def _arrived(turn: Turn, me: Me, text: str) -> bool:
    """Show to one who helps whether somebody whom he names in full or in part is here."""
    async with turn.reading() as uow:
        meant = await _understood(turn, uow, me, name_in(text))
    said = set(fold(meant.words).split())
    called = bool(said) and any(said <= set(fold(one.profile.name).split()) for one in meant.people)
    if not called or meant.reading is not None or meant.intent not in (None, Intent.FIND):
        return False
    try:
        await hall.on_name(turn, meant.words)
    except NotAnAnswerError:
        return False
    return True


async def _understood(turn: Turn, uow: UnitOfWork, me: Me, text: str) -> Understood:
    services = turn.services
    return await plain_text.understand(uow, me, text, services.similar, services.time_words, turn.clock.now())


def _titles(who: Visitor) -> Mapping[str, str]:
    groups = commands.groups(who.language, participant=True, organizer=who.organizer, steward=who.steward)
    return {command: title for group in groups for command, title in group.commands}
