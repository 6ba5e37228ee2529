"""Questions about the event itself: who organizes it, where it is, and at which table one is next."""

from __future__ import annotations

from bot.botapi.turn import Turn
from bot.screens import about_event as screens
from bot.usecases.agenda import Entry, coming
from bot.usecases.identity import Me, elsewhere_of
from handlers.visitor import participant, visitor


async def on_organizer(turn: Turn, notice: str = "") -> None:
    """Say how the organizers of all one's events are reached, those of the current one first."""
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        who = await visitor(turn, uow)
        events = [me.event, *(one.event for one in await elsewhere_of(uow, me))]
    await turn.show(screens.organizer(language, events, desk=who.organizer, notice=notice))


async def on_where(turn: Turn) -> None:
    """Say where the next meeting is; where there is none at this event, that of another one."""
    now = turn.clock.now()
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        ahead: list[tuple[Me, Entry]] = [(me, one) for one in await coming(uow, me, now)]
        if not ahead:
            others = await elsewhere_of(uow, me)
            ahead = [(one, each) for one in others for each in await coming(uow, one, now)]
    if ahead:
        there, found = min(ahead, key=lambda one: one[1].meeting.slot.start)
        await turn.show(screens.where(language, there.event, found))
    else:
        await turn.show(screens.where(language, me.event, None))
