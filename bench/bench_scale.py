"""Every screen with a hundred thousand participants in one database: how long one person waits for it.

python -m bench.bench_scale [EVENTS [PEOPLE_OF_EACH [ROUNDS]]]
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import quantiles

from bench.contenders import BILATERAL, PEOPLE_CORE, running
from bench.hall import conference_block
from bench.people import Audience, LostError, Presser, Tally
from bot.clocks import SystemClock
from bot.domain.event import Event
from bot.domain.links import link_payload
from bot.domain.persons import Person
from bot.emulator import EmulatedBotApi
from bot.usecases.answering import accept
from bot.usecases.booking import Asked, ask
from bot.usecases.files import PersonRow
from bot.usecases.identity import in_event
from storage.migrate import upgrade
from storage.unit_of_work import SqlDatabase, SqlUnitOfWork
from tests.support.world import make_event, row

SECRET = b"bench"
ORGANIZER = 1000
_FIRST_CHAT = 6_000_001
_MEMBERS = 400  # of each event, who have joined; some of them have agreed on meetings
_MEETINGS = 100


async def fill(database: SqlDatabase, events: int, people: int) -> list[Event]:
    """Make the events; the first ``_MEMBERS`` of each have joined."""
    now, made = SystemClock().now(), list[Event]()
    for number in range(events):
        day = now.date() + timedelta(days=7)
        event = replace(make_event(), slug=f"event-{number}", name=f"Event {number}")
        event = replace(event, blocks=(conference_block(day), conference_block(day + timedelta(days=1))))
        async with database.writing() as uow:
            made.append(await uow.events.save(event))
            rows = (_person(number, one) for one in range(people))
            await uow.participants.add_all(made[-1], rows)
        async with database.writing() as uow:
            await _join(uow, made[-1], now)
    return made


def _person(event: int, number: int) -> PersonRow:
    chance = random.Random(number)  # noqa: S311
    name = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}{number}"
    text = " ".join(chance.choices(_LAST, k=60))
    return replace(
        row(
            name,
            key=f"{event}-{number}",
            organization=f"{chance.choice(_LAST)} Ltd {number % 900}",
            description=text,
        ),
        windows=None,
    )


_FIRST = ("Ana", "Bogdan", "Călin", "Dóra", "Emőke", "Florin", "Gergő", "Horia", "Ilinca", "Jenő")
_LAST = ("Rusu", "Szabó", "Ţurcanu", "Mureşan", "Kovács", "Pop", "Dragomir", "Fekete", "Lázár", "Oprea")


def _chat(event: Event, number: int) -> int:
    return _FIRST_CHAT + event.id * 10_000 + number


async def _join(uow: SqlUnitOfWork, event: Event, now: datetime) -> None:
    everybody = await uow.participants.page(event.id, 0, _MEMBERS)
    joined = []
    for number, one in enumerate(everybody):
        chat = _chat(event, number)
        await uow.persons.save(Person(chat, "en", event_id=event.id), now)
        await uow.participants.connect(one.id, chat, now)
        joined.append(await in_event(uow, chat, event.id))
    for guest, host, slot in zip(joined[:_MEETINGS], joined[_MEETINGS:], event.slots, strict=False):
        asked = await ask(uow, guest, host.id, slot.start, "", now)
        assert isinstance(asked, Asked)
        await accept(uow, host, asked.request.id, 1, now)


class Timed:
    """One person, each of whose actions is kept under a name."""

    def __init__(self, presser: Presser, waits: dict[str, list[float]]) -> None:
        self.presser = presser
        self.waits = waits

    async def say(self, name: str, text: str, shown: str = "") -> None:
        await self.presser.say(text, shown)
        self.waits[name].append(self.presser.tally.waits[-1])

    async def press(self, name: str, prefix: str) -> None:
        try:
            await self.presser.press(prefix)
        except LostError:
            return
        self.waits[name].append(self.presser.tally.waits[-1])


async def delegate(person: Timed, chance: random.Random) -> None:
    """Look at everything that a delegate can see, and book."""
    await person.say("home", "/start", "d:")
    await person.press("directory", "d:")
    await person.press("directory", "d:")
    await person.press("profile", "p:")
    await person.press("free times", "s:")
    await person.press("last look", "k:")
    await person.press("request", "q:")
    await person.say("requests", "/requests", "h")
    await person.press("one request", "r:")
    await person.press("withdraw", "wd:")
    await person.say("search", f"/find {chance.choice(_LAST)}", "h")
    await person.say("search with a typo", f"/find {chance.choice(_FIRST)} {chance.choice(_LAST)[:-1]}x", "h")
    await person.say("a name and a time", f"{chance.choice(_LAST)}{chance.randrange(1000)} 15:00")
    await person.say("who is free then", "15:00")
    await person.say("agenda", "/agenda", "h")
    await person.press("meeting", "m:")
    await person.say("settings", "/settings", "h")
    await person.say("privacy", "/privacy", "h")


async def organizer(person: Timed) -> None:
    """Look at the desk of an event."""
    for what, prefix in (("figures", "of:"), ("not connected", "on:")):
        await person.say("organizer", "/organizer", "o")
        await person.press("desk", "og:")
        await person.press(what, prefix)


async def newcomer(person: Timed, payload: str) -> None:
    """Come in by a personal link."""
    await person.say("personal link", f"/start {payload}", "j:")
    await person.press("joining", "j:")


async def main(events: int, people: int, rounds: int) -> None:
    os.sched_setaffinity(0, {PEOPLE_CORE})
    chance, waits = random.Random(3), defaultdict[str, list[float]](list)  # noqa: S311
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        api = await stack.enter_async_context(EmulatedBotApi())
        url = f"sqlite+aiosqlite:///{folder / 'bench.db'}"
        database = SqlDatabase(url)
        await upgrade(database.writer)
        made = await fill(database, events, people)
        strangers = [await _strangers(database, event, rounds) for event in made]
        await database.close()
        environment = {
            "BOT_TOKEN": api.bot.token,
            "BOT_API_URL": api.url,
            "DATABASE_URL": url,
            "LINK_SECRET": SECRET.decode(),
            "ORGANIZERS": str(ORGANIZER),
            "LOG_LEVEL": "WARNING",
        }
        process = await stack.enter_async_context(
            running(BILATERAL, api, environment, Path(os.environ.get("BENCH_LOG", folder / "bot.log")))
        )
        audience = Audience(api)
        await stack.enter_async_context(audience.watching())

        def timed(user_id: int) -> Timed:
            account = api.add_user("P", str(user_id), user_id=user_id)
            account.chat.started = True
            return Timed(Presser(account, audience, Tally(), chance), waits)

        desk = timed(ORGANIZER)
        for number in range(rounds):
            event = chance.choice(made)
            await delegate(timed(_chat(event, number)), chance)
            await organizer(desk)
            await newcomer(timed(50_000_000 + number), strangers[made.index(event)][number])
        print(f"{events * people} participants, {events} events, {process.peak_megabytes():.0f} MB at most")
    for name, seconds in waits.items():
        print(f"  {name:20} {said(seconds)}")
    print(f"the slowest p95: {max(p95(one) for one in waits.values()) * 1000:.0f} ms")


async def _strangers(database: SqlDatabase, event: Event, count: int) -> list[str]:
    """Give the payloads of some who have not joined."""
    async with database.reading() as uow:
        people = await uow.participants.page(event.id, _MEMBERS, count)
    return [link_payload(SECRET, event.id, one.id, one.generation) for one in people]


def p95(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=20)[18] if len(seconds) > 1 else seconds[0]


def said(seconds: Sequence[float]) -> str:
    return f"p50 {sorted(seconds)[len(seconds) // 2] * 1000:5.0f} ms, p95 {p95(seconds) * 1000:5.0f} ms"


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    asyncio.run(main(*(given + [20, 5_000, 40][len(given) :])))
