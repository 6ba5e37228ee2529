"""Bilateral beside bare bots: the same server, the same machine, one core for the bot, one for the people.

All take turns in several rounds, and figures and ratios are the median of the rounds: a machine that grows
slower meanwhile does so for all of them.

python -m bench.bench_speed [SECONDS_OF_A_ROUND [PYTHON_OF_THE_RIVALS]]
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from statistics import median, quantiles

from bench.contenders import BILATERAL, OTHER_WAYS, PEOPLE_CORE, ROOT, Contender, Process, rivals
from bench.hall import crowd, hall
from bench.people import Audience, Tally, bare_round, every, host, journey, without_pause

BUSY, CALM = 50, 500
ROUNDS = 3
PAUSE_SECONDS = 2.0
WARM_SECONDS = 3.0
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


def middle(rounds: Sequence[Figures]) -> Figures:
    """Give the median of every figure."""
    figures = [field.name for field in fields(Figures) if field.name != "name"]
    return Figures(rounds[0].name, *(median(getattr(one, name) for one in rounds) for name in figures))


def compared(ours: Sequence[Figures], others: Sequence[Figures]) -> str:
    """Say the median of the ratios, each of two measured in the same round."""

    def ratio(figure: Callable[[Figures], float]) -> str:
        found = sorted(figure(one) / figure(other) for one, other in zip(ours, others, strict=True))
        return f"{median(found):.2f} x (rounds {found[0]:.2f} to {found[-1]:.2f})"

    return f"""Bilateral to {others[0].name}:
  {ratio(lambda one: one.updates_per_second)} updates/s
  {ratio(lambda one: one.cpu_ms_per_update)} CPU per update
  {ratio(lambda one: one.calm_p99)} p99 of {CALM} people
  {ratio(lambda one: one.peak_megabytes)} memory"""


async def main(seconds: float, python: Path) -> None:
    os.sched_setaffinity(0, {PEOPLE_CORE})
    contenders = (BILATERAL, *rivals(python), *OTHER_WAYS)
    measured: list[list[Figures]] = [[] for _ in contenders]
    for number in range(ROUNDS):
        for contender, rounds in zip(contenders, measured, strict=True):
            rounds.append(await measure(contender, seconds))
            print(f"round {number + 1}: {said(rounds[-1])}", flush=True)
    results = [middle(rounds) for rounds in measured]
    print(f"\nThe median of {ROUNDS} rounds:", *map(said, results), sep="\n")
    for others in measured[1:]:
        print(compared(measured[0], others))
    OUT.mkdir(exist_ok=True)
    (OUT / "speed.json").write_text(json.dumps([asdict(one) for one in results], indent=1))


if __name__ == "__main__":
    given = sys.argv[1:]
    asyncio.run(main(float(given[0]) if given else 8.0, Path(given[1] if given[1:] else RIVALS_PYTHON)))
