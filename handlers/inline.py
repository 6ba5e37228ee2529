"""Inline mode: ``@bot words`` in any chat. It only reads, and is answered at once or not at all."""

from __future__ import annotations

from telegram import Message, Update

from bot.botapi.context import Context
from bot.botapi.replies import offer
from bot.botapi.turn import Turn
from bot.domain.errors import NotFoundError
from bot.domain.links import HOME_PAYLOAD, card_of
from bot.screens import inline as screens
from bot.usecases.inline import offer as people
from handlers import directory, home
from handlers.visitor import participant, visitor


async def on_inline(update: Update, context: Context) -> None:
    """Answer what somebody has written so far."""
    query, turn = update.inline_query, context.turn
    if query is None:
        return
    start = int(query.offset) if query.offset.isascii() and query.offset.isdigit() else 0
    found = await _found(turn, query.query.strip(), start)
    await offer(context.bot, query.id, found)


async def _found(turn: Turn, text: str, start: int) -> screens.Inline:
    async with turn.reading() as uow:
        try:
            me, language = await participant(turn, uow)
        except NotFoundError:
            language = (await visitor(turn, uow)).language
            return screens.not_joined(language, turn.services.bot_username)
        found = await people(uow, me, text, start, turn.services.similar)
    return screens.people(language, me.event, turn.services.bot_username, found)


async def on_chosen(turn: Turn, message: Message) -> None:
    """Show the card of somebody who was chosen in the chat with the bot itself; home where it was nobody."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    payloads = [(button.url or "").partition("?start=")[2] for row in rows for button in row]
    if payloads == [HOME_PAYLOAD]:
        await home.fresh(turn)
        return
    card = next((found for one in payloads if (found := card_of(one)) is not None), None)
    if card is None:
        raise NotFoundError
    await directory.open_card(turn, card)
