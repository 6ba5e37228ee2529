"""Every screen in a database that is full: how long one person waits for it, and what it costs the bot.

python -m bench.bench_scale [--postgres] [EVENTS PEOPLE_OF_EACH [ROUNDS]]

Without sizes, the two that matter: a hundred thousand people at twenty events, ten thousand at one.
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
from pathlib import Path
from statistics import quantiles

from bench.contenders import BILATERAL, PEOPLE_CORE, Process, running
from bench.crowded import SECRET, fill
from bench.people import Audience, Presser, Tally
from bench.walks import Figure, Timed, delegate, guest_and_host, heavy, newcomer, organizer
from bot.emulator import EmulatedBotApi
from storage.migrate import upgrade
from storage.unit_of_work import SqlDatabase
from tests.support.postgres import postgres_server

ORGANIZER, FIRST_NEWCOMER = 1000, 50_000_000
SIZES = ((20, 5_000), (1, 10_000))
ROUNDS = 40
_HEAVY_ROUNDS = 5
_BUSY = 0.1  # seconds of work in a second


async def measure(events: int, people: int, rounds: int, *, postgres: bool = False) -> None:
    """Let one person after the other look at everything; prints the figures."""
    chance, figures = random.Random(3), defaultdict[str, list[Figure]](list)  # noqa: S311
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        api = await stack.enter_async_context(EmulatedBotApi())
        url = f"sqlite+aiosqlite:///{folder / 'bench.db'}"
        if postgres:
            url = stack.enter_context(postgres_server()).url
        database = SqlDatabase(url)
        await upgrade(database.writer)
        halls = await fill(database, events, people, rounds)
        await database.close()
        environment = {
            "BOT_TOKEN": api.bot.token,
            "BOT_API_URL": api.url,
            "DATABASE_URL": url,
            "LINK_SECRET": SECRET.decode(),
            "ORGANIZERS": str(ORGANIZER),
            "LOG_LEVEL": "WARNING",
        }
        log = Path(os.environ.get("BENCH_LOG", folder / "bot.log"))
        process = await stack.enter_async_context(running(BILATERAL, api, environment, log))
        idle = process.peak_megabytes()
        await at_rest(process)
        audience = Audience(api)
        await stack.enter_async_context(audience.watching())

        def timed(user_id: int) -> Timed:
            account = api.add_user("P", str(user_id), user_id=user_id)
            account.chat.started = True
            return Timed(Presser(account, audience, Tally(), chance), process, figures)

        desk = timed(ORGANIZER)
        for number in range(rounds):
            hall = halls[number % len(halls)]
            await delegate(timed(hall.chat(number)), hall, chance)
            await guest_and_host(timed(hall.chat(-2 - 2 * number)), timed, hall, number)
            await organizer(desk, hall, chance, number)
            await newcomer(timed(FIRST_NEWCOMER + number), hall.payload(number))
        beside = defaultdict[str, list[float]](list)
        for number in range(_HEAVY_ROUNDS):
            hall = halls[number % len(halls)]
            searcher, neighbour = (timed(hall.chat(-place - number)).presser for place in (100, 110))
            found = await heavy(desk.presser, searcher, neighbour, hall, f"more-{number}")
            for name, waits in found.items():
                beside[name] += waits
        kind = "PostgreSQL" if postgres else "SQLite"
        print(f"{events * people} participants, {events} events, {kind}:", end=" ")
        print(f"{idle:.0f} MB at the start, {process.peak_megabytes():.0f} MB at most")
    print(f"  {'':34}   n   waited p50    p95   processing p50    p95   in the loop p95   (ms)")
    for name, of_screen in figures.items():
        print(f"  {name:34} {len(of_screen):3} {said(of_screen)}")
    print("how long one waited for another card while somebody did something that looks at everybody, ms:")
    for name, waits in beside.items():
        longest = max(waits) * 1000
        print(f"  {name:34} {len(waits):4} presses, p95 {p95(waits) * 1000:5.0f}, longest {longest:5.0f}")
    for what, kind in (("processing", 1), ("processing in the loop", 2)):
        slowest = max(p95([one[kind] for one in of_screen]) for of_screen in figures.values())
        print(f"the slowest p95 of {what}: {slowest * 1000:.0f} ms", flush=True)


async def at_rest(process: Process) -> None:
    """Wait until a bot has made what it keeps of everybody: else it counts for whoever presses."""
    before, now = -_BUSY, process.work_seconds()
    while now - before > _BUSY:
        await asyncio.sleep(1)
        before, now = now, process.work_seconds()


def p95(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=20, method="inclusive")[18] if len(seconds) > 1 else seconds[0]


def said(figures: Sequence[Figure]) -> str:
    waited, processing, in_loop = zip(*figures, strict=True)
    cells = [sorted(waited)[len(waited) // 2], p95(waited)]
    cells += [sorted(processing)[len(processing) // 2], p95(processing), p95(in_loop)]
    return " {:11.1f} {:6.1f}   {:14.1f} {:6.1f}   {:15.1f}".format(*(cell * 1000 for cell in cells))


async def main(arguments: Sequence[str]) -> None:
    os.sched_setaffinity(0, {PEOPLE_CORE})
    given = [int(one) for one in arguments if one.isdigit()]
    for events, people in [(given[0], given[1])] if given else SIZES:
        rounds = given[2] if given[2:] else ROUNDS
        await measure(events, people, rounds, postgres="--postgres" in arguments)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
