"""A server of the Bot API with people on it, and a bot of some kind that knows them."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

from bench.contenders import Contender, Process, running
from bench.people import Audience, Presser, Tally
from bot.clocks import SystemClock
from bot.domain.event import Block, BookingMode, Grid
from bot.emulator import EmulatedBotApi
from storage.migrate import upgrade
from storage.unit_of_work import SqlDatabase
from tests.support.crowd import already_in
from tests.support.postgres import postgres_server
from tests.support.stage import ORGANIZER_ID
from tests.support.webhooks import free_port
from tests.support.world import make_event, row

_DAYS = 2


@asynccontextmanager
async def hall(
    contender: Contender,
    people: int,
    *,
    limits: bool = False,
    mode: BookingMode = BookingMode.REQUEST,
) -> AsyncIterator[tuple[EmulatedBotApi, Process]]:
    """Open a server with people on it, and a bot that knows them."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        api = await stack.enter_async_context(EmulatedBotApi(limits=limits))
        environment: dict[str, str] = {}
        if contender.ours:
            url = f"sqlite+aiosqlite:///{folder / 'bench.db'}"
            if contender.postgres:
                url = stack.enter_context(postgres_server()).url
            environment = await _conference(api, url, people, mode) | (
                _webhook() if contender.webhook else {}
            )
        else:
            for number in range(people):
                api.add_user(f"P{number}").chat.started = True
        log = Path(os.environ.get("BENCH_LOG", folder / "bot.log"))
        yield api, await stack.enter_async_context(running(contender, api, environment, log))


def _webhook() -> dict[str, str]:
    address = f"127.0.0.1:{free_port()}"
    return {"MODE": "webhook", "LISTEN": address, "WEBHOOK_URL": f"http://{address}/telegram"}


async def _conference(api: EmulatedBotApi, url: str, people: int, mode: BookingMode) -> dict[str, str]:
    """Fill a database with an event that lies ahead, and everybody in it; gives the bot's settings."""
    database, now = SqlDatabase(url), SystemClock().now()
    await upgrade(database.writer)
    first = now.date() + timedelta(days=7)
    blocks = tuple(conference_block(first + timedelta(days=number)) for number in range(_DAYS))
    async with database.writing() as uow:
        event = await uow.events.save(replace(make_event(mode=mode), blocks=blocks, grid=Grid(10, 0)))
        names = [f"Person {one:05}" for one in range(people)]
        await uow.participants.add_all(event, (replace(row(name), windows=None) for name in names))
        ids = {one.profile.name: one.id for one in await uow.participants.of_event(event.id)}
    await already_in(api, database, event, ids, now)
    await database.close()
    return {
        "BOT_TOKEN": api.bot.token,
        "BOT_API_URL": api.url,
        "DATABASE_URL": url,
        "LINK_SECRET": "bench",
        "ORGANIZERS": str(ORGANIZER_ID),
        "LOG_LEVEL": "WARNING",
    }


def conference_block(day: date) -> Block:
    return Block(name="Meetings", date=day, start=time(8), end=time(18), tables=tuple(map(str, range(1, 61))))


def crowd(api: EmulatedBotApi, audience: Audience, tally: Tally) -> list[Presser]:
    chance = random.Random(7)  # noqa: S311 - the same people in every run
    return [Presser(api.account(chat), audience, tally, chance) for chat in list(api.world.chats)]
