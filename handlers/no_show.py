"""The other side is not there, or came after all."""

from __future__ import annotations

from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.errors import StaleError
from bot.domain.no_show import NotBegunError
from bot.screens import after_actions
from bot.screens import no_show as screens
from bot.usecases import no_show
from handlers.agenda import show_meeting, side
from handlers.notes import own


async def on_not_here(turn: Turn, action: after_actions.NotHere) -> None:
    try:
        async with turn.transaction() as uow:
            me, language = await side(turn, uow, action.meeting)
            found = await no_show.report(uow, me, action.meeting, turn.clock.now())
            await turn.confirm(uow, own(turn, "card.missed", to=me.id, meeting=action.meeting))
    except StaleError:
        await show_meeting(turn, action.meeting)
        return
    except NotBegunError:
        await show_meeting(turn, action.meeting, language.say("Your meeting has not begun yet."))
        return
    await turn.deliver(screens.missed(language, me.event, found))


async def on_came(turn: Turn, action: after_actions.Came) -> None:
    try:
        async with turn.transaction() as uow:
            me, language = await side(turn, uow, action.meeting)
            await no_show.came(uow, me, action.meeting, turn.clock.now())
    except (StaleError, NotBegunError):
        await show_meeting(turn, action.meeting)
        return
    await show_meeting(turn, action.meeting, language.say("All is well, then. Have a good meeting."))


routes = MappingProxyType({after_actions.NotHere: on_not_here, after_actions.Came: on_came})
