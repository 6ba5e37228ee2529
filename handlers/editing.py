"""Messages that were changed after they had been sent."""

from __future__ import annotations

from telegram import Update
from telegram.constants import ChatType

from bot.botapi.context import Context
from bot.screens import plain_text as screens
from handlers import booking
from handlers.arriving import arrive
from handlers.visitor import visitor


async def on_edit(update: Update, context: Context) -> None:
    """Take the changed note of a request that is not sent yet; say of anything else that it is not read.

    A place on the map changes by itself while it is shared, and a card of inline mode is the bot's own.
    """
    turn, message = context.turn, update.edited_message
    if message is None or message.chat.type != ChatType.PRIVATE or message.location or message.via_bot:
        return
    await arrive(turn, None, leaves=False)
    async with turn.reading() as uow:
        who = await visitor(turn, uow)
    dialog = who.person.dialog or {}
    if message.text and dialog.get("step") == "noted" and dialog.get("message") == message.message_id:
        await booking.note_text(turn, message, {**dialog, "step": "note"})
    else:
        await turn.show(screens.only_new(who.language))
