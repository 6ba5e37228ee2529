"""A bare aiogram bot.

python aiogram_bot.py BASE_URL TOKEN
"""

from __future__ import annotations

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message


def card(number: int) -> dict[str, object]:
    button = InlineKeyboardButton(text="Next", callback_data=str(number + 1))
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[button]])
    return {"text": f"<b>Card</b> {number}", "parse_mode": "HTML", "reply_markup": keyboard}


async def on_text(message: Message) -> None:
    await message.answer(**card(0))


async def on_press(query: CallbackQuery) -> None:
    await query.answer()
    await query.message.edit_text(**card(int(query.data)))


async def main(base_url: str, token: str) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(base_url))
    dispatcher = Dispatcher()
    dispatcher.message()(on_text)
    dispatcher.callback_query()(on_press)
    await dispatcher.start_polling(Bot(token, session=session))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
