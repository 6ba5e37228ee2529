"""kill -9 at random moments while people book, reminders fall due and a broadcast goes out."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from tests.support.conference import STOPS, Conference, announce, conference
from tests.support.lives import active, die, live_on, reminders_owed
from tests.support.mortal import MortalBot
from tests.support.promise import Damage, Death, hold
from tests.support.soak import SEED, SOAK, show
from tests.support.stage import settings_for

KILLS = 200 if SOAK else 25  # on each database
DELEGATES, LISTENERS = (100, 300) if SOAK else (50, 150)
KILLS_AT_A_STOP = max(3, KILLS // len(STOPS))  # at least: the clock waits while a reminder is owed
# Of the Bot API; moments counted so do not depend on the machine's speed. More people need longer lives.
CALLS_BEFORE_DEATH = (1, 300) if SOAK else (1, 60)
AFTER_A_CALL_SECONDS = 0.02  # then at most, so that commits are hit, too
REPLY_SECONDS = 0.1  # after a message was sent: so that there is always something on its way
START_SECONDS, IDLE_SECONDS = 60.0, 2.0
BROADCAST_AT_KILL = 3


async def live_and_die(play: Conference, bot: MortalBot) -> list[Death]:
    """Start and kill the bot, while its clock goes on."""
    deaths, here = list[Death](), 0
    for number in range(KILLS):
        if number == BROADCAST_AT_KILL:
            await announce(play)
        await bot.start(play.now)
        await calls(play, play.chance.randint(*CALLS_BEFORE_DEATH))
        await asyncio.sleep(play.chance.uniform(0, AFTER_A_CALL_SECONDS))
        deaths.append(await die(play, bot))
        here += 1
        if here >= KILLS_AT_A_STOP and not await reminders_owed(play):
            play.stop, here = min(play.stop + 1, len(STOPS) - 1), 0
    return deaths


async def calls(play: Conference, count: int) -> None:
    """Wait for so many calls of a bot that was just started, or until it has nothing to say any more."""
    seen, end = len(play.api.calls), time.monotonic() + START_SECONDS
    until = seen + count
    while seen < until and time.monotonic() < end:
        await asyncio.sleep(0.002)
        if len(play.api.calls) > seen:
            seen, end = len(play.api.calls), time.monotonic() + IDLE_SECONDS


@pytest.mark.soak
async def test_killed_at_random_moments_nothing_is_lost(database_url: str, tmp_path: Path) -> None:
    log = tmp_path / "bot.log"
    async with (
        conference(database_url, delegates=DELEGATES, listeners=LISTENERS, seed=SEED) as play,
        MortalBot(settings_for(play.api, database_url), log) as bot,
    ):
        play.api.faults.delay("sendMessage", REPLY_SECONDS)
        async with active(play):
            deaths = await live_and_die(play, bot)
        await live_on(play, bot)

        figures = await hold(play, log.read_text(), Damage(deaths))
        presses, answered = len(play.api.world.queries), len(play.api.answers)
        assert presses - answered <= KILLS * 32
        show(
            f"seed {SEED}; {KILLS} kills; {play.said.total()} texts",
            f"of {presses} presses {answered} answered",
            f"in flight at the kills: {[death.in_flight for death in deaths]}",
            f"refused by the limits: {play.api.world.limits.refused}",
            str(figures),
        )
