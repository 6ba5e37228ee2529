"""The wrap-up, its contacts as one file, and introductions."""

from __future__ import annotations

import asyncio
from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.errors import StaleError
from bot.domain.wrap_up import Introduced
from bot.screens import after_actions
from bot.screens import contacts as contact_screens
from bot.screens import wrap_up as screens
from bot.usecases import contacts, wrap_up
from bot.usecases.identity import participant_of
from handlers.visitor import participant


async def on_wrap_up(turn: Turn, action: after_actions.WrapUpCard) -> None:
    await _show(turn, action.page)


async def on_all_contacts(turn: Turn, _action: after_actions.AllContacts) -> None:
    try:
        async with turn.reading() as uow:
            me, language = await participant(turn, uow)
            cards = await wrap_up.cards(uow, me, turn.clock.now())
    except StaleError:
        await _show(turn)
        return
    content = await asyncio.to_thread(turn.services.files.contacts, cards)
    await turn.send(screens.contacts_file(language, me.event, content, len(cards)))


async def on_contact_of(turn: Turn, action: after_actions.ContactOf) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        person, card = await wrap_up.card(uow, me, action.person)
    await turn.send(contact_screens.contact_file(language, person, turn.services.files.contacts([card])))


async def on_introduce(turn: Turn, action: after_actions.Introduce) -> None:
    contact = None
    try:
        async with turn.transaction() as uow:
            me, language = await participant(turn, uow)
            how = await wrap_up.introduce(uow, me, action.person, turn.clock.now())
            person = await participant_of(uow, action.person, me.event.id)
            if how is Introduced.YES:
                contact = await contacts.of_pair(uow, me, person)
    except StaleError:
        await _show(turn)
        return
    if contact is not None:
        await turn.show(screens.introduced(language, person, contact))
        return
    await _show(turn, notice=language.say("I have asked {name}.", name=person.profile.name))


async def on_no_introduction(turn: Turn, action: after_actions.NoIntroduction) -> None:
    try:
        async with turn.transaction() as uow:
            me, language = await participant(turn, uow)
            await wrap_up.answer(uow, me, action.person, turn.clock.now(), agreed=False)
    except StaleError:
        await _show(turn)
        return
    await _show(turn, notice=language.say("That is all right. Nobody is told."))


async def _show(turn: Turn, page: int = 0, notice: str = "") -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        shown = await wrap_up.wrap_up(uow, me, page, turn.clock.now())
    await turn.show(screens.wrap_up(language, shown, notice))


routes = MappingProxyType(
    {
        after_actions.WrapUpCard: on_wrap_up,
        after_actions.AllContacts: on_all_contacts,
        after_actions.ContactOf: on_contact_of,
        after_actions.Introduce: on_introduce,
        after_actions.NoIntroduction: on_no_introduction,
    }
)
