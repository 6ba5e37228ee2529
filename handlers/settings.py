"""Settings: language, reminder times and digests."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from telegram import Message

from bot.botapi.turn import Turn
from bot.domain.reminders import read_leads
from bot.screens import actions, settings
from bot.screens.agenda_actions import Digest
from bot.screens.screen import Screen
from bot.usecases import settings as choices
from bot.usecases.notify import minutes_before
from handlers.visitor import NotAnAnswerError, participant, visitor

LEAD = "lead"  # the step that asks for a lead time


async def on_settings(turn: Turn, _action: actions.Settings | None = None) -> None:
    await turn.show(await _card(turn))


async def _card(turn: Turn) -> Screen:
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
    minutes = minutes_before(who.me.event, who.me.participant) if who.me else ()
    return settings.settings(who.language, turn.services.languages, who.me, minutes)


async def on_reminder(turn: Turn, action: actions.Reminder) -> None:
    now = turn.clock.now()
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        if action.minutes == 0:
            minutes = await choices.no_reminders(uow, me, now)
        else:
            minutes = await choices.toggle_reminder(uow, me, action.minutes, now)
    await turn.show(settings.settings(language, turn.services.languages, me, minutes))


async def on_other_lead(turn: Turn, _action: actions.OtherLead) -> None:
    async with turn.transaction() as uow:
        _, language = await participant(turn, uow)
        await choices.set_dialog(uow, turn.sender, {"step": LEAD})
    await turn.show(settings.lead_prompt(language))


async def lead_text(turn: Turn, message: Message, _dialog: Mapping[str, Any]) -> None:
    """Read lead times that are written.

    Raises:
        NotAnAnswerError: there is no length of time in it.
    """
    minutes = read_leads(message.text or "")
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        wrong = settings.lead_prompt(language, wrong=True)
        if not minutes:
            raise NotAnAnswerError(wrong)
        kept = await choices.add_reminders(uow, me, minutes, turn.clock.now())
        if kept:
            await choices.set_dialog(uow, turn.sender, None)
    await turn.show(await _card(turn) if kept else wrong)


async def on_digest(turn: Turn, action: Digest) -> None:
    async with turn.transaction() as uow:
        me, language = await participant(turn, uow)
        await choices.choose_digest(uow, me, turn.clock.now(), evening=action.evening, on=action.on)
    turn.toast(language.label("Turned on.") if action.on else language.label("Turned off."))
    if action.beside:
        await turn.send(await _card(turn))
    else:
        await on_settings(turn)


routes = MappingProxyType(
    {
        actions.Settings: on_settings,
        actions.Reminder: on_reminder,
        actions.OtherLead: on_other_lead,
        Digest: on_digest,
    }
)
dialogs = MappingProxyType({LEAD: lead_text})
