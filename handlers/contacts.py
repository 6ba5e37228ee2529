"""Contact details: the contact file of the other side, and what one shares oneself."""

from __future__ import annotations

from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.contacts import Detail
from bot.domain.errors import NotFoundError, StaleError
from bot.screens import after_actions
from bot.screens import contacts as screens
from bot.usecases import agenda, contacts
from handlers.agenda import show_meeting, side
from handlers.visitor import participant


async def on_contact_file(turn: Turn, action: after_actions.ContactFile) -> None:
    try:
        async with turn.reading() as uow:
            me, language = await side(turn, uow, action.meeting)
            entry = await agenda.entry(uow, me, action.meeting, turn.clock.now())
            card = await contacts.business_card(uow, me.event, entry)
    except StaleError:
        await show_meeting(turn, action.meeting)
        return
    await turn.send(screens.contact_file(language, entry.other, turn.services.files.contacts([card])))


async def on_shared_contacts(turn: Turn, _action: after_actions.SharedContacts) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
    await turn.show(screens.shared_contacts(language, contacts.own(me)))


async def on_share_contact(turn: Turn, action: after_actions.ShareContact) -> None:
    if action.value not in set(Detail):
        raise NotFoundError
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        me = await contacts.share(uow, me, Detail(action.value), shared=action.shared)
    await turn.show(screens.shared_contacts(language, contacts.own(me)))


routes = MappingProxyType(
    {
        after_actions.ContactFile: on_contact_file,
        after_actions.SharedContacts: on_shared_contacts,
        after_actions.ShareContact: on_share_contact,
    }
)
