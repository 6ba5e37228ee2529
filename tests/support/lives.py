"""The lives of a bot in a conference: started, left to work, killed, and at last allowed to finish."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage import tables as t
from tests.support.conference import STOPS, Conference, behave, left
from tests.support.mortal import MortalBot
from tests.support.promise import Death

_STUCK_SECONDS = 60.0  # without any progress, on a machine that is slow and busy


@asynccontextmanager
async def active(play: Conference) -> AsyncIterator[None]:
    """Let all delegates find, ask and accept one another for the length of the block."""
    async with asyncio.TaskGroup() as people:
        busy = [people.create_task(behave(person, play)) for person in play.delegates]
        yield
        for task in busy:
            task.cancel()


async def die(play: Conference, bot: MortalBot) -> Death:
    """Kill the bot; the server has read by then what had left."""
    await bot.kill()
    in_flight = await play.count(t.outbox.c.state == "sending")
    return Death(play.api.world.monotonic(), in_flight)


async def reminders_owed(play: Conference) -> int:
    """Count the reminders that are due and have not been sent: until then the clock does not go on."""
    waiting = t.outbox.c.state.in_(("new", "claimed", "sending"))
    return await play.count((t.outbox.c.kind == "reminder") & waiting & play.due)


async def work_off(play: Conference, bot: MortalBot) -> None:
    """Let a new bot do all that is left.

    Raises:
        AssertionError: it does not get on.
    """
    await bot.start(play.now)
    least, until = math.inf, time.monotonic() + _STUCK_SECONDS
    while todo := await left(play):
        if (count := sum(todo.values())) < least:
            least, until = count, time.monotonic() + _STUCK_SECONDS
        assert time.monotonic() < until, todo
        await asyncio.sleep(0.2)
    await bot.kill()


async def live_on(play: Conference, bot: MortalBot) -> None:
    """Let the bot do all that is left, and live to the end of the day."""
    await work_off(play, bot)
    while play.now != STOPS[-1]:
        play.stop += 1
        await work_off(play, bot)
