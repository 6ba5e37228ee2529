"""``/privacy``: what is stored, the export, and being erased."""

from __future__ import annotations

from types import MappingProxyType
from typing import cast

from bot.botapi.replies import Bot
from bot.botapi.turn import Turn
from bot.domain.booking import MeetingState
from bot.screens import actions, privacy
from bot.usecases import privacy as data
from handlers import menu
from handlers.visitor import visitor


async def on_privacy(turn: Turn, _action: actions.Privacy | None = None) -> None:
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
    event = who.me.event if who.me else None
    await turn.show(privacy.privacy(who.language, event, turn.services.backup_days))


async def on_export(turn: Turn, _action: actions.Export) -> None:
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
        everything = await data.export(uow, turn.sender)
    await turn.send(privacy.export_file(who.language, everything))


async def on_erase(turn: Turn, _action: actions.Erase) -> None:
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
        mine = await uow.participants.of_person(turn.sender)
        meetings = [one for person in mine for one in await uow.meetings.of(person.id)]
        requests = [one for person in mine for one in await uow.requests.open_of(person.id)]
    coming = [
        one for one in meetings if one.state is MeetingState.CONFIRMED and one.slot.end > turn.clock.now()
    ]
    await turn.show(privacy.erase_prompt(who.language, len(coming), len(requests)))


async def on_erase_now(turn: Turn, _action: actions.EraseNow) -> None:
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
    services = turn.services
    if who.steward and turn.sender not in services.organizers:
        # Before the commit, after which nothing tells whose menu is to go; without one a start sets it again.
        bot = cast("Bot", turn.update.get_bot())
        await menu.publish_role(bot, services.languages, turn.sender, organizer=False, steward=False)
    async with turn.transaction() as uow:
        await data.erase(uow, turn.sender, services.link_secret, turn.clock.now())
    await turn.show(privacy.erased(who.language))


routes = MappingProxyType(
    {
        actions.Privacy: on_privacy,
        actions.Export: on_export,
        actions.Erase: on_erase,
        actions.EraseNow: on_erase_now,
    }
)
