"""Bots in processes of their own, pinned to one core; the people who press have the other."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.emulator import EmulatedBotApi

ROOT = Path(__file__).parents[1]
BOT_CORE, PEOPLE_CORE = 0, 1
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Contender:
    """How to start a bot; ``arguments`` get the server's address and the token."""

    name: str
    python: str
    arguments: tuple[str, ...]
    ours: bool = False
    webhook: bool = False
    postgres: bool = False


def rivals(python: Path) -> Sequence[Contender]:
    """Give the bare bots, which live in an environment of their own."""
    folder = ROOT / "bench" / "rivals"
    return (
        Contender("python-telegram-bot, bare", str(python), (str(folder / "ptb_bot.py"), "{url}", "{token}")),
        Contender("aiogram, bare", str(python), (str(folder / "aiogram_bot.py"), "{url}", "{token}")),
    )


_RUN = (sys.executable, ("-m", "bot", "run"))
BILATERAL = Contender("Bilateral", *_RUN, ours=True)
OTHER_WAYS = (
    Contender("Bilateral, by webhook", *_RUN, ours=True, webhook=True),
    Contender("Bilateral, PostgreSQL", *_RUN, ours=True, postgres=True),
)


@dataclass(slots=True)
class Process:
    """A bot that runs."""

    pid: int
    seconds_to_poll: float  # from its start to its first request for updates

    def cpu_seconds(self) -> float:
        """Give what it has used so far, in user mode and in the kernel."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def work_seconds(self) -> float:
        """Give how long its threads have run so far, to the nanosecond."""
        threads = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(one.read_text().split()[0]) for one in threads) / 1e9

    def loop_seconds(self) -> float:
        """Give how long its first thread has run so far: the one of the loop, for which everybody waits."""
        return int(Path(f"/proc/{self.pid}/task/{self.pid}/schedstat").read_text().split()[0]) / 1e9

    def peak_megabytes(self) -> float:
        """Give the most memory it has had."""
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        (peak,) = (line for line in lines if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024


async def _called(api: EmulatedBotApi) -> None:
    while not api.world.webhook:  # noqa: ASYNC110 - setting it is not announced
        await asyncio.sleep(0.005)


@asynccontextmanager
async def running(
    contender: Contender, api: EmulatedBotApi, environment: Mapping[str, str], log: Path
) -> AsyncIterator[Process]:
    """Run a bot against a server for the length of the block."""
    arguments = [one.format(url=api.url, token=api.bot.token) for one in contender.arguments]
    begun = api.world.monotonic()
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            contender.python,
            *arguments,
            cwd=ROOT,
            env=os.environ | dict(environment),
            stdout=output,
            stderr=output,
        )
    os.sched_setaffinity(process.pid, {BOT_CORE})
    try:
        async with asyncio.timeout(60):
            await (_called(api) if contender.webhook else api.bot_is_polling())
        yield Process(process.pid, api.world.monotonic() - begun)
    finally:
        process.terminate()
        await process.wait()
