"""The card that follows a broadcast: edited in place every few seconds until the report takes over."""

from __future__ import annotations

import logging

from telegram.error import TelegramError

from bot.botapi.errors import said
from bot.botapi.replies import Bot, edit
from bot.botapi.services import Services
from bot.domain.broadcasts import Broadcast
from bot.screens import broadcast as screens
from bot.screens.screen import Screen
from bot.usecases import broadcasting

_LOG = logging.getLogger(__name__)


class BroadcastProgress:
    """Run ``tick`` every few seconds; what it knows is in the rows, so a restart does not matter."""

    def __init__(self, bot: Bot, services: Services) -> None:
        self._bot = bot
        self._services = services
        self._shown: dict[int, Screen] = {}  # by broadcast, to leave a card alone that is as it should be

    async def tick(self) -> None:
        """Bring the cards of all broadcasts that are being sent up to date, and end those that are over."""
        async with self._services.database.reading() as uow:
            unfinished = await uow.broadcasts.unfinished()
        for one in unfinished:
            await self._follow(one)

    async def _follow(self, broadcast: Broadcast) -> None:
        services = self._services
        async with services.database.reading() as uow:
            progress = await broadcasting.progress_of(uow, broadcast.id)
            person = await uow.persons.get(broadcast.telegram_id)
        language = services.languages.get(person.language if person else "")
        if broadcast.progress_message_id is not None:
            await self._show(broadcast, broadcast.progress_message_id, screens.progress(language, progress))
        if progress.over:
            self._shown.pop(broadcast.id, None)
            async with services.database.writing() as uow:
                await broadcasting.finish(uow, broadcast.id, services.clock.now())

    async def _show(self, broadcast: Broadcast, message_id: int, screen: Screen) -> None:
        if self._shown.get(broadcast.id) == screen:
            return
        try:
            placed = await edit(self._bot, broadcast.telegram_id, message_id, screen)
        except TelegramError as error:
            _LOG.info("The card of broadcast %d was not edited: %s", broadcast.id, said(error))
            return
        self._shown[broadcast.id] = screen
        if not placed:  # the organizer deleted it; the report comes all the same
            async with self._services.database.writing() as uow:
                await uow.broadcasts.follow_on(broadcast.id, None)
