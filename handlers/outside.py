"""What somebody sees who takes part in no event: where he stands, what he can register for, how to get in."""

from __future__ import annotations

from bot.botapi.turn import Turn
from bot.screens import home, joining, plain_text
from bot.screens import registering as screens
from bot.screens.screen import Screen
from bot.usecases import registering
from bot.usecases.ports import UnitOfWork
from bot.usecases.registering import Standing
from handlers.visitor import Visitor, visitor


async def outside(turn: Turn, uow: UnitOfWork, who: Visitor) -> Screen:
    """Tell a stranger where he stands and what he can do, in a language that he may have to choose first."""
    now, language, every = turn.clock.now(), who.language, turn.services.languages
    understood = who.known or every.match(turn.language_code) is not None
    for sent in await uow.applications.of_account(turn.sender):
        place = await registering.place(uow, turn.sender, await uow.events.get(sent.event_id), now)
        if place.standing in (Standing.PENDING, Standing.REFUSED) and now < place.event.interval.end:
            return screens.standing(language, place)
    events = await registering.open_events(uow, now)
    if events:
        return screens.no_link(language, events, every, understood=understood)
    return joining.no_link(language, every, understood=understood)


async def on_other(turn: Turn) -> None:
    """Answer a sticker, a voice note, a photo."""
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
        if who.me:
            screen = plain_text.only_text(who.language)
        elif who.steward:  # who has no directory to be led to
            told = plain_text.only_text(who.language).text
            screen = home.staff_home(who.language, organizer=who.organizer, notice=told)
        else:
            screen = await outside(turn, uow, who)
    await turn.show(screen)
