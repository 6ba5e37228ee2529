"""Inline mode: ``@bot words`` in any chat. It only reads, and is answered at once or not at all."""

from __future__ import annotations

from telegram import Message, Update

from bot.botapi.context import Context
from bot.botapi.replies import offer
from bot.botapi.turn import Turn
from bot.domain.errors import NotFoundError
from bot.domain.links import card_of
from bot.screens import inline as screens
from bot.usecases.inline import offer as people
from handlers import directory
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
            return screens.not_joined((await visitor(turn, uow)).language)
        found = await people(uow, me, text, start, turn.services.similar)
    return screens.people(language, me.event, turn.services.bot_username, found)


async def on_chosen(turn: Turn, message: Message) -> None:
    """Show the card of somebody who was chosen in the chat with the bot itself."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    links = [button.url or "" for row in rows for button in row]
    cards = [card_of(link.partition("?start=")[2]) for link in links]
    card = next((one for one in cards if one is not None), None)
    if card is None:
        raise NotFoundError
    await directory.open_card(turn, card)
