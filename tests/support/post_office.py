"""The sending half of a bot against the emulated server: outbox, dispatcher, limiter, HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.botapi.limiter import Limiter
from bot.botapi.replies import Bot
from bot.botapi.services import Runtime
from bot.botapi.tasks import Nursery
from bot.botapi.transport import AiohttpRequest
from bot.delivery.alarm import Alarm
from bot.delivery.dispatcher import Dispatcher
from bot.emulator import EmulatedBotApi
from bot.screens.screen import Screen
from bot.usecases.outbox import Note, OutboxRow
from bot.usecases.ports import UnitOfWork
from storage.tables import outbox
from storage.unit_of_work import SqlDatabase
from tests.support.virtual_time import LoopClock


@dataclass
class PostOffice:
    """A dispatcher at work.

    ``screens`` maps kinds to what is made of them, else their parameters. ``trouble`` is raised, once, when
    the dispatcher has nothing left to do.
    """

    api: EmulatedBotApi
    database: SqlDatabase
    runtime: Runtime
    clock: LoopClock
    machine: LoopClock
    bot: Bot
    limiter: Limiter
    screens: dict[str, Screen | Exception | None] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)
    trouble: Exception | None = None
    dispatcher: Dispatcher = field(init=False)
    alarm: Alarm = field(init=False)

    def __post_init__(self) -> None:
        self.dispatcher = Dispatcher(
            self.bot, self.limiter, self.runtime, self._render, self._gone, self._rested
        )
        self.alarm = Alarm(self.database, self.clock, self.machine, self.dispatcher.wake)

    async def _rested(self) -> None:
        trouble, self.trouble = self.trouble, None
        if trouble:
            raise trouble
        await self.alarm.rest()

    async def _render(self, uow: UnitOfWork, row: OutboxRow, now: datetime) -> Screen | None:
        assert now <= self.clock.now()
        await uow.persons.get(row.note.chat_id)
        screen = self.screens.get(row.note.kind, Screen(f"{row.note.kind} {dict(row.note.params)}"))
        if isinstance(screen, Exception):
            raise screen
        return screen

    async def _gone(self, uow: UnitOfWork, chat_id: int) -> None:
        await uow.persons.change(chat_id, reachable=False)
        self.gone.append(chat_id)

    def people(self, count: int) -> list[int]:
        """Add people who have pressed Start, numbered from 1."""
        for number in range(1, count + 1):
            account = self.api.add_user(f"P{number}", user_id=number)
            account.chat.started = True
        return list(range(1, count + 1))

    async def add(self, *notes: Note) -> None:
        async with self.database.writing() as uow:
            await uow.outbox.add(*notes)

    def note(self, chat_id: int = 1, kind: str = "news", after: float = 0.0) -> Note:
        return Note(kind, chat_id, self.clock.now() + timedelta(seconds=after))

    async def states(self) -> list[str]:
        return await self.rows("state")

    async def rows(self, column: str) -> list[Any]:
        """Give what stands in a column of the outbox."""
        async with self.database.reading() as uow:
            found = await uow.connection.execute(select(outbox.c[column]).order_by(outbox.c.id))
            return list(found.scalars())

    async def until(self, condition: Callable[[], Awaitable[bool]], *, seconds: float = 600) -> None:
        """Wait, in simulated time, for something to become true."""
        pause = 0.05
        async with asyncio.timeout(seconds):
            while not await condition():
                await asyncio.sleep(pause)
                pause = min(pause * 1.5, 5.0)

    async def until_states(self, *expected: str, seconds: float = 600) -> None:
        async def reached() -> bool:
            return await self.states() == list(expected)

        try:
            await self.until(reached, seconds=seconds)
        except TimeoutError:
            assert await self.states() == list(expected)

    def texts(self, chat_id: int = 1) -> list[str]:
        return [message.text for message in self.api.messages(chat_id)]


@asynccontextmanager
async def post_office(
    database_url: str, *, limits: bool = True, machine: LoopClock | None = None
) -> AsyncIterator[PostOffice]:
    """Open one with its dispatcher running; its alarm clock wakes it for new rows, and rings once started.

    ``machine`` is the machine's clock, for a test that moves it.
    """
    async with EmulatedBotApi(limits=limits) as api, Nursery() as nursery:
        database, clock, limiter = SqlDatabase(database_url), LoopClock(), Limiter()
        machine = machine or LoopClock()
        runtime = Runtime(database=database, clock=clock, machine=machine, nursery=nursery)
        bot = Bot(
            api.bot.token,
            base_url=f"{api.url}/bot",
            request=AiohttpRequest(),
            get_updates_request=AiohttpRequest(),
            rate_limiter=limiter,
        )
        await bot.initialize()
        office = PostOffice(api, database, runtime, clock, machine, bot, limiter)
        nursery.start(office.dispatcher.run(), "dispatcher")
        try:
            yield office
        finally:
            office.dispatcher.stop()
            await nursery.settle(5)
            await office.dispatcher.flush()
            await nursery.close()
            await bot.shutdown()
            await database.close()
