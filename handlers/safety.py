"""Blocking and reporting people; the organizers' list of reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from telegram import Message

from bot.botapi.turn import Turn
from bot.domain.errors import NotFoundError
from bot.domain.safety import REPORT_CHARACTERS
from bot.i18n import Language
from bot.screens import safety as screens
from bot.screens import safety_actions
from bot.screens.notes import note_too_long
from bot.screens.screen import Screen
from bot.usecases import safety
from bot.usecases.identity import event_of, participant_of
from bot.usecases.outbox import OutboxRow
from bot.usecases.ports import UnitOfWork
from bot.usecases.settings import ask, set_dialog
from handlers import home, organizer
from handlers.visitor import participant


async def on_more(turn: Turn, action: safety_actions.MoreAbout) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        found = await safety.between(uow, me, action.person, turn.clock.now())
    await turn.show(screens.more(language, found.person))


async def on_block(turn: Turn, action: safety_actions.Block) -> None:
    now = turn.clock.now()
    if not action.sure:
        async with turn.reading() as uow:
            me, language = await participant(turn, uow)
            found = await safety.between(uow, me, action.person, now)
        await turn.show(screens.block_prompt(language, me.event, found))
        return
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        person = await safety.block(uow, me, action.person, now)
    turn.toast(language.label("Blocked."))
    said = language.say("<b>{name}</b> is blocked, and is not told.", name=person.profile.name)
    await home.fresh(turn, said)


async def on_blocked(turn: Turn, _action: safety_actions.Blocked) -> None:
    async with turn.reading() as uow:
        me, language = await participant(turn, uow)
        people = await safety.blocked(uow, me)
    await turn.show(screens.blocked(language, people))


async def on_unblock(turn: Turn, action: safety_actions.Unblock) -> None:
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        await safety.unblock(uow, me, action.person)
        people = await safety.blocked(uow, me)
    turn.toast(language.label("Unblocked."))
    await turn.show(screens.blocked(language, people))


async def on_write_report(turn: Turn, action: safety_actions.WriteReport) -> None:
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        person = await participant_of(uow, action.person, me.event.id)
        if person.id == me.id:
            raise NotFoundError
        await ask(uow, turn.sender, {"step": "report", "person": person.id}, turn.clock.now())
    await turn.show(screens.report_prompt(language, person))


async def report_text(turn: Turn, message: Message, dialog: Mapping[str, Any]) -> None:
    text = (message.text or "").strip()
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        if len(text) > REPORT_CHARACTERS:
            screen = note_too_long(language, len(text), REPORT_CHARACTERS)
        else:
            owners, now = turn.services.organizers, turn.clock.now()
            person = await safety.report(uow, me, dialog["person"], text, owners, now)
            await set_dialog(uow, turn.sender, None)
            screen = screens.reported(language, person)
    await turn.show(screen)


async def on_reports(turn: Turn, action: safety_actions.Reports) -> None:
    async with turn.reading() as uow:
        who, language = await organizer.entitled(turn, uow, action.event)
        shown = await safety.reports(uow, who, action.page, closed=action.closed)
    await turn.show(screens.reports(language, who.event, shown))


async def on_open_report(turn: Turn, action: safety_actions.OpenReport) -> None:
    async with turn.reading() as uow:
        who, language = await organizer.entitled(turn, uow, action.event)
        shown = await safety.told(uow, who.event, action.report)
    await turn.show(screens.told(language, who.event, shown))


async def on_close_report(turn: Turn, action: safety_actions.CloseReport) -> None:
    async with turn.transaction() as uow:
        who, language = await organizer.entitled(turn, uow, action.event)
        shown = await safety.close_report(
            uow, who, action.report, turn.clock.now() if action.closed else None
        )
    await turn.show(screens.told(language, who.event, shown))


async def render(uow: UnitOfWork, row: OutboxRow, language: Language, _now: datetime) -> Screen | None:
    """Draw the news of a report, as it stands by then; none of one whose people were erased."""
    try:
        event = await event_of(uow, row.note.params["event"])
        return screens.told(language, event, await safety.told(uow, event, row.note.params["report"]))
    except NotFoundError:
        return None


routes = MappingProxyType(
    {
        safety_actions.MoreAbout: on_more,
        safety_actions.Block: on_block,
        safety_actions.Blocked: on_blocked,
        safety_actions.Unblock: on_unblock,
        safety_actions.WriteReport: on_write_report,
        safety_actions.Reports: on_reports,
        safety_actions.OpenReport: on_open_report,
        safety_actions.CloseReport: on_close_report,
    }
)
dialogs = MappingProxyType({"report": report_text})
