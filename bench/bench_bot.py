"""The whole bot in a process of its own, on SQLite, against the embedded server; people press here.

python bench/bench_bot.py [LISTENERS [SECONDS]]
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from statistics import quantiles

from bot.botapi.tasks import Nursery
from bot.emulator import EmulatedBotApi, Message
from storage.migrate import upgrade
from storage.unit_of_work import SqlDatabase
from tests.support.crowd import already_in
from tests.support.mortal import MortalBot
from tests.support.people import Person
from tests.support.stage import ORGANIZER_ID, settings_for
from tests.support.world import THURSDAY_WINDOW, ManualClock, make_event, row

_NEWS = "Tonight at seven: drinks in the foyer"
_PRESSERS = 200  # beside a broadcast, two a second, each for himself
_CALM_SECONDS = 12.0  # so long the bot keeps room for a rush of answers like that to /start
_BUSY = 50  # people who press without a pause
_NOW = ManualClock().now()


@asynccontextmanager
async def conference(people: int, *, limits: bool) -> AsyncIterator[tuple[EmulatedBotApi, list[Person]]]:
    """Open an event with people who have all joined, and a bot that runs."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = SqlDatabase(f"sqlite+aiosqlite:///{folder / 'bench.db'}")
        stack.push_async_callback(database.close)
        await upgrade(database.writer)
        api = await stack.enter_async_context(EmulatedBotApi(limits=limits))
        async with database.writing() as uow:
            event = await uow.events.save(make_event())
            await uow.participants.add_all(
                event, (row(f"Person {one:05}", THURSDAY_WINDOW) for one in range(people))
            )
            ids = {one.profile.name: one.id for one in await uow.participants.of_event(event.id)}
        crowd = await already_in(api, database, event, ids, _NOW)
        bot = await stack.enter_async_context(MortalBot(settings_for(api, database.url), folder / "bot.log"))
        await bot.start(_NOW)
        await api.bot_is_polling()
        yield api, crowd


async def cards_of(people: Sequence[Person]) -> list[Message]:
    """Let everybody open his home card."""
    for person in people:
        await person.say("/start")
    return [await person.expect_card("Cluj Innovation Days", 60) for person in people]


async def press_once(person: Person, card: Message, waits: list[tuple[float, float]]) -> None:
    """Go from home to the directory or back; notes the seconds to the answer and to the changed card."""
    versions = len(card.history)
    prefix = "h" if versions % 2 else "d:"
    data = next(
        one.callback_data or "" for one in card.buttons if (one.callback_data or "").startswith(prefix)
    )
    query = await person.forge(data, card)
    answered = person.api.world.monotonic()
    while len(card.history) == versions:
        await person.api.world.journal.changed()
    waits.append((answered - query.pressed_at, person.api.world.monotonic() - query.pressed_at))


def said(waits: Sequence[tuple[float, float]]) -> str:
    parts = []
    for which, seconds in zip(("answered", "card"), zip(*waits, strict=True), strict=True):
        cuts = quantiles(seconds, n=100)
        parts.append(f"{which} p50 {cuts[49] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms")
    return "; ".join(parts)


async def broadcast(listeners: int) -> None:
    """Send to everybody, from the organizer's desk, while two people a second press."""
    async with conference(listeners + _PRESSERS, limits=True) as (api, crowd), Nursery() as nursery:
        people, waits = crowd[:_PRESSERS], list[tuple[float, float]]()
        olga = Person(api, api.add_user("Olga", "Organizer", user_id=ORGANIZER_ID))
        cards = await cards_of(people)
        await olga.say("/organizer")
        await olga.expect_card("organizer")
        await olga.press("Message to everybody")
        await olga.expect_card("Message to everybody at")
        await olga.say(_NEWS)
        await olga.expect_card("This is what everybody")

        async def two_a_second() -> None:
            for person, card in itertools.cycle(zip(people, cards, strict=True)):
                nursery.start(press_once(person, card, waits), "press")
                await asyncio.sleep(0.5)

        await asyncio.sleep(_CALM_SECONDS)
        begun, calls = api.world.monotonic(), len(api.calls)
        await olga.press("Send to everybody")
        pressing = nursery.start(two_a_second(), "presses")
        while sum(_NEWS in call.params.get("text", "") for call in api.calls[calls:]) < len(crowd):  # noqa: ASYNC110 - calls are not announced
            await asyncio.sleep(0.5)
        pressing.cancel()
        new = api.calls[calls:]
        last = max(call.at for call in new if _NEWS in call.params.get("text", ""))
        sends = sum(call.method == "sendMessage" and call.ok and call.at <= last for call in new)
        seconds = last - begun
        print(f"{len(crowd)} messages beside {len(waits)} presses: {sends} sends in {seconds:.1f} s")
        print(f"over {sends} / 30 s by {(seconds / (sends / 30) - 1) * 100:.1f} %", end="; ")
        print(f"{sum(call.code == 429 for call in new)} refused (429); {said(waits)}")


async def throughput(seconds: float) -> None:
    """Let people press without a pause."""
    async with conference(_BUSY, limits=False) as (_, crowd), Nursery() as nursery:
        waits: list[tuple[float, float]] = []
        cards = await cards_of(crowd)

        async def busy(person: Person, card: Message) -> None:
            while True:
                await press_once(person, card, waits)

        for person, card in zip(crowd, cards, strict=True):
            nursery.start(busy(person, card), "busy")
        await asyncio.sleep(seconds)
        print(f"{len(waits) / seconds:.0f} presses a second by {_BUSY} people without a pause; {said(waits)}")


async def main(listeners: int, seconds: float) -> None:
    await throughput(seconds)
    await broadcast(listeners)


if __name__ == "__main__":
    given = [float(one) for one in sys.argv[1:]]
    asyncio.run(main(int(given[0]) if given else 2_000, given[1] if len(given) > 1 else 15.0))
