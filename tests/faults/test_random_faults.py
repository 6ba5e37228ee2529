"""Everything at once, at random: a conference under a seeded mix of faults, then the whole promise.

The seed decides which fault comes when; what it hits depends on the machine, too.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.conference import STOPS, Conference, announce, conference
from tests.support.lives import active, die, live_on, reminders_owed
from tests.support.mortal import MortalBot
from tests.support.promise import REQUESTS, WORKERS, Damage, Death, hold
from tests.support.saboteur import cut, locked
from tests.support.soak import SEED, SOAK, show
from tests.support.stage import settings_for

SECONDS = 600.0 if SOAK else 12.0  # on each database
PAUSE_SECONDS = (0.1, 1.0)  # between faults
SENDS = ("sendMessage", "editMessageText", "answerCallbackQuery")


@dataclass
class Chaos:
    """Does damage, and keeps account of it."""

    play: Conference
    bot: MortalBot
    url: str
    begun: float = field(default_factory=time.monotonic)
    done: Counter[str] = field(default_factory=Counter)
    deaths: list[Death] = field(default_factory=list)

    @property
    def left(self) -> float:
        """Give how many seconds it goes on."""
        return self.begun + SECONDS - time.monotonic()

    @property
    def damage(self) -> Damage:
        """Give what may come of it at most; a server that goes away keeps all replies to itself."""
        lost = self.done["lost"] + self.done["away"] * (REQUESTS + WORKERS)
        return Damage(self.deaths, lost_replies=lost, gives_up=True)

    async def strike(self) -> None:
        """Do one thing."""
        chance = self.play.chance
        kinds: list[Callable[[], Awaitable[None]]] = [self.errors, self.flood, self.lost, self.slow]
        kinds += [self.updates, self.kill, self.hold_database, self.cut_connections, self.away]
        kind = chance.choice(kinds)
        self.done[kind.__name__] += 1
        await kind()

    async def errors(self) -> None:
        """Fail some calls: an update that fails four times in a row is given up, as it should be."""
        chance = self.play.chance
        method = chance.choice((*SENDS, "getUpdates"))
        self.play.api.faults.fail(method, chance.choice((500, 502, 504)), times=chance.randint(1, 3))

    async def flood(self) -> None:
        """Ask for a pause, for one chat or for all."""
        chance = self.play.chance
        victim = str(chance.choice(self.play.delegates).id)
        when = chance.choice((None, lambda params: params.text("chat_id") == victim))
        self.play.api.faults.fail("sendMessage", retry_after=chance.randint(1, 3), when=when)

    async def lost(self) -> None:
        """Do what is asked, and do not say so."""
        faults, chance = self.play.api.faults, self.play.chance
        chance.choice((faults.drop_reply, faults.refuse))(chance.choice(SENDS), times=1)

    async def slow(self) -> None:
        """Answer late."""
        self.play.api.faults.delay(self.play.chance.choice(SENDS), 1.0, times=5)

    async def updates(self) -> None:
        """Repeat, turn round or leave out."""
        updates, chance = self.play.api.world.updates, self.play.chance
        if updates.delivered:
            updates.repeat(chance.choice(updates.delivered)["update_id"])
        updates.reverse_next(2)
        updates.skip(chance.randint(0, 3))

    async def kill(self) -> None:
        """Kill the bot and start another, later in the day perhaps."""
        self.deaths.append(await die(self.play, self.bot))
        later = len(STOPS) * (1 - self.left / SECONDS) > self.play.stop + 1
        if later and not await reminders_owed(self.play):
            self.play.stop = min(self.play.stop + 1, len(STOPS) - 1)
        await self.live()

    async def live(self) -> None:
        """Start a bot, and wait until it listens: nothing is there to be damaged before."""
        polling = self.play.api.world.updates.polling
        while polling.is_set():  # noqa: ASYNC110 - the dead one's connection is about to be missed
            await asyncio.sleep(0.01)
        await self.bot.start(self.play.now)
        await polling.wait()

    async def hold_database(self) -> None:
        """Hold it, longer than the bot waits now and then."""
        async with locked(self.url):
            await asyncio.sleep(self.play.chance.choice((0.5, 1.0, 12.0 if SOAK else 2.0)))

    async def cut_connections(self) -> None:
        """Cut the bot off its database, where it is not in the same process."""
        if self.url.startswith("postgresql"):
            await cut(self.url)

    async def away(self) -> None:
        """Take the server of the Bot API away for a moment."""
        await self.play.api.stop()
        await asyncio.sleep(0.5)
        await self.play.api.start()


@pytest.mark.soak
async def test_conference_survives_a_random_mix_of_faults(database_url: str, tmp_path: Path) -> None:
    log = tmp_path / "bot.log"
    delegates, listeners = (100, 300) if SOAK else (30, 30)
    async with (
        conference(database_url, delegates=delegates, listeners=listeners, seed=SEED) as play,
        MortalBot(settings_for(play.api, database_url), log) as bot,
    ):
        chaos = Chaos(play, bot, database_url)
        await chaos.live()
        await announce(play)
        async with active(play):
            while chaos.left > 0:
                await chaos.strike()
                await asyncio.sleep(play.chance.uniform(*PAUSE_SECONDS))
        play.api.faults.clear()
        chaos.deaths.append(await die(play, bot))
        await live_on(play, bot)
        figures = await hold(play, log.read_text(), chaos.damage)
        show(f"seed {SEED}; {SECONDS:g} s; faults: {dict(chaos.done)}", str(figures))
