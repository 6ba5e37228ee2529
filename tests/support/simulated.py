"""The whole bot on simulated time in the middle of a small conference: for faults that last minutes.

The product's clock and the machine's both go with the loop, and both can be moved.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from io import StringIO

from bot.botapi.limiter import Limiter
from bot.config import LogFormat, Settings
from bot.logs import _ERRORS_ONLY, _MUTED, _OURS, set_up
from bot.main import Bilateral, running
from tests.support.conference import STOPS, Conference, behave, conference, left
from tests.support.people import Person
from tests.support.promise import Damage, Figures, hold
from tests.support.stage import settings_for
from tests.support.virtual_time import LoopClock, run_virtual

_DELEGATES, _LISTENERS = 6, 2
_SEED = 7
_PATIENCE_SECONDS = 900.0  # simulated, for what a bot owes
_REAL_SECONDS = 300.0  # on a machine that is slow and busy


@dataclass
class SimulatedDay:
    """A conference with a bot in this very process; ``log`` is what its operator reads."""

    play: Conference
    settings: Settings
    log: StringIO
    clock: LoopClock
    machine: LoopClock
    bilateral: Bilateral = field(init=False)
    process: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def start(self) -> None:
        """Start the bot."""
        bot = running(self.settings, self.clock, Limiter(), self.machine)
        self.bilateral = await self.process.enter_async_context(bot)

    async def stop(self) -> None:
        """Stop it, as SIGTERM does."""
        await self.process.aclose()

    async def mingle(self, seconds: float, *, without: Sequence[Person] = ()) -> None:
        """Let people find, ask and accept one another for so long, on simulated time."""
        async with asyncio.TaskGroup() as people:
            busy = [
                people.create_task(behave(one, self.play))
                for one in self.play.delegates
                if one not in without
            ]
            await asyncio.sleep(seconds)
            for task in busy:
                task.cancel()

    async def rest(self) -> None:
        """Wait until the bot has done all that it owes.

        Raises:
            AssertionError: it has not, for a quarter of an hour.
        """
        end = asyncio.get_running_loop().time() + _PATIENCE_SECONDS
        while todo := await left(self.play):
            assert asyncio.get_running_loop().time() < end, todo
            await asyncio.sleep(1)

    async def move_on(self) -> None:
        """Move the product's clock to the next stop of the day."""
        self.play.stop += 1
        self.clock.move(STOPS[self.play.stop] - self.clock.now())
        self.bilateral.alarm.rearm()

    async def hold(self, damage: Damage | None = None) -> Figures:
        """Play the day to its end, then hold the promise."""
        await self.rest()
        while self.play.stop < len(STOPS) - 1:
            await self.move_on()
            await self.rest()
        return await hold(self.play, self.log.getvalue(), damage)

    def said(self, text: str) -> int:
        """Count the lines of the log that contain this, in whatever case."""
        return sum(text.lower() in line.lower() for line in self.log.getvalue().splitlines())


def play_day(
    database_url: str, scene: Callable[[SimulatedDay], Awaitable[None]], *, started: bool = True
) -> None:
    """Play a scene in a day that begins in the morning."""
    machine = LoopClock()

    async def main() -> None:
        async with _day(database_url, machine, started=started) as day:
            await scene(day)

    run_virtual(main(), machine=machine, real_seconds=_REAL_SECONDS)


@asynccontextmanager
async def _day(database_url: str, machine: LoopClock, *, started: bool) -> AsyncIterator[SimulatedDay]:
    with operators_log() as log:
        async with conference(database_url, delegates=_DELEGATES, listeners=_LISTENERS, seed=_SEED) as play:
            settings = settings_for(play.api, database_url)
            clock = LoopClock()
            clock.move(play.now - clock.now())
            play.clock = clock
            day = SimulatedDay(play, settings, log, clock, machine)
            try:
                if started:
                    await day.start()
                yield day
            finally:
                await day.stop()


@contextmanager
def operators_log() -> Iterator[StringIO]:
    """Collect what the product logs, as an operator reads it."""
    root, log = logging.getLogger(), StringIO()
    loggers = [root, *(logging.getLogger(name) for name in (*_OURS, *_ERRORS_ONLY, *_MUTED))]
    handlers, levels = root.handlers[:], [logger.level for logger in loggers]
    hook = sys.excepthook
    set_up(Settings.load(env_file=None, log_format=LogFormat.TEXT, log_level="WARNING"))
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(log)
    try:
        yield log
    finally:
        root.handlers[:], sys.excepthook = handlers, hook
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
