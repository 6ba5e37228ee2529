"""The agenda as a PDF."""

from __future__ import annotations

import asyncio
from types import MappingProxyType

from bot.botapi.turn import Doing, Turn
from bot.screens import agenda_actions
from bot.screens.agenda_pdf import agenda_pdf, agenda_sheet
from bot.usecases import agenda
from handlers.visitor import participant


async def on_agenda_pdf(turn: Turn, _action: agenda_actions.AgendaPdf) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        entries = await agenda.entries(uow, me)
    sheet = agenda_sheet(language, me, entries, turn.clock.now())
    async with turn.working(doing=Doing.SENDING_FILE):
        content = await asyncio.to_thread(turn.services.files.agenda_pdf, sheet)
        await turn.send(agenda_pdf(language, me, content))


routes = MappingProxyType({agenda_actions.AgendaPdf: on_agenda_pdf})
