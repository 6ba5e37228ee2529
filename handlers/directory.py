"""Finding people: pages, search, cards, and waiting for somebody who has not joined."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.errors import NotFoundError
from bot.domain.links import card_payload, start_link
from bot.i18n import Language
from bot.screens import actions, directory, finding_actions, links
from bot.screens.screen import Screen
from bot.screens.waiting_actions import WantNoMore
from bot.usecases import directory as people
from bot.usecases import finding, wanting
from bot.usecases.identity import Me
from bot.usecases.ports import UnitOfWork
from bot.usecases.settings import choose_event, set_dialog
from handlers.visitor import participant

_QUERY_CHARACTERS = 100
_MOST_WORDS_UNASKED = 2  # "medical devices" is a search; a sentence that was not understood is none


async def on_directory(turn: Turn, action: actions.Directory) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        through = await finding.page(uow, me, action.page, turn.clock.now())
        if through is not None:
            screen = directory.filtered(language, me.event, *through)
        else:
            screen = directory.page(language, await people.page(uow, me, action.page))
    await turn.show(screen)


async def on_search_prompt(turn: Turn, _action: actions.SearchPrompt) -> None:
    async with turn.reading() as uow:
        _, language = await participant(turn, uow)
    await turn.show(directory.search_prompt(language))


async def on_found(turn: Turn, action: actions.Found) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        dialog = me.person.dialog or {}
        if dialog.get("step") != "found":
            raise NotFoundError
        found = await people.search_page(uow, me, dialog["query"], action.page, turn.services.similar)
    await turn.show(directory.page(language, found))


async def on_person(turn: Turn, action: actions.Person) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        card = await people.card(uow, me, action.person, turn.clock.now())
    await turn.show(directory.card(language, me.event, card, action.page))


async def open_card(turn: Turn, person_id: int) -> None:
    """Show the card that a link leads to, in its event; to whoever takes no part in that, nothing of it."""
    async with turn.reading() as uow:
        me, _ = await participant(turn, uow)
        person = await uow.participants.get(person_id)
        mine = {one.event_id for one in await uow.participants.of_person(turn.sender)}
    if person is not None and person.event_id in mine - {me.event.id}:
        async with turn.transaction() as uow:
            await choose_event(uow, turn.sender, person.event_id)
    await on_person(turn, actions.Person(person_id))


async def on_own_card(turn: Turn, _action: finding_actions.OwnCard) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
    link = start_link(turn.services.bot_username, card_payload(me.id))
    await turn.send(links.own_card(language, me.event, link, turn.services.files.qr(link)))


async def on_want(turn: Turn, action: actions.Want) -> None:
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        waits = await wanting.want(uow, me, action.host, turn.clock.now())
        card = await people.card(uow, me, action.host, turn.clock.now())
    if not waits:
        await turn.show(directory.card(language, me.event, card))
        return
    turn.toast(language.label("I will tell you."))
    await turn.show(directory.card(language, me.event, card))


async def on_want_no_more(turn: Turn, action: WantNoMore) -> None:
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        await wanting.want_no_more(uow, me, action.host)
    turn.toast(language.label("You will not be told any more."))
    await on_person(turn, actions.Person(action.host))


async def find_command(turn: Turn, argument: str) -> None:
    if argument:
        await find(turn, argument)
    else:
        await on_directory(turn, actions.Directory())


async def _some(
    turn: Turn, uow: UnitOfWork, me: Me, query: str, nobody: Callable[[Language, str], Screen]
) -> people.Page | None:
    """Give who has some of what nobody has all of; a text that was no search must be short to be taken so."""
    searched = nobody is directory.nobody
    if not searched and len(query.split()) > _MOST_WORDS_UNASKED:
        return None
    found = await people.search_some(uow, me, query, turn.services.similar, asked=searched)
    return found if found.total else None


async def find(turn: Turn, query: str, nobody: Callable[[Language, str], Screen] = directory.nobody) -> None:
    """Show whom a text means: the card of the only one, a page of several, or that it is nobody."""
    query = " ".join(query[:_QUERY_CHARACTERS].split())
    now = turn.clock.now()
    async with turn.reading() as uow:  # a search takes too long to keep everybody else from writing
        me, language = await participant(turn, uow)
        found = await people.search_page(uow, me, query, 0, turn.services.similar)
        if found.total == 1:
            card = await people.card(uow, me, found.people[0].id, now)
            screen = directory.card(language, me.event, card)
        elif found.total:
            screen = directory.page(language, found)
        else:
            some = await _some(turn, uow, me, query, nobody)
            screen = directory.some(language, some) if some else nobody(language, query)
    if found.pages > 1:
        async with turn.transaction() as uow:
            await set_dialog(uow, turn.sender, {"step": "found", "query": query})
    await turn.show(screen)


routes = MappingProxyType(
    {
        actions.Directory: on_directory,
        actions.SearchPrompt: on_search_prompt,
        actions.Found: on_found,
        actions.Person: on_person,
        actions.Want: on_want,
        WantNoMore: on_want_no_more,
        finding_actions.OwnCard: on_own_card,
    }
)
commands = MappingProxyType({"find": find_command})
