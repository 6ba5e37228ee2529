"""Bilateral beside bare bots: the same server, the same machine, one core for the bot, one for the people.

python bench/bench_speed.py [SECONDS [PYTHON_OF_THE_RIVALS]]
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, time, timedelta
from pathlib import Path
from statistics import quantiles

from bench.contenders import BILATERAL, OTHER_WAYS, PEOPLE_CORE, ROOT, Contender, Process, rivals, running
from bench.people import Audience, Presser, Tally, bare_round, every, host, journey, without_pause
from bot.clocks import SystemClock
from bot.domain.event import Block, Grid
from bot.emulator import EmulatedBotApi
from storage.migrate import upgrade
from storage.unit_of_work import SqlDatabase
from tests.support.crowd import already_in
from tests.support.postgres import postgres_server
from tests.support.webhooks import free_port
from tests.support.world import make_event, row

BUSY, CALM = 50, 500
PAUSE_SECONDS = 2.0
WARM_SECONDS = 3.0
_DAYS = 2
OUT = ROOT / "bench" / "out"
RIVALS_PYTHON = ROOT / ".venv-bench" / "bin" / "python"  # `make bench` sets it up


@dataclass(frozen=True, slots=True)
class Figures:
    """What one bot did. Milliseconds but for the first and the last two."""

    name: str
    updates_per_second: float
    cpu_ms_per_update: float
    busy_p50: float
    busy_p99: float
    calm_p50: float
    calm_p95: float
    calm_p99: float
    start_ms: float
    peak_megabytes: float


@asynccontextmanager
async def hall(contender: Contender, people: int) -> AsyncIterator[tuple[EmulatedBotApi, Process]]:
    """Open a server with people on it, and a bot that knows them."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        api = await stack.enter_async_context(EmulatedBotApi())
        environment: dict[str, str] = {}
        if contender.ours:
            url = f"sqlite+aiosqlite:///{folder / 'bench.db'}"
            if contender.postgres:
                url = stack.enter_context(postgres_server()).url
            environment = await _conference(api, url, people) | (_webhook() if contender.webhook else {})
        else:
            for number in range(people):
                api.add_user(f"P{number}").chat.started = True
        log = Path(os.environ.get("BENCH_LOG", folder / "bot.log"))
        yield api, await stack.enter_async_context(running(contender, api, environment, log))


def _webhook() -> dict[str, str]:
    address = f"127.0.0.1:{free_port()}"
    return {"MODE": "webhook", "LISTEN": address, "WEBHOOK_URL": f"http://{address}/telegram"}


async def _conference(api: EmulatedBotApi, url: str, people: int) -> dict[str, str]:
    """Fill a database with an event that lies ahead, and everybody in it; gives the bot's settings."""
    database, now = SqlDatabase(url), SystemClock().now()
    await upgrade(database.writer)
    first = now.date() + timedelta(days=7)
    blocks = tuple(conference_block(first + timedelta(days=number)) for number in range(_DAYS))
    async with database.writing() as uow:
        event = await uow.events.save(replace(make_event(), blocks=blocks, grid=Grid(10, 0)))
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
        "LOG_LEVEL": "WARNING",
    }


def conference_block(day: date) -> Block:
    return Block(name="Meetings", date=day, start=time(8), end=time(18), tables=tuple(map(str, range(1, 61))))


def crowd(api: EmulatedBotApi, audience: Audience, tally: Tally) -> list[Presser]:
    chance = random.Random(7)  # noqa: S311 - the same people in every run
    return [Presser(api.account(chat), audience, tally, chance) for chat in list(api.world.chats)]


async def busy(contender: Contender, seconds: float) -> tuple[float, float, Sequence[float], Process, float]:
    """Let people press without a pause; gives updates a second, CPU per update, waits, memory."""
    async with hall(contender, BUSY) as (api, process):
        audience, tally = Audience(api), Tally()
        async with audience.watching(), asyncio.TaskGroup() as tasks:
            people = crowd(api, audience, tally)
            work = [
                tasks.create_task(without_pause(one, journey if contender.ours else bare_round))
                for one in people
            ]
            if contender.ours:
                hosts = crowd(api, audience, Tally())
                work += [tasks.create_task(host(one)) for one in hosts]
            await asyncio.sleep(WARM_SECONDS)
            tally.waits.clear()
            updates, cpu, begun = (
                len(api.world.updates.delivered),
                process.cpu_seconds(),
                api.world.monotonic(),
            )
            await asyncio.sleep(seconds)
            done = len(api.world.updates.delivered) - updates
            took, cpu = api.world.monotonic() - begun, process.cpu_seconds() - cpu
            for one in work:
                one.cancel()
        if tally.lost:
            print(f"  ({tally.lost} walks began anew: somebody was faster)")
        return done / took, cpu / done * 1000, tuple(tally.waits), process, process.peak_megabytes()


async def calm(contender: Contender, seconds: float) -> Sequence[float]:
    """Let many people press once in a while; gives the waits."""
    async with hall(contender, CALM) as (api, _):
        audience, tally = Audience(api), Tally()
        async with audience.watching(), asyncio.TaskGroup() as tasks:
            people = crowd(api, audience, tally)
            for number in range(0, CALM, BUSY):
                await asyncio.gather(*(one.say("/start") for one in people[number : number + BUSY]))
            work = [tasks.create_task(every(PAUSE_SECONDS, one)) for one in people]
            await asyncio.sleep(WARM_SECONDS)
            tally.waits.clear()
            await asyncio.sleep(seconds)
            for one in work:
                one.cancel()
        return tuple(tally.waits)


async def measure(contender: Contender, seconds: float) -> Figures:
    rate, cpu, waits, process, peak = await busy(contender, seconds)
    calm_waits = await calm(contender, seconds)
    hundredths, many = quantiles(waits, n=100), quantiles(calm_waits, n=100)
    return Figures(
        name=contender.name,
        updates_per_second=rate,
        cpu_ms_per_update=cpu,
        busy_p50=hundredths[49] * 1000,
        busy_p99=hundredths[98] * 1000,
        calm_p50=many[49] * 1000,
        calm_p95=many[94] * 1000,
        calm_p99=many[98] * 1000,
        start_ms=process.seconds_to_poll * 1000,
        peak_megabytes=peak,
    )


def said(one: Figures) -> str:
    return f"""{one.name}
  {one.updates_per_second:.0f} updates/s, {one.cpu_ms_per_update:.2f} ms CPU each, {BUSY} people at once:
    p50 {one.busy_p50:.0f}, p99 {one.busy_p99:.0f} ms
  {CALM} people with a press every {PAUSE_SECONDS:.0f} s:
    p50 {one.calm_p50:.0f}, p95 {one.calm_p95:.0f}, p99 {one.calm_p99:.0f} ms
  {one.start_ms:.0f} ms to the first poll, {one.peak_megabytes:.0f} MB at most"""


def compared(ours: Figures, other: Figures) -> str:
    return f"""Bilateral to {other.name}:
  {ours.updates_per_second / other.updates_per_second:.2f} x updates/s
  {ours.cpu_ms_per_update / other.cpu_ms_per_update:.2f} x CPU per update
  {ours.calm_p99 / other.calm_p99:.2f} x p99 of {CALM} people
  {ours.peak_megabytes / other.peak_megabytes:.2f} x memory"""


async def main(seconds: float, python: Path) -> None:
    os.sched_setaffinity(0, {PEOPLE_CORE})
    results = []
    for contender in (BILATERAL, *rivals(python), *OTHER_WAYS):
        results.append(await measure(contender, seconds))
        print(said(results[-1]), flush=True)
    for other in results[1:]:
        print(compared(results[0], other))
    OUT.mkdir(exist_ok=True)
    (OUT / "speed.json").write_text(json.dumps([asdict(one) for one in results], indent=1))


if __name__ == "__main__":
    given = sys.argv[1:]
    asyncio.run(main(float(given[0]) if given else 15.0, Path(given[1] if given[1:] else RIVALS_PYTHON)))
