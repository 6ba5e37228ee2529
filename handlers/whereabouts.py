"""Where somebody is or will be next, for those who help on site."""

from __future__ import annotations

from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.errors import NotAStewardError, NotFoundError
from bot.domain.event import Event
from bot.domain.people import Participant
from bot.screens import hall as screens
from bot.screens import hall_actions
from bot.screens.screen import Screen
from bot.usecases import hall, stewarding
from bot.usecases.ports import UnitOfWork
from handlers.organizer import remember
from handlers.visitor import Visitor, visitor


async def on_whereabouts(turn: Turn, action: hall_actions.Whereabouts) -> None:
    owners = turn.services.organizers
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
        steward, person = await stewarding.steward_of(uow, turn.sender, action.person, owners)
        screen = await card(turn, uow, who, steward.event, person)
    await look(turn, who, steward.event)
    await turn.show(screen)


async def open_card(turn: Turn, person_id: int) -> bool:
    """Show somebody to one who helps at his event; False, with nothing shown, to anybody else."""
    async with turn.reading() as uow:
        try:
            await stewarding.steward_of(uow, turn.sender, person_id, turn.services.organizers)
        except (NotFoundError, NotAStewardError):
            return False
    await on_whereabouts(turn, hall_actions.Whereabouts(person_id))
    return True


async def card(turn: Turn, uow: UnitOfWork, who: Visitor, event: Event, person: Participant) -> Screen:
    """Draw where somebody is."""
    now = turn.clock.now()
    shown = await hall.whereabouts(uow, person, now)
    participant = who.me is not None and who.me.event.id == event.id
    return screens.whereabouts(who.language, event, shown, now, participant=participant)


async def look(turn: Turn, who: Visitor, event: Event) -> None:
    """Note that the sender looks at the hall of an event, so that what he writes is taken for a name."""
    dialog = {"step": hall.STEP, "event": event.id}
    if who.person.dialog == dialog and who.person.event_id == event.id:
        return
    async with turn.transaction() as uow:
        await remember(turn, uow)
        await uow.persons.change(turn.sender, dialog=dialog, event_id=event.id)


routes = MappingProxyType({hall_actions.Whereabouts: on_whereabouts})
