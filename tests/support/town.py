"""People who talk without waiting for answers to a bot of several processes behind a balancer.

Everybody says a series of numbers, each in a search that finds nobody, so that every answer names its
question; and now and then goes for the same slot as everybody else.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import func, select

from bot.config import Settings
from bot.domain.event import BookingMode
from bot.emulator import EmulatedBotApi
from storage import tables as t
from storage.unit_of_work import SqlDatabase
from tests.support.balancer import Balancer, balanced
from tests.support.crowd import already_in
from tests.support.people import NotSeenError, Person
from tests.support.soak import SEED, SOAK
from tests.support.webhooks import PATH, free_port, webhook_settings
from tests.support.world import THURSDAY_WINDOW, at, make_event, row

GUESTS, HOSTS = (40, 12) if SOAK else (12, 4)
NOW = at("Thu 11:00")
_A_RUN = timedelta(minutes=30)  # the clocks of the processes go on from NOW; no reminder is that near
_PAUSE_SECONDS = (0.1, 1.0)  # of a person between two texts
_WAITS_SECONDS = 5.0
_TRIES_FOR_A_SLOT = 0.2
_PATIENCE_SECONDS = 120.0
_NUMBER = re.compile(r"found for “z(\d+)z”")


@dataclass
class Town:
    """The server, the two processes, and who talks to them."""

    api: EmulatedBotApi
    database: SqlDatabase
    balancer: Balancer
    settings: list[Settings]  # of each process
    guests: list[Person]
    hosts: list[str]
    listener: int  # somebody who says nothing, so that the pace of a chat holds nothing back there
    chance: random.Random
    said: Counter[int] = field(default_factory=Counter)  # numbers by person
    in_flight: list[int] = field(default_factory=list)  # messages, at each kill

    async def is_busy(self) -> bool:
        """Tell whether an update is in hand."""
        return await self.waiting() > 0

    async def waiting(self, below: int | None = None) -> int:
        """Count updates that are stored and not done, all or those below a number."""
        condition = t.inbox.c.state == "new"
        if below is not None:
            condition &= t.inbox.c.update_id < below
        async with self.database.reading() as uow:
            found = (await uow.connection.execute(select(func.count()).where(condition))).scalar()
        return int(found or 0)


def invented_names(count: int, chance: random.Random) -> list[str]:
    """Invent names that no search takes for one another."""

    def word() -> str:
        return "".join(chance.choice("bdfgklmnprstv") + chance.choice("aeiou") for _ in range(4)).title()

    return [f"{word()} {word()}" for _ in range(count)]


@asynccontextmanager
async def town(url: str) -> AsyncIterator[Town]:
    chance = random.Random(SEED)  # noqa: S311 - nothing secret
    names = invented_names(GUESTS + HOSTS, chance)
    ports = [free_port(), free_port()]
    async with AsyncExitStack() as stack:
        database = SqlDatabase(url)
        stack.push_async_callback(database.close)
        async with database.writing() as uow:
            event = await uow.events.save(make_event(mode=BookingMode.INSTANT))
            ids = {name: await uow.participants.add(event, row(name, THURSDAY_WINDOW)) for name in names}
        api = await stack.enter_async_context(EmulatedBotApi())
        balancer = await stack.enter_async_context(balanced(ports, PATH))
        crowd = await already_in(api, database, event, ids, NOW)
        settings = [
            webhook_settings(api, url, port=port).model_copy(update={"webhook_url": balancer.url})
            for port in ports
        ]
        yield Town(api, database, balancer, settings, crowd[:GUESTS], names[GUESTS:], crowd[-1].id, chance)


async def talk(person: Person, play: Town) -> None:
    """Say one number after another, sometimes two at once, and try for a slot now and then.

    A person waits for the answer, but not for ever; so a slow machine has no more to do than it can.
    """
    pressed = set[int]()
    while True:
        await asyncio.sleep(play.chance.uniform(*_PAUSE_SECONDS))
        if play.chance.random() < _TRIES_FOR_A_SLOT:
            await person.say(f"{play.chance.choice(play.hosts)} Thursday 14:30")
        for _ in range(play.chance.choice((1, 1, 2))):
            play.said[person.id] += 1
            await person.say(f"/find z{play.said[person.id]}z")
        with suppress(NotSeenError):
            await person.expect(f"“z{play.said[person.id]}z”", _WAITS_SECONDS)
        for message in person.received[-3:]:
            labels = [button.label for button in message.buttons]
            if "Book it" in labels and message.message_id not in pressed:
                pressed.add(message.message_id)
                await person.press("Book it", message, answered=False)


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while not await condition():  # noqa: ASYNC110 - a database does not call
            await asyncio.sleep(0.1)


@asynccontextmanager
async def everybody_talks(play: Town) -> AsyncIterator[None]:
    """Let people talk for the length of the block, and wait for all that is owed to them."""
    async with asyncio.TaskGroup() as people:
        talking = [people.create_task(talk(person, play)) for person in play.guests]
        yield
        for task in talking:
            task.cancel()
    await until(lambda: settled(play))


async def settled(play: Town) -> bool:
    async with play.database.reading() as uow:
        unsent = t.outbox.c.state.in_(("claimed", "sending")) | (
            (t.outbox.c.state == "new") & (t.outbox.c.due_at <= NOW + _A_RUN)
        )
        owed = (await uow.connection.execute(select(func.count()).where(unsent))).scalar()
    return not owed and not await play.waiting() and not play.api.world.updates.waiting


def numbers(person: Person) -> list[int]:
    """Give the numbers that a person was answered, in order."""
    return [int(found[1]) for message in person.received if (found := _NUMBER.search(message.text))]


def everything_shown(person: Person) -> Iterator[str]:
    """Give every text that stood in the chat, also where another one stands now."""
    for message in person.received:
        yield message.text
        yield from message.earlier_texts


def is_answer(text: str) -> bool:
    """Tell whether a text answers a number."""
    return _NUMBER.search(text) is not None
