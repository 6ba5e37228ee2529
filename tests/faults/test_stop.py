"""SIGTERM in the middle of everything: the bot ends in time, in order, and leaves nothing in doubt."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from storage import tables as t
from tests.support.conference import announce, conference
from tests.support.lives import active, work_off
from tests.support.mortal import MortalBot
from tests.support.promise import hold
from tests.support.stage import settings_for

STOPS = 3
SECONDS_TO_END = 10.0


async def test_stop_under_load_leaves_nothing_in_doubt(database_url: str, tmp_path: Path) -> None:
    log = tmp_path / "bot.log"
    async with (
        conference(database_url, delegates=40, listeners=200, seed=1) as play,
        MortalBot(settings_for(play.api, database_url), log) as bot,
    ):
        await announce(play)
        async with active(play):
            for _ in range(STOPS):
                sends = len(play.api.calls_of("sendMessage"))
                await bot.start(play.now)
                while len(play.api.calls_of("sendMessage")) < sends + 30:
                    await play.api.world.journal.changed()
                begun = time.monotonic()
                assert await bot.terminate() == 0
                assert time.monotonic() - begun < SECONDS_TO_END
                assert await play.count(t.outbox.c.state.in_(("claimed", "sending", "unknown"))) == 0
                assert await play.count(t.outbox.c.unsure) == 0
        assert "ERROR" not in log.read_text()
        await work_off(play, bot)
        figures = await hold(play, log.read_text())
        assert (figures.notices_again, figures.answers_again) == (0, 0)


async def test_stop_ends_in_time_when_nothing_answers(sqlite_url: str, tmp_path: Path) -> None:
    """Telegram hangs, and what became of the messages can only be told at the next start."""
    log = tmp_path / "bot.log"
    async with (
        conference(sqlite_url, delegates=10, listeners=50, seed=1) as play,
        MortalBot(settings_for(play.api, sqlite_url), log) as bot,
    ):
        await announce(play)
        await bot.start(play.now)
        await play.api.bot_is_polling()
        play.api.faults.hang("*", times=None)
        async with active(play):
            await asyncio.sleep(3)
        begun = time.monotonic()
        assert await bot.terminate() == 0
        assert time.monotonic() - begun < SECONDS_TO_END
        play.api.faults.clear()
        await work_off(play, bot)
        await hold(play, log.read_text())
