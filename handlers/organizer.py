"""The organizer's desk: figures, links, and who has not connected yet."""

from __future__ import annotations

import asyncio
from types import MappingProxyType
from typing import cast

from bot.botapi.replies import Bot
from bot.botapi.turn import Doing, Turn
from bot.domain.errors import NotAllowedError
from bot.domain.event import Event
from bot.domain.links import start_link
from bot.domain.roles import Role
from bot.i18n import Language
from bot.screens import links as link_screens
from bot.screens import organizer as screens
from bot.screens import organizer_actions
from bot.screens.screen import Screen
from bot.usecases import invitations, organizing, overview, personal_links
from bot.usecases.organizing import Organizer
from bot.usecases.personal_links import HEADINGS, Links
from bot.usecases.ports import UnitOfWork
from handlers import menu
from handlers.visitor import visitor


async def entitled(turn: Turn, uow: UnitOfWork, event_id: int) -> tuple[Organizer, Language]:
    """Load the sender as the organizer of an event.

    Raises:
        NotFoundError: there is no such event.
        NotAllowedError: he does not organize it.
    """
    who = await visitor(turn, uow)
    mine = await organizing.organizer(uow, turn.sender, event_id, turn.services.organizers)
    return mine, who.language


async def event_in_hand(turn: Turn, uow: UnitOfWork) -> Event | list[Event]:
    """Give the event that the sender organizes: his current one or his only one; else all to choose from.

    Raises:
        NotAllowedError: he organizes none, and is no owner either.
    """
    mine = await organizing.organized(uow, turn.sender, turn.services.organizers)
    if not mine and turn.sender not in turn.services.organizers:
        raise NotAllowedError
    return await in_hand(turn, uow, mine)


async def in_hand(turn: Turn, uow: UnitOfWork, mine: list[Event]) -> Event | list[Event]:
    """Give of some events the sender's current one, or the only one; else all to choose from."""
    person = await uow.persons.get(turn.sender)
    current = next((one for one in mine if person and one.id == person.event_id), None)
    if current is None and len(mine) == 1:
        current = mine[0]
    return current or mine


def personal(turn: Turn) -> Links:
    """Give the maker of personal links."""
    return Links(turn.services.link_secret, turn.services.bot_username)


async def show_desk(turn: Turn, event_id: int = 0, notice: str = "") -> None:
    """Show the organizer's desk of an event; 0: the one in hand, or the choice among several."""
    async with turn.reading() as uow:
        screen = await _desk(turn, uow, event_id, notice)
    await turn.show(screen)


async def _desk(turn: Turn, uow: UnitOfWork, event_id: int, notice: str) -> Screen:
    language = (await visitor(turn, uow)).language
    if not event_id:
        found = await event_in_hand(turn, uow)
        if isinstance(found, list):
            return screens.choose(language, found) if found else screens.no_event(language)
        event_id = found.id
    who = await organizing.organizer(uow, turn.sender, event_id, turn.services.organizers)
    events = len(await organizing.organized(uow, turn.sender, turn.services.organizers))
    return screens.desk(language, await overview.desk(uow, who, events), notice)


async def on_organizer(turn: Turn, action: organizer_actions.Organizer) -> None:
    if action.event:
        await _take_in_hand(turn, action.event)
    await show_desk(turn, action.event)


async def on_organized(turn: Turn, _action: organizer_actions.Organized) -> None:
    async with turn.reading() as uow:
        language = (await visitor(turn, uow)).language
        events = await organizing.organized(uow, turn.sender, turn.services.organizers)
    if not events:
        raise NotAllowedError
    await turn.show(screens.choose(language, events))


async def on_figures(turn: Turn, action: organizer_actions.Figures) -> None:
    async with turn.reading() as uow:
        who, language = await entitled(turn, uow, action.event)
        shown = await overview.figures(uow, who)
    await turn.show(screens.figures(language, shown))


async def on_not_connected(turn: Turn, action: organizer_actions.NotConnected) -> None:
    async with turn.reading() as uow:
        who, language = await entitled(turn, uow, action.event)
        shown = await overview.missing(uow, who, action.page)
    await turn.show(screens.missing(language, action.event, shown))


async def on_links_file(turn: Turn, action: organizer_actions.LinksFile) -> None:
    await send_links(turn, action.event)


async def send_links(turn: Turn, event_id: int) -> None:
    """Send everybody's personal links as a file."""
    async with turn.working(doing=Doing.SENDING_FILE):
        async with turn.reading() as uow:
            who, language = await entitled(turn, uow, event_id)
            links = await personal(turn).rows(uow, who.event)

        def written() -> tuple[int, bytes]:
            rows = list(links)
            return len(rows), turn.services.files.csv(HEADINGS, rows)

        people, content = await asyncio.to_thread(written)  # thousands take longer than others should wait
        await turn.send(link_screens.links_file(language, who.event, content, people=people))


async def on_person_link(turn: Turn, action: organizer_actions.PersonLink) -> None:
    owners = turn.services.organizers
    async with turn.reading() as uow:
        language = (await visitor(turn, uow)).language
        shown = await personal_links.person_link(uow, personal(turn), turn.sender, action.person, owners)
    await turn.send(link_screens.person_link(language, shown, turn.services.files.qr(shown.link)))


async def on_revoke_link(turn: Turn, action: organizer_actions.RevokeLink) -> None:
    owners = turn.services.organizers
    async with turn.transaction() as uow:
        language = (await visitor(turn, uow)).language
        shown = await personal_links.revoke(uow, personal(turn), turn.sender, action.person, owners)
    turn.toast(language.label("The old link no longer works."))
    qr = turn.services.files.qr(shown.link)
    await turn.send(link_screens.person_link(language, shown, qr, renewed=True))


async def role_link(turn: Turn, uow: UnitOfWork, who: Organizer, role: Role, *, void: bool) -> str:
    """Give the link of an event for a role; ``void``: another one than before."""
    if void:
        await invitations.void_link(uow, who, role)
    payload = await invitations.link(uow, who, role, turn.services.link_secret)
    return start_link(turn.services.bot_username, payload)


async def invitation(turn: Turn, payload: str) -> Screen | None:
    """Give the question that the link to a role asks; None when the payload is no such link."""
    async with turn.reading() as uow:
        invited = await invitations.invited_to(uow, turn.services.link_secret, payload)
        if invited is None:
            return None
        language = (await visitor(turn, uow)).language
    return link_screens.role_invitation(language, invited, payload)


async def on_take_role(turn: Turn, action: organizer_actions.TakeRole) -> None:
    services, now = turn.services, turn.clock.now()
    async with turn.transaction() as uow:
        given = await invitations.redeem(
            uow, services.link_secret, action.payload, turn.sender, services.organizers, now
        )
        if given is not None:
            await remember(turn, uow)
            await uow.persons.change(turn.sender, event_id=given.event.id)
        who = await visitor(turn, uow)
    if given is None:
        await turn.show(link_screens.role_link_void(who.language))
    else:
        await turn.show(link_screens.role_welcome(who.language, given))
        bot = cast("Bot", turn.update.get_bot())
        await menu.publish_role(
            bot, services.languages, turn.sender, organizer=who.organizer, steward=who.steward
        )


async def remember(turn: Turn, uow: UnitOfWork) -> None:
    """Note the sender, so that he can be asked something, if nobody has before."""
    who = await visitor(turn, uow)
    if not who.known:
        await uow.persons.save(who.person, turn.clock.now())


async def _take_in_hand(turn: Turn, event_id: int) -> None:
    """Make an event the sender's current one, when he organizes it."""
    async with turn.reading() as uow:
        await entitled(turn, uow, event_id)
        person = await uow.persons.get(turn.sender)
    if person is None or person.event_id != event_id:
        async with turn.transaction() as uow:
            await remember(turn, uow)
            await uow.persons.change(turn.sender, event_id=event_id)


routes = MappingProxyType(
    {
        organizer_actions.Organizer: on_organizer,
        organizer_actions.Organized: on_organized,
        organizer_actions.Figures: on_figures,
        organizer_actions.NotConnected: on_not_connected,
        organizer_actions.LinksFile: on_links_file,
        organizer_actions.PersonLink: on_person_link,
        organizer_actions.RevokeLink: on_revoke_link,
        organizer_actions.TakeRole: on_take_role,
    }
)
