"""The whole agenda as a calendar file."""

from __future__ import annotations

from types import MappingProxyType

from bot.botapi.turn import Turn
from bot.screens import agenda_actions
from bot.screens.calendar import agenda_file, calendar_book
from bot.usecases import agenda
from bot.usecases.notify import minutes_before
from handlers.visitor import participant


async def on_agenda_calendar(turn: Turn, _action: agenda_actions.AgendaCalendar | None = None) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        entries = await agenda.all_entries(uow, me)
    leads = minutes_before(me.event, me.participant)
    book = calendar_book(language, me.event, entries, leads, turn.clock.now())
    await turn.send(agenda_file(language, me.event, turn.services.files.agenda_calendar(book)))


async def calendar_command(turn: Turn, _argument: str) -> None:
    await on_agenda_calendar(turn)


routes = MappingProxyType({agenda_actions.AgendaCalendar: on_agenda_calendar})
commands = MappingProxyType({"calendar": calendar_command})
