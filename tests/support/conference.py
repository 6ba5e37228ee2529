"""A conference in full swing: people who find, ask and accept, and a day that goes on by stops.

Whoever plays it brings the bot: in processes that are killed (``mortal``), or on simulated time
(``simulated``).
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from bot.domain.errors import NotBookableError
from bot.domain.event import Event
from bot.emulator import EmulatedBotApi, Message
from bot.usecases import broadcasting
from bot.usecases.answering import accept
from bot.usecases.booking import Asked, ask
from bot.usecases.organizing import Organizer
from storage import tables as t
from storage.unit_of_work import SqlDatabase
from tests.support.crowd import already_in
from tests.support.people import Person
from tests.support.stage import ORGANIZER_ID
from tests.support.virtual_time import LoopClock
from tests.support.world import THURSDAY_WINDOW, at, current, make_event, row

SLOTS = ("14:30", "14:55", "15:20", "15:45", "16:10", "16:35")
# Where the clock stands: before everything, then inside the quarter of an hour before each slot.
STOPS = tuple(at(f"Thu {stop}") for stop in ("11:00", "14:20", "14:45", "15:10", "15:35", "16:00", "16:25"))
NEWS = "Tonight at seven: drinks in the foyer"
_MET_BEFOREHAND = 5  # of so many delegates two meet in each slot; more agree to as the day goes on
_PUT_OFF = timedelta(minutes=2)  # by a request that failed or a chat that has too much; no stop is that near
_PAUSES_SECONDS = (1.0, 6.0)  # of a delegate, between two things he does; longer when there are many
_MANY = 50
_PATIENCE_SECONDS = 6  # until he goes on without an answer


@dataclass
class Conference:
    """Everything but the bot: the server that people write to, the database, and what the test knows."""

    api: EmulatedBotApi
    database: SqlDatabase
    event: Event
    ids: dict[str, int]
    delegates: list[Person]
    listeners: list[Person]  # only get the broadcast
    chance: random.Random
    stop: int = 0  # index among STOPS
    clock: LoopClock | None = None  # the product's, where it is in this process
    said: Counter[int] = field(default_factory=Counter)  # texts by chat
    unasked: dict[int, list[str]] = field(default_factory=dict)  # names that a delegate has not looked for
    pressed: set[tuple[int, str]] = field(default_factory=set)  # by whom, and which data

    async def rows(self, query: Select[Any]) -> list[Any]:
        """Read the database beside the bot."""
        async with self.database.reading() as uow:
            return list(await uow.connection.execute(query))

    async def count(self, condition: ColumnElement[bool]) -> int:
        """Count rows of the outbox or the inbox."""
        (found,) = await self.rows(select(func.count()).where(condition))
        return int(found[0])

    @property
    def now(self) -> datetime:
        """The product's time; where that is not known, as the next bot will begin with it."""
        return self.clock.now() if self.clock else STOPS[self.stop]

    @property
    def due(self) -> ColumnElement[bool]:
        """What the outbox has to send now; a reminder also when it was put off for a moment."""
        put_off = (t.outbox.c.kind == "reminder") & (t.outbox.c.due_at <= self.now + _PUT_OFF)
        return (t.outbox.c.due_at <= self.now) | put_off

    def name(self, chat_id: int) -> str:
        """Give the name of a delegate."""
        return self.api.account(chat_id).user.name


def _invented_names(count: int, chance: random.Random) -> list[str]:
    """Invent names that no search takes for one another."""

    def word() -> str:
        return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(4)).title()

    return [f"{word()} {word()}" for _ in range(count)]


async def _agree(database: SqlDatabase, people: Sequence[Person], chance: random.Random) -> None:
    """Let people agree on meetings before the trouble begins."""
    for slot in SLOTS:
        busy = chance.sample(people, 2 * (len(people) // _MET_BEFOREHAND))
        for guest, host in zip(busy[::2], busy[1::2], strict=True):
            async with database.writing() as uow:
                me, other = [await current(uow, one.id) for one in (guest, host)]
                with suppress(NotBookableError):  # these two meet already
                    asked = await ask(uow, me, other.id, at(f"Thu {slot}"), "", STOPS[0])
                    assert isinstance(asked, Asked)
                    await accept(uow, other, asked.request.id, 1, STOPS[0])


@asynccontextmanager
async def conference(url: str, *, delegates: int, listeners: int, seed: int) -> AsyncIterator[Conference]:
    """Open one in an empty database, with the server of the Bot API and everybody joined."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    names = _invented_names(delegates + listeners, chance)
    async with AsyncExitStack() as stack:
        database = SqlDatabase(url)
        stack.push_async_callback(database.close)
        api = await stack.enter_async_context(EmulatedBotApi(limits=True))
        async with database.writing() as uow:
            event = await uow.events.save(make_event(tables=max(2, delegates * 4 // 5)))
            ids = {name: await uow.participants.add(event, row(name, THURSDAY_WINDOW)) for name in names}
        crowd = await already_in(api, database, event, ids, STOPS[0])
        await _agree(database, crowd[:delegates], chance)
        api.add_user("Olga", "Organizer", user_id=ORGANIZER_ID).chat.started = True
        yield Conference(api, database, event, ids, crowd[:delegates], crowd[delegates:], chance)


async def behave(person: Person, play: Conference) -> None:
    """Do one thing after another, as people do: after an answer, or when there was none for long."""
    others = [play.name(other.id) for other in play.delegates if other is not person]
    hosts = play.unasked.setdefault(person.id, play.chance.sample(others, len(others)))
    while True:
        await _think(person, play)
        # Accept, say that one is late, send the request that was prepared; else look for somebody.
        found = next(
            (one for prefix in ("a:", "ms:", "q:") if (one := _button(person, prefix, play.pressed))), None
        )
        coming = [slot for slot in SLOTS if at(f"Thu {slot}") > play.now + timedelta(minutes=20)]
        if found:
            message, data = found
            play.pressed.add((person.id, data))
            await person.forge(data, message, answered=False)
        elif hosts and coming:
            await person.say(f"{hosts.pop()} Thursday {play.chance.choice(coming)}")
            play.said[person.id] += 1


async def _think(person: Person, play: Conference) -> None:
    await asyncio.sleep(play.chance.uniform(*_PAUSES_SECONDS) * max(1.0, len(play.delegates) / _MANY))
    for _ in range(_PATIENCE_SECONDS):
        if any(person.seen()):
            return
        await asyncio.sleep(1)


def _button(person: Person, prefix: str, pressed: set[tuple[int, str]]) -> tuple[Message, str] | None:
    """Find the newest button that does a certain thing and was not pressed."""
    for message in reversed(person.received):
        for button in message.buttons:
            data = button.callback_data or ""
            if data.startswith(prefix) and (person.id, data) not in pressed:
                return message, data
    return None


async def announce(play: Conference) -> None:
    """Begin a broadcast, as the organizer's tap does."""
    async with play.database.writing() as uow:
        draft = await broadcasting.write(uow, Organizer(ORGANIZER_ID, play.event), NEWS, "", "", play.now)
        await broadcasting.start(
            uow, ORGANIZER_ID, {ORGANIZER_ID}, draft.broadcast.id, play.now, at_once=False, card=None
        )


async def left(play: Conference) -> dict[str, int]:
    """Count what the bot still has to do."""
    outbox, due = t.outbox.c, (t.outbox.c.state == "new") & play.due
    query = select(outbox.kind, outbox.state, func.count()).group_by(outbox.kind, outbox.state)
    rows = await play.rows(query.where(due | outbox.state.in_(("claimed", "sending"))))
    found = {f"{kind} {state}": count for kind, state, count in rows}
    found["inbox"] = await play.count(t.inbox.c.state == "new")
    found["server"] = len(play.api.world.updates.waiting)
    return {name: count for name, count in found.items() if count}
