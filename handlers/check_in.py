"""Check-in at the door: noting who has arrived, who is still awaited, and the way in for walk-ins."""

from __future__ import annotations

from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.applications import takes_registrations
from bot.screens import check_in as screens
from bot.screens import hall_actions, registering
from bot.usecases import check_in, stewarding
from handlers.registering import public_link
from handlers.visitor import visitor
from handlers.whereabouts import card


async def on_check_in(turn: Turn, action: hall_actions.CheckIn) -> None:
    now, owners = turn.clock.now(), turn.services.organizers
    async with turn.transaction() as uow:
        who = await visitor(turn, uow)
        steward, person = await stewarding.steward_of(uow, turn.sender, action.person, owners)
        first = action.arrived and await check_in.check_in(uow, steward, person, now)
        if not action.arrived:
            await check_in.undo(uow, steward, person)
        screen = await card(turn, uow, who, steward.event, person)
    label = who.language.label
    if action.arrived:
        turn.toast(label("Checked in.") if first else label("Checked in already."))
    else:
        turn.toast(label("Not checked in."))
    await turn.show(screen)


async def on_awaited(turn: Turn, action: hall_actions.Awaited) -> None:
    async with turn.reading() as uow:
        language = (await visitor(turn, uow)).language
        steward = await stewarding.steward(uow, turn.sender, action.event, turn.services.organizers)
        shown = await check_in.awaited(uow, steward, action.page)
    await turn.show(screens.awaited(language, shown))


async def on_walk_in(turn: Turn, action: hall_actions.WalkIn) -> None:
    async with turn.reading() as uow:
        language = (await visitor(turn, uow)).language
        steward = await stewarding.steward(uow, turn.sender, action.event, turn.services.organizers)
    event = steward.event
    if not takes_registrations(event, turn.clock.now()):
        await turn.show(screens.no_walk_ins(language, event))
        return
    link = public_link(turn, event)
    qr = turn.services.files.qr(link)
    await turn.send(registering.code(language, event, link, qr, screens.to_hall(language, event)))


routes = MappingProxyType(
    {
        hall_actions.CheckIn: on_check_in,
        hall_actions.Awaited: on_awaited,
        hall_actions.WalkIn: on_walk_in,
    }
)
