"""The menu of commands that Telegram shows, by role and language."""

from __future__ import annotations

from bot.botapi.replies import Bot, set_menus
from bot.i18n import Languages
from bot.screens.commands import menus
from bot.usecases.organizing import Owners, is_organizer
from bot.usecases.ports import Database
from bot.usecases.stewarding import is_steward


async def publish(bot: Bot, languages: Languages, database: Database, owners: Owners) -> None:
    """Tell Telegram the menus, also of those whose role was given right before an earlier bot ended."""
    everybody = menus(languages, organizer=False, steward=False)
    await set_menus(bot, {"type": "all_private_chats"}, everybody)
    async with database.reading() as uow:
        known = {one: await uow.persons.known(one) for one in {*owners, *await uow.roles.everybody()}}
    for telegram_id, who in sorted(known.items()):
        organizer = is_organizer(who, telegram_id, owners)
        steward = is_steward(who, telegram_id, owners)
        await publish_role(bot, languages, telegram_id, organizer=organizer, steward=steward)


async def publish_role(
    bot: Bot, languages: Languages, telegram_id: int, *, organizer: bool, steward: bool
) -> None:
    """Give somebody the menu of his role, once he has a chat with the bot; or that of everybody again."""
    scope = {"type": "chat", "chat_id": telegram_id}
    await set_menus(bot, scope, menus(languages, organizer=organizer, steward=steward))
