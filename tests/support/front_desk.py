"""The receiving half of a bot against the emulated server, with handlers made for a test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import select
from telegram import Update
from telegram.ext import TypeHandler

from bot.botapi.context import BotApplication, Context, make_application
from bot.botapi.limiter import Limiter
from bot.botapi.replies import Bot
from bot.botapi.services import Services
from bot.botapi.tasks import Nursery
from bot.botapi.transport import AiohttpRequest
from bot.botapi.turn import Turn
from bot.emulator import EmulatedBotApi
from bot.intake.passing import PassersBy
from bot.intake.poller import Poller
from bot.intake.queues import MemoryQueue
from bot.intake.receiver import Receiver
from bot.intake.workers import Workers
from storage.tables import inbox, outbox
from storage.unit_of_work import SqlDatabase
from tests.support.virtual_time import LoopClock

Handler = Callable[[Update, Turn], Awaitable[None]]


@dataclass
class FrontDesk:
    """A poller and workers whose one handler is ``handler``; ``start`` begins to poll."""

    api: EmulatedBotApi
    database: SqlDatabase
    application: BotApplication
    nursery: Nursery
    workers: Workers
    poller: Poller

    async def start(self) -> None:
        await self.workers.resume()
        self.nursery.start(self.poller.run(), "poller")

    async def idle(self) -> None:
        """Wait, for a simulated minute at most, until everything that came in is handled."""
        async with asyncio.timeout(60):
            while self.workers._busy:  # noqa: ASYNC110 - the workers tell nobody
                await asyncio.sleep(0.05)

    async def inbox(self) -> dict[int, str]:
        """Give the states of the inbox by update."""
        async with self.database.reading() as uow:
            rows = await uow.connection.execute(select(inbox.c.update_id, inbox.c.state))
            return {row.update_id: row.state for row in rows}

    async def outbox(self) -> list[tuple[str, str]]:
        """Give kind and state of all messages to be sent."""
        async with self.database.reading() as uow:
            rows = await uow.connection.execute(select(outbox.c.kind, outbox.c.state).order_by(outbox.c.id))
            return [(row.kind, row.state) for row in rows]

    def texts(self, chat_id: int = 1) -> list[str]:
        """Give what the bot has written into a chat, as it stands."""
        return [message.text for message in self.api.messages(chat_id) if message.from_bot]


@asynccontextmanager
async def front_desk(
    database_url: str, handler: Handler, *, api: EmulatedBotApi | None = None, limits: bool = False
) -> AsyncIterator[FrontDesk]:
    """Open one with three people who have pressed Start; another after it may use the same server."""

    async def on_update(update: Update, context: Context) -> None:
        await handler(update, context.turn)

    server = api or EmulatedBotApi(limits=limits)
    async with server, Nursery() as nursery:
        for number in () if api else (1, 2, 3):
            server.add_user(f"P{number}", user_id=number).chat.started = True
        database = SqlDatabase(database_url)
        bot = Bot(
            server.bot.token,
            base_url=f"{server.url}/bot",
            request=AiohttpRequest(),
            get_updates_request=AiohttpRequest(),
            rate_limiter=Limiter(),
        )
        await bot.initialize()
        unused = cast("Any", None)
        services = Services(
            database=database,
            clock=LoopClock(),
            machine=LoopClock(),
            nursery=nursery,
            link_secret=b"",
            bot_username=bot.username,
            inline_mode=bot.supports_inline_queries,
            organizers=frozenset(),
            languages=unused,
            similar=unused,
            time_words=unused,
            files=unused,
        )
        application = make_application(bot, services)
        application.add_handler(TypeHandler(Update, on_update))
        await application.initialize()
        queue = MemoryQueue(database)
        workers = Workers(application, nursery, queue)
        passers_by = PassersBy(application, nursery)
        receiver = Receiver(database, services.machine, queue, workers.accept, passers_by.ask)
        request = AiohttpRequest()
        await request.initialize()
        desk = FrontDesk(
            server, database, application, nursery, workers, Poller(request, bot.base_url, receiver)
        )
        try:
            yield desk
        finally:
            await nursery.close()
            await request.shutdown()
            await application.shutdown()
            await database.close()
