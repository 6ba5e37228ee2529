"""Messages that were changed after they had been sent."""

from __future__ import annotations

from telegram import Message, Update
from telegram.constants import ChatType

from bot.botapi.context import Context
from bot.botapi.turn import Turn
from bot.domain.errors import DomainError
from bot.domain.steps import answered_by
from bot.screens import plain_text as screens
from handlers import answers, questions
from handlers.arriving import arrive
from handlers.dispatch import explain
from handlers.registry import DIALOGS
from handlers.visitor import NotAnAnswerError, visitor


async def on_edit(update: Update, context: Context) -> None:
    """Take the changed words for what was last asked, as long as nothing was done with them.

    A place on the map changes by itself while it is shared, and a card of inline mode is the bot's own.
    """
    turn, message = context.turn, update.edited_message
    if message is None or message.chat.type != ChatType.PRIVATE or message.location or message.via_bot:
        return
    try:
        await _take(turn, message)
    except DomainError as error:
        await explain(turn, error)


async def _take(turn: Turn, message: Message) -> None:
    """Take a changed message in place of what it was; of one that counts no more, say so."""
    await arrive(turn, None, turn.clock.now(), leaves=False)
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
    dialog = who.person.dialog or {}
    step = answered_by(dialog, message.message_id)
    if message.text and step is not None:
        try:
            await answers.take(turn, message, step)
        except NotAnAnswerError:
            pass
        else:
            return
    if dialog.get("step") in DIALOGS:
        await turn.show(screens.only_new_while_asked(who.language, questions.button(dialog)))
    else:
        await turn.show(screens.only_new(who.language))
