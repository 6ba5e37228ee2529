"""A stand-in for Telegram: the Bot API over real HTTP, and the messenger behind it in memory."""

from bot.emulator.model import ApiCall, Button, CallbackQuery, Chat, InlineQuery, Message, User
from bot.emulator.page_options import Invitation, MovableClock, PageOptions
from bot.emulator.server import EmulatedBotApi
from bot.emulator.users import Account, NotPossibleError

__all__ = [
    "Account",
    "ApiCall",
    "Button",
    "CallbackQuery",
    "Chat",
    "EmulatedBotApi",
    "InlineQuery",
    "Invitation",
    "Message",
    "MovableClock",
    "NotPossibleError",
    "PageOptions",
    "User",
]
