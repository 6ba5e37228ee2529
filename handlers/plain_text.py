"""Plain text outside a dialogue."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from types import MappingProxyType

from bot.botapi.services import Services
from bot.botapi.turn import Turn
from bot.domain.foreign import looks_foreign
from bot.domain.links import card_of, is_link_payload, registration_of
from bot.i18n import Language
from bot.screens import plain_text as screens
from bot.screens.screen import Screen
from bot.usecases import plain_text
from bot.usecases.by_command import awaited
from bot.usecases.directory import describes
from bot.usecases.identity import Me
from bot.usecases.my_times import are_told
from bot.usecases.plain_text import Understood
from bot.usecases.ports import UnitOfWork
from bot.usecases.replies import is_reply, opens_as_reply
from bot.usecases.times import Intent
from bot.usecases.two_wishes import wishes_in
from handlers import by_command, my_times
from handlers import directory as finding
from handlers import joining as links
from handlers.asked_times import answered
from handlers.outside import outside
from handlers.pages import Page
from handlers.suiting import suited
from handlers.visitor import visitor
from handlers.wishing import person_meant, wished

_LINK = re.compile(r"(?:https?://)?t\.me/\w+\?start=([\w-]+)\s*")


def is_link(text: str) -> bool:
    """Tell whether a text may be a link that was pasted, or what stands in one."""
    return bool(_LINK.fullmatch(text.strip())) or is_link_payload(text.strip())


async def on_text(
    turn: Turn, text: str, wish: Intent | None = None, *, otherwise: Screen | None = None
) -> None:
    """Answer a text with the card that it means; a personal link that was pasted is opened.

    ``wish`` is what a command asks for whose argument the text is, ``otherwise`` what is said of a text that
    means nothing.
    """
    if await _opened(turn, text):
        return
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
        if who.me is None:
            answer: Screen | Page = await outside(turn, uow, who)
        elif len(text) > plain_text.LONGEST_CHARACTERS:
            answer = otherwise or screens.not_understood(who.language)
        elif wish is None and is_reply(text):  # to whatever waits for an answer
            answer = partial(by_command.accept_command, argument="")
        elif wish is None and (parts := await _parts(turn, uow, who.me, text)):
            answer = partial(_each, parts=parts, otherwise=otherwise)
        else:
            answer = await _understood(turn, uow, who.me, who.language, text, wish, otherwise)
    # Nothing is sent while a connection is held: a slow Telegram must not starve the readers.
    if isinstance(answer, Screen):
        await turn.show(answer)
    else:
        await answer(turn)


async def _parts(turn: Turn, uow: UnitOfWork, me: Me, text: str) -> tuple[str, ...]:
    services = turn.services
    return await wishes_in(uow, me, text, services.similar, services.time_words, turn.clock.now())


async def _each(turn: Turn, parts: Sequence[str], otherwise: Screen | None) -> None:
    """Answer each wish of a text with a card of its own, in their order."""
    for part in parts:
        await on_text(turn, part, otherwise=otherwise)


async def _understood(
    turn: Turn,
    uow: UnitOfWork,
    me: Me,
    language: Language,
    text: str,
    wish: Intent | None,
    otherwise: Screen | None,
) -> Screen | Page:
    """Choose what a text leads to; at last a search for it."""
    services, now = turn.services, turn.clock.now()
    reader = (services.similar, services.time_words, now)
    meant = (
        await plain_text.wanted(uow, me, wish, text, *reader)
        if wish
        else await plain_text.understand(uow, me, text, *reader)
    )
    answer: Screen | Page | None = None
    if wish is None:
        answer = await _reply(uow, me, language, meant, now)
    answer = answer or await wished(turn, uow, me, language, meant)
    meets = meant.clear and (meant.named or not meant.words)
    if answer is None and not meets and are_told(services.files, me.event, text):
        answer = partial(my_times.on_told, text=text)  # in whichever language it was read
    answer = answer or await answered(turn, uow, me, language, meant)
    if answer is None and any(one.hidden for one in meant.people):  # whom no list shows
        answer = person_meant(language, meant)
    if answer is None and meant.doubt:
        answer = screens.unsure(language, meant.doubt, meant.people)
    return answer or await _search(uow, me, meant, text, services, otherwise)


async def _search(
    uow: UnitOfWork, me: Me, meant: Understood, text: str, services: Services, otherwise: Screen | None
) -> Page:
    """Search for what is neither a time nor a wish, or for all of a text that describes somebody."""
    every = services.languages if looks_foreign(text) else None
    # "Director" says nothing beside a time, and here who is meant.
    more = not meant.people and text != meant.words  # what is left is looked at with the search
    whole = more and await describes(uow, me, text, services.similar)
    return partial(
        finding.find,
        query=text if whole else meant.words,
        nobody=lambda language, _: otherwise or screens.not_understood(language, every),
    )


async def _reply(
    uow: UnitOfWork, me: Me, language: Language, meant: Understood, now: datetime
) -> Page | None:
    """Take "Yes, but rather at 15:45" or "15:45 is fine" for a reply where something waits for one."""
    if fits := await suited(uow, me, language, meant, now):
        return fits
    if not (opens_as_reply(meant.text) and plain_text.goes_on_as_reply(meant)):
        return None
    waits = await awaited(uow, me, now)
    return partial(by_command.accept_command, argument="") if waits else None


async def _opened(turn: Turn, text: str) -> bool:
    """Open a text that is a link, or what stands in one."""
    link = _LINK.fullmatch(text.strip())
    payload = link.group(1) if link else text.strip()
    opens = link is not None and (card_of(payload) is not None or registration_of(payload) is not None)
    if not opens and is_link_payload(payload):
        async with turn.reading() as uow:
            opens = link is not None or (await visitor(turn, uow)).me is None
    if opens:
        await links.start_command(turn, payload)
    return opens


def _wishing(wish: Intent) -> Callable[[Turn, str], Awaitable[None]]:
    """Make the command of a wish: ``/move Kelemen to 4``."""

    async def command(turn: Turn, argument: str) -> None:
        await on_text(turn, argument, wish)

    return command


cancel_command = _wishing(Intent.CANCEL)
commands = MappingProxyType(
    {"book": _wishing(Intent.BOOK), "move": _wishing(Intent.MOVE), "write": _wishing(Intent.MESSAGE)}
)
