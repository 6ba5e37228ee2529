"""The Telegram edge: guard, use case, screen, reply; one file per journey."""

from __future__ import annotations

from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.botapi.context import BotApplication
from handlers.dispatch import on_membership, on_message, on_press
from handlers.editing import on_edit
from handlers.inline import on_inline


def register(application: BotApplication) -> None:
    """Give the application its handlers: every update goes to exactly one."""
    application.add_handler(CallbackQueryHandler(on_press))
    application.add_handler(InlineQueryHandler(on_inline))
    application.add_handler(ChatMemberHandler(on_membership, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_handler(MessageHandler(filters.UpdateType.MESSAGE, on_message))
    application.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, on_edit))
