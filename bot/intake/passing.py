"""Inline queries: what somebody is writing at this moment after the bot's name in another chat.

They pass by the inbox. The client asks again with every pause in typing and forgets what it asked before, so
an answer is worth something at once or never: what is stored would be answered late, after a restart perhaps,
and a person's presses would wait behind it. So only the newest query of a person is answered, few at a time,
and nothing of it is kept. ``docs/decisions`` has the measurements.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from telegram import Update
from telegram.error import TelegramError

from bot.botapi.context import BotApplication, handle
from bot.botapi.errors import said
from bot.botapi.tasks import Nursery
from bot.botapi.turn import Turn
from bot.intake.receiver import INLINE, sender
from bot.usecases.ports import DatabaseUnavailableError

_LOG = logging.getLogger(__name__)
_AT_ONCE = 4
_STALE_SECONDS = 5.0  # the client has given up by then, or Telegram has
_MOST_WAITING = 1000  # people; a search in a crowd must not become a queue


class PassersBy:
    """At most one query of a person is answered at a time, and at most one waits: the newest."""

    def __init__(self, application: BotApplication, nursery: Nursery) -> None:
        self._application = application
        self._services = application.bot_data
        self._nursery = nursery
        self._newest: dict[int, tuple[float, Mapping[str, Any]]] = {}  # by sender, with when it came
        self._served = set[int]()  # senders
        self._free = asyncio.Semaphore(_AT_ONCE)

    def ask(self, update: Mapping[str, Any]) -> None:
        """Answer a query soon, unless its sender goes on writing."""
        who = sender(update)
        if who not in self._newest and len(self._newest) >= _MOST_WAITING:
            return
        self._newest[who] = (asyncio.get_running_loop().time(), update)
        if who not in self._served:
            self._served.add(who)
            self._nursery.start(self._serve(who), f"inline {who}")

    async def _serve(self, who: int) -> None:
        try:
            while who in self._newest:
                async with self._free:
                    came, update = self._newest.pop(who)  # whatever he has written meanwhile
                    await self._answer(came, update)
        finally:
            self._served.discard(who)
            self._newest.pop(who, None)

    async def _answer(self, came: float, update: Mapping[str, Any]) -> None:
        loop = asyncio.get_running_loop()
        outcome, left = "done", came + _STALE_SECONDS - loop.time()
        try:
            async with asyncio.timeout(left):
                read = Update.de_json(dict(update), self._application.bot)
                await handle(self._application, Turn(read, self._application.bot, self._services))
        except Exception as error:  # noqa: BLE001 - the next letter asks again
            outcome = "failed"
            if isinstance(error, (TelegramError, TimeoutError)):
                reason = said(error) if isinstance(error, TelegramError) else "too late"
                _LOG.info("An inline query was not answered: %s", reason)
            elif not isinstance(error, DatabaseUnavailableError):  # which it has said itself
                _LOG.error("An inline query failed", exc_info=error)
        self._services.metrics.update(INLINE, outcome, loop.time() - came)
