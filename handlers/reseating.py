"""Another table for a meeting, from the card of whoever sits there."""

from __future__ import annotations

from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.domain.errors import NotBookableError, NotFoundError
from bot.i18n import Language
from bot.screens import actions, hall_actions
from bot.screens import hall as screens
from bot.usecases import reseating, stewarding
from bot.usecases.hall import PAGE_SIZE
from bot.usecases.ports import UnitOfWork
from bot.usecases.stewarding import Steward
from handlers.hall import show_hall
from handlers.visitor import visitor


async def on_other_table(turn: Turn, action: hall_actions.OtherTable) -> None:
    await _ask(turn, action.meeting)


async def on_reseat(turn: Turn, action: hall_actions.Reseat) -> None:
    now = turn.clock.now()
    try:
        async with turn.transaction() as uow:
            steward, language = await _entitled(turn, uow, action.meeting)
            moved = await reseating.reseat(uow, steward, action.meeting, action.version, action.table, now)
    except NotBookableError:
        await _ask(turn, action.meeting, taken=True)
        return
    event, start = steward.event, actions.to_minute(moved.slot.start)
    page = (event.table_position(moved.slot.block_id, moved.table) - 1) // PAGE_SIZE
    said = language.say("The meeting is at table <b>{table}</b> now; both are told.", table=moved.table)
    await show_hall(turn, hall_actions.Hall(event.id, start, page), said)


async def _ask(turn: Turn, meeting_id: int, *, taken: bool = False) -> None:
    async with turn.reading() as uow:
        steward, language = await _entitled(turn, uow, meeting_id)
        shown = await reseating.choices(uow, steward, meeting_id, turn.clock.now())
    notice = language.say("That table has just been taken.") if taken else ""
    await turn.show(screens.tables(language, steward.event, shown, notice))


async def _entitled(turn: Turn, uow: UnitOfWork, meeting_id: int) -> tuple[Steward, Language]:
    """Load the sender as a steward of a meeting's event.

    Raises:
        NotFoundError: there is no such meeting.
        NotAStewardError: he neither helps at its event nor organizes it.
    """
    meeting = await uow.meetings.get(meeting_id)
    if meeting is None:
        raise NotFoundError
    language = (await visitor(turn, uow)).language
    owners = turn.services.organizers
    return await stewarding.steward(uow, turn.sender, meeting.event_id, owners), language


routes = MappingProxyType({hall_actions.OtherTable: on_other_table, hall_actions.Reseat: on_reseat})
