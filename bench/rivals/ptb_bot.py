"""A bare python-telegram-bot bot, on its own transport, tuned: eight updates and eight connections at once.

python ptb_bot.py BASE_URL TOKEN
"""

from __future__ import annotations

import sys

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters
from telegram.request import HTTPXRequest

AT_ONCE = 8


def card(number: int) -> dict[str, object]:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Next", callback_data=str(number + 1))]])
    return {"text": f"<b>Card</b> {number}", "parse_mode": "HTML", "reply_markup": keyboard}


async def on_text(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.message.reply_text(**card(0))


async def on_press(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    await query.answer()
    await query.edit_message_text(**card(int(query.data)))


def main(base_url: str, token: str) -> None:
    application = (
        Application.builder()
        .token(token)
        .base_url(f"{base_url}/bot")
        .request(HTTPXRequest(connection_pool_size=AT_ONCE, pool_timeout=60))
        .concurrent_updates(AT_ONCE)
        .build()
    )
    application.add_handler(CallbackQueryHandler(on_press))
    application.add_handler(MessageHandler(filters.TEXT, on_text))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
