"""The menu of commands that Telegram shows, by role and language."""

from __future__ import annotations

import asyncio

from bot.botapi.replies import Bot, set_menus
from bot.i18n import Languages
from bot.screens.commands import menus
from bot.usecases.organizing import Owners, is_organizer
from bot.usecases.ports import Database, DatabaseUnavailableError
from bot.usecases.stewarding import is_steward

_AGAIN_SECONDS = 1.0


async def publish(bot: Bot, languages: Languages, database: Database, owners: Owners) -> None:
    """Tell Telegram the menus, also of those whose role was given right before an earlier bot ended.

    Who had one and has no role any more gets that of everybody: he may have been taken out of ORGANIZERS.
    A database that is away is waited for.
    """
    while True:
        try:
            return await _publish(bot, languages, database, owners)
        except DatabaseUnavailableError:
            await asyncio.sleep(_AGAIN_SECONDS)


async def _publish(bot: Bot, languages: Languages, database: Database, owners: Owners) -> None:
    everybody = menus(languages, organizer=False, steward=False)
    await set_menus(bot, {"type": "all_private_chats"}, everybody)
    async with database.reading() as uow:
        staff, had = {*owners, *await uow.roles.everybody()}, await uow.roles.with_menu()
        known = {one: await uow.persons.known(one) for one in staff | had}
    if staff - had:
        async with database.writing() as uow:  # before they have it, so that nobody is forgotten
            await uow.roles.note_menus(staff - had)
    for telegram_id, who in sorted(known.items()):
        organizer = is_organizer(who, telegram_id, owners)
        steward = is_steward(who, telegram_id, owners)
        done = await publish_role(bot, languages, telegram_id, organizer=organizer, steward=steward)
        if done and telegram_id not in staff:
            async with database.writing() as uow:
                await uow.roles.note_menus((), taken=(telegram_id,))


async def publish_role(
    bot: Bot, languages: Languages, telegram_id: int, *, organizer: bool, steward: bool
) -> bool:
    """Give somebody the menu of his role, once he has a chat with the bot; or that of everybody again.

    False: Telegram did not take it.
    """
    scope = {"type": "chat", "chat_id": telegram_id}
    return await set_menus(bot, scope, menus(languages, organizer=organizer, steward=steward))
