"""Plain text outside a dialogue, and everything that is not text."""

from __future__ import annotations

import re

from bot.botapi.turn import Turn
from bot.domain.booking import MeetingState, nearest
from bot.domain.links import card_of, is_link_payload
from bot.i18n import Language
from bot.screens import directory, joining
from bot.screens import plain_text as screens
from bot.screens.screen import Screen
from bot.usecases import plain_text
from bot.usecases.agenda import entries
from bot.usecases.directory import card
from bot.usecases.identity import Me
from bot.usecases.plain_text import Understood
from bot.usecases.ports import UnitOfWork
from bot.usecases.times import Instant, Reading
from handlers import booking
from handlers import directory as finding
from handlers import joining as links
from handlers.visitor import visitor

_MOST_CHOICES = 8
_NEAREST = 6
_LINK = re.compile(r"(?:https?://)?t\.me/\w+\?start=([\w-]+)\s*")


async def on_text(turn: Turn, text: str) -> None:
    """Answer a text with the card that it means; a personal link that was pasted is opened."""
    link = _LINK.fullmatch(text.strip())
    payload = link.group(1) if link else text.strip()
    if link and card_of(payload) is not None:
        await links.start_command(turn, payload)
        return
    if is_link_payload(payload):
        async with turn.reading() as uow:
            known = (await visitor(turn, uow)).me is not None
        if link or not known:
            await links.start_command(turn, payload)
            return
    services = turn.services
    words = text
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
        if who.me is None:
            screen: Screen | None = joining.no_link(who.language)
        elif len(text) > plain_text.LONGEST_CHARACTERS:
            screen = screens.not_understood(who.language)
        else:
            now = turn.clock.now()
            meant = await plain_text.understand(uow, who.me, text, services.similar, services.time_words, now)
            words = meant.words
            screen = await _answer(turn, uow, who.me, who.language, meant)
    # Nothing is sent while a connection is held: a slow Telegram must not starve the readers.
    if screen is None:
        await finding.find(turn, words)
    else:
        await turn.show(screen)


async def on_other(turn: Turn) -> None:
    """Answer a sticker, a voice note, a photo."""
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
    await turn.show(screens.only_text(who.language) if who.me else joining.no_link(who.language))


async def _answer(
    turn: Turn, uow: UnitOfWork, me: Me, language: Language, meant: Understood
) -> Screen | None:
    """Choose the card; None: a search for the words, which remembers them for its pages."""
    reading, people = meant.reading, meant.people
    if reading is None:
        return None if people else screens.not_understood(language)
    if not meant.words:
        return await _time_only(turn, uow, me, language, reading)
    if not people:
        return directory.nobody(language, meant.words)
    if len(people) > 1:
        choices = []
        for person in people[:_MOST_CHOICES]:
            shown = await card(uow, me, person.id, turn.clock.now())
            fits = plain_text.fitting(me.event, shown.slots, reading)
            choices.append((person, fits[0] if fits and shown.refusal is None else None))
        return screens.choose_person(language, reading, choices)
    return await _person_and_time(turn, uow, me, language, meant)


async def _time_only(turn: Turn, uow: UnitOfWork, me: Me, language: Language, reading: Reading) -> Screen:
    mine = [
        one
        for one in await entries(uow, me)
        if one.meeting.state is MeetingState.CONFIRMED
        and plain_text.fitting(me.event, (one.meeting.slot,), reading)
    ]
    free, total = await plain_text.who_is_free(uow, me, reading, turn.clock.now())
    return screens.at_time(language, me.event, reading, mine, free, total)


async def _person_and_time(
    turn: Turn, uow: UnitOfWork, me: Me, language: Language, meant: Understood
) -> Screen:
    now = turn.clock.now()
    person, reading = meant.people[0], meant.reading
    shown = await card(uow, me, person.id, now)
    if shown.refusal or shown.request or shown.meeting or reading is None:
        return directory.card(language, me.event, shown)
    fits = plain_text.fitting(me.event, shown.slots, reading)
    if len(fits) == 1:
        return await booking.look(uow, me, language, person.id, fits[0].start, now)
    if fits:
        return screens.times_with(language, me.event, person, reading, fits, fits=True)
    if isinstance(reading, Instant):
        start = me.event.instant(reading.at.date(), reading.at.time())
        if any(slot.start == start for slot in shown.slots):
            return await booking.look(uow, me, language, person.id, start, now)
    near = nearest(shown.slots, plain_text.nearest_instant(me.event, reading), _NEAREST)
    return screens.times_with(language, me.event, person, reading, near, fits=False)
