"""After the slot: how a meeting was, and what organizers see of it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from telegram import Message

from bot.botapi.turn import Doing, Turn
from bot.domain.errors import NotFoundError, StaleError
from bot.domain.feedback import ANSWERS, COMMENT_CHARACTERS, Outcome
from bot.domain.steps import KEPT, answered
from bot.screens import after_actions
from bot.screens import feedback as screens
from bot.screens.notes import note_too_long
from bot.screens.parts import under, utf16_units
from bot.usecases import feedback
from bot.usecases.settings import ask, set_dialog
from handlers import organizer
from handlers.agenda import show_meeting, side
from handlers.notes import own
from handlers.visitor import close_question, participant


async def on_feedback_card(turn: Turn, action: after_actions.FeedbackCard) -> None:
    try:
        async with turn.reading() as uow:
            me, language = await side(turn, uow, action.meeting)
            entry, mine = await feedback.of_meeting(uow, me, action.meeting, turn.clock.now())
    except StaleError:
        await show_meeting(turn, action.meeting)
        return
    await turn.show(screens.card(language, me.event, entry, mine))


async def on_give_feedback(turn: Turn, action: after_actions.GiveFeedback) -> None:
    if action.status not in ANSWERS:
        raise NotFoundError
    try:
        async with turn.transaction() as uow:
            me, language = await side(turn, uow, action.meeting)
            entry, mine = await feedback.give(
                uow, me, action.meeting, Outcome(action.status), turn.clock.now()
            )
            await turn.confirm(uow, own(turn, "card.feedback", to=me.id, meeting=action.meeting))
    except StaleError:
        await show_meeting(turn, action.meeting)
        return
    turn.toast(language.label("Thank you."))
    await turn.deliver(screens.card(language, me.event, entry, mine))


async def on_feedback_comment(turn: Turn, action: after_actions.FeedbackComment) -> None:
    try:
        async with turn.transaction() as uow:
            me, language = await side(turn, uow, action.meeting)
            entry, mine = await feedback.of_meeting(uow, me, action.meeting, turn.clock.now())
            if mine is not None:
                step = {"step": "feedback", "meeting": action.meeting}
                await ask(uow, turn.sender, step, turn.clock.now())
    except StaleError:
        await show_meeting(turn, action.meeting)
        return
    if mine is None:
        await turn.show(screens.card(language, me.event, entry, mine))
    else:
        await turn.show(screens.comment_prompt(language, entry))


async def comment_text(turn: Turn, message: Message, dialog: Mapping[str, Any]) -> None:
    text = (message.text or "").strip()
    if utf16_units(text) > COMMENT_CHARACTERS:
        async with turn.reading() as uow:
            _, language = await participant(turn, uow)
        await turn.show(note_too_long(language, utf16_units(text), COMMENT_CHARACTERS))
        return
    try:
        async with turn.transaction() as uow:
            me, language = await side(turn, uow, dialog["meeting"])
            entry, mine = await feedback.comment(uow, me, dialog["meeting"], text, turn.clock.now())
            await set_dialog(uow, turn.sender, answered(dialog, KEPT))
            await turn.confirm(uow, own(turn, "card.feedback", to=me.id, meeting=entry.meeting.id))
    except StaleError:
        await close_question(turn)
        await show_meeting(turn, dialog["meeting"])
        return
    notice = language.say("<b>Your comment is changed.</b>") if message.edit_date else ""
    await turn.deliver(under(notice, screens.card(language, me.event, entry, mine)))


async def on_feedback_report(turn: Turn, action: after_actions.FeedbackReport) -> None:
    async with turn.reading() as uow:
        who, language = await organizer.entitled(turn, uow, action.event)
        shown = await feedback.report(uow, who, action.page)
    await turn.show(screens.report(language, shown))


async def on_feedback_file(turn: Turn, action: after_actions.FeedbackFile) -> None:
    async with turn.reading() as uow:
        who, language = await organizer.entitled(turn, uow, action.event)
        everything = await feedback.everything(uow, who)
    files = turn.services.files
    write = files.xlsx if action.workbook else files.csv
    rows = [screens.row(language, who.event, one) for one in everything]
    async with turn.working(doing=Doing.SENDING_FILE):
        content = await asyncio.to_thread(write, screens.headings(language), rows)
        await turn.send(screens.feedback_file(language, who.event, content, workbook=action.workbook))


routes = MappingProxyType(
    {
        after_actions.FeedbackCard: on_feedback_card,
        after_actions.GiveFeedback: on_give_feedback,
        after_actions.FeedbackComment: on_feedback_comment,
        after_actions.FeedbackReport: on_feedback_report,
        after_actions.FeedbackFile: on_feedback_file,
    }
)
dialogs = MappingProxyType({"feedback": comment_text})
