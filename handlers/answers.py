"""Texts as answers to the step that is open, and once more when the message of such a text is changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from telegram import Message

from bot.botapi.turn import Turn
from bot.domain.errors import DomainError
from bot.domain.steps import follows, with_answer
from bot.usecases.my_times import STEP as TIMES
from bot.usecases.settings import set_dialog
from handlers import broadcast, people_import, relay
from handlers.registry import DIALOGS
from handlers.visitor import close_question

# What was said is kept elsewhere, or has gone out already: the step alone does not bring it back.
_PAST_CHANGE = frozenset({TIMES, broadcast.STEP, people_import.STEP, relay.ALBUM})


async def take(turn: Turn, message: Message, dialog: Mapping[str, Any]) -> None:
    """Take what somebody sent for the answer to a step; his change of that message is taken instead of it.

    Raises:
        NotAnAnswerError: it is none.
    """
    step = str(dialog["step"])
    try:
        await DIALOGS[step](turn, message, dialog)
    except DomainError:
        await close_question(turn)
        raise
    if message.text and step not in _PAST_CHANGE:
        await _note(turn, message, dialog)


async def _note(turn: Turn, message: Message, dialog: Mapping[str, Any]) -> None:
    """Note beside the step that is open now which message led to it; nothing where none is."""
    turn.arrived = None
    async with turn.database.writing() as uow:
        known = await uow.persons.known(turn.sender)
        now_open = known.person.dialog if known else None
        if now_open and follows(now_open, dialog):
            await set_dialog(uow, turn.sender, with_answer(now_open, dialog, message.message_id))
