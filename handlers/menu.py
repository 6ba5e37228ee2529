"""The menu of commands that Telegram shows, by role and language."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from telegram import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import TelegramError

from bot.botapi.errors import said
from bot.botapi.replies import Bot
from bot.i18n import SOURCE_LANGUAGE, Language, Languages
from bot.screens.commands import menu

_LOG = logging.getLogger(__name__)


def commands(language: Language, *, organizer: bool, steward: bool) -> list[BotCommand]:
    """Give the commands of a role in a language."""
    return [BotCommand(name, title) for name, title in menu(language, organizer=organizer, steward=steward)]


async def publish(bot: Bot, languages: Languages, organizers: Iterable[int]) -> None:
    """Tell Telegram the menus; what fails is logged, since the commands work without them."""
    everybody = BotCommandScopeAllPrivateChats()
    for code, language in languages.by_code.items():
        # The menu without a language is for everybody whose language we do not speak.
        code_or_all = None if code == SOURCE_LANGUAGE else code
        await _set(bot, commands(language, organizer=False, steward=False), everybody, code_or_all)
    for telegram_id in organizers:
        await publish_role(bot, languages, telegram_id, organizer=True, steward=True)


async def publish_role(
    bot: Bot, languages: Languages, telegram_id: int, *, organizer: bool, steward: bool
) -> None:
    """Give somebody the menu of his role, once he has a chat with the bot; or that of everybody again."""
    scope = BotCommandScopeChat(telegram_id)
    for code, language in languages.by_code.items():
        code_or_all = None if code == SOURCE_LANGUAGE else code
        if not await _set(bot, commands(language, organizer=organizer, steward=steward), scope, code_or_all):
            return


async def _set(
    bot: Bot,
    shown: list[BotCommand],
    scope: BotCommandScopeAllPrivateChats | BotCommandScopeChat,
    code: str | None,
) -> bool:
    try:
        await bot.set_my_commands(shown, scope=scope, language_code=code)
    except TelegramError as error:
        _LOG.info("A menu of commands was not taken: %s", said(error))
        return False
    return True
