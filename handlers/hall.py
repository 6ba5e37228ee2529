"""The hall, slot by slot; what is written while one looks at it is the name of somebody who is looked for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from telegram import Message

from bot.botapi.turn import Turn
from bot.domain.errors import NotAStewardError
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.screens import actions, hall_actions
from bot.screens import hall as screens
from bot.screens.home import staff_home
from bot.screens.organizer import no_event
from bot.screens.screen import Screen
from bot.usecases import hall, stewarding
from bot.usecases.desk_words import name_in
from bot.usecases.organizing import organizes
from bot.usecases.plain_text import LONGEST_CHARACTERS, calendar
from bot.usecases.ports import UnitOfWork
from bot.usecases.stewarding import Steward
from bot.usecases.times import Intent
from handlers import plain_text, whereabouts
from handlers.organizer import in_hand
from handlers.visitor import NotAnAnswerError, Visitor, visitor
from handlers.whereabouts import look


async def on_hall(turn: Turn, action: hall_actions.Hall) -> None:
    await show_hall(turn, action)


async def show_hall(turn: Turn, action: hall_actions.Hall, notice: str = "") -> None:
    """Show a slot of the hall; ``notice`` goes on top."""
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
        found = await _helping(turn, uow, action.event)
        screen = await _hall(turn, uow, who, found, action, notice)
    await _show(turn, who, found, screen)


async def on_halls(turn: Turn, _action: hall_actions.Halls) -> None:
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
        mine = await stewarding.stewarded(uow, turn.sender, turn.services.organizers)
    if not mine:
        raise NotAStewardError
    await turn.show(screens.choose(who.language, mine))


async def on_text(turn: Turn, message: Message, dialog: Mapping[str, Any]) -> None:
    """Look for whom a steward names.

    Raises:
        NotAnAnswerError: it is no name, and is answered as anybody's text is.
    """
    await _find(turn, message.text or "", dialog["event"])


async def on_name(turn: Turn, text: str) -> None:
    """Look for somebody whom a steward names who takes part in no event himself."""
    await _find(turn, text, 0)


async def _helping(turn: Turn, uow: UnitOfWork, event_id: int) -> Steward | list[Event]:
    """Load the sender as a steward of an event; of 0: of the one in hand, else all to choose from.

    Raises:
        NotFoundError: there is no such event.
        NotAStewardError: he neither helps there nor organizes it.
    """
    owners = turn.services.organizers
    if event_id:
        return await stewarding.steward(uow, turn.sender, event_id, owners)
    mine = await stewarding.stewarded(uow, turn.sender, owners)
    if not mine and turn.sender not in owners:
        raise NotAStewardError
    found = await in_hand(turn, uow, mine)
    return Steward(turn.sender, found) if isinstance(found, Event) else found


async def _hall(
    turn: Turn,
    uow: UnitOfWork,
    who: Visitor,
    found: Steward | list[Event],
    action: hall_actions.Hall,
    notice: str,
) -> Screen:
    if not isinstance(found, Steward):
        return screens.choose(who.language, found) if found else no_event(who.language)
    now, owners = turn.clock.now(), turn.services.organizers
    start = actions.from_minute(action.start) if action.start else None
    shown = await hall.hall(uow, found, start, action.page, now)
    organizer = await organizes(uow, turn.sender, found.event.id, owners)
    events = len(await stewarding.stewarded(uow, turn.sender, owners))
    return screens.hall(who.language, shown, now, organizer=organizer, events=events, notice=notice)


async def _find(turn: Turn, text: str, event_id: int) -> None:
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
        found = await _helping(turn, uow, event_id)
        screen = await _found(turn, uow, who, found, text)
    if screen is None:
        raise NotAnAnswerError
    await _show(turn, who, found, screen)


async def _found(
    turn: Turn, uow: UnitOfWork, who: Visitor, found: Steward | list[Event], text: str
) -> Screen | None:
    """Choose the card; None: it is no name."""
    if not isinstance(found, Steward):
        return screens.choose(who.language, found) if found else no_event(who.language)
    event, words = found.event, " ".join(text[:LONGEST_CHARACTERS].split())
    if plain_text.is_link(text) or (who.me and _asks_more(turn, who, event, words)):
        return None
    people = await _named(turn, uow, who, event, words)
    if len(people) == 1:
        return await whereabouts.card(turn, uow, who, event, people[0])
    if people:
        return screens.found(who.language, event, people)
    if who.me:
        return None
    return _kindly(turn, who, event, words) or screens.nobody(who.language, event, words)


def _kindly(turn: Turn, who: Visitor, event: Event, words: str) -> Screen | None:
    """Answer thanks and greetings of somebody who takes part in nothing; None: it is neither."""
    said = turn.services.time_words.extract(words, calendar(event, turn.clock.now(), who.language.code))
    if said.words or said.intent not in (Intent.THANKS, Intent.GREETING):
        return None
    gladly = who.language.say("Gladly! Write again whenever there is something.")
    notice = gladly if said.intent is Intent.THANKS else ""
    return staff_home(who.language, organizer=who.organizer, notice=notice)


async def _named(turn: Turn, uow: UnitOfWork, who: Visitor, event: Event, words: str) -> list[Participant]:
    """Find whom a text names, also one that says that they are here."""
    similar = turn.services.similar
    said = name_in(words)
    read = turn.services.time_words.extract(said, calendar(event, turn.clock.now(), who.language.code))
    for name in dict.fromkeys((words, said, read.words, read.stems)):
        if people := await hall.find(uow, event, name, similar) if name else []:
            return people
    return []


def _asks_more(turn: Turn, who: Visitor, event: Event, words: str) -> bool:
    """Tell whether somebody who takes part himself names a time or a wish, and not only a person."""
    said = turn.services.time_words.extract(words, calendar(event, turn.clock.now(), who.language.code))
    return said.reading is not None or said.intent is not None


async def _show(turn: Turn, who: Visitor, found: Steward | list[Event], screen: Screen) -> None:
    if isinstance(found, Steward):
        await look(turn, who, found.event)
    await turn.show(screen)


routes = MappingProxyType({hall_actions.Hall: on_hall, hall_actions.Halls: on_halls})
dialogs = MappingProxyType({hall.STEP: on_text})
