"""Bots in processes of their own, to be killed with SIGKILL and started again at once.

A parent that has imported everything forks one bot for each line that it reads, so a start costs no imports.
It is this module run as a program; it lives in one thread and holds no loop, so forking is safe.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

from pydantic import SecretStr

from bot.clocks import SystemClock
from bot.config import Settings
from bot.main import running

_GONE_SECONDS = 10.0


class _AheadClock:
    """A clock that goes with the machine's, so far ahead of it; set once."""

    def __init__(self, start: datetime) -> None:
        self._machine = SystemClock()
        self._ahead: timedelta = start - self._machine.now()

    def now(self) -> datetime:
        return self._machine.now() + self._ahead


class MortalBot:
    """At most one bot process; ``log`` is the file that all of them write to."""

    def __init__(self, settings: Settings, log: Path) -> None:
        self.log = log
        self.kills = 0
        self._settings = settings
        self._parent: asyncio.subprocess.Process | None = None
        self._pid = 0

    async def __aenter__(self) -> Self:
        with self.log.open("ab") as log:
            self._parent = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.support.mortal"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                cwd=Path(__file__).parents[2],
            )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._pid:
            await self.kill()
        assert self._parent
        assert self._parent.stdin
        self._parent.stdin.close()
        await self._parent.wait()

    async def start(self, now: datetime) -> None:
        """Start a bot whose clock stands at ``now``."""
        settings = self._settings
        given = {
            "now": now.isoformat(),
            "bot_token": settings.token(),
            "bot_api_url": settings.bot_api_url,
            "database_url": settings.database_url,
            "organizers": sorted(settings.organizers),
            "link_secret": settings.secret().decode(),
        }
        assert self._parent
        assert self._parent.stdin
        assert self._parent.stdout
        self._parent.stdin.write(f"{json.dumps(given)}\n".encode())
        self._pid = int(await self._parent.stdout.readline())

    async def kill(self) -> None:
        """Kill it without a warning, and wait until it is gone."""
        pid, self._pid = self._pid, 0
        os.kill(pid, signal.SIGKILL)
        self.kills += 1
        async with asyncio.timeout(_GONE_SECONDS):
            while _alive(pid):  # noqa: ASYNC110 - nobody but the parent is told
                await asyncio.sleep(0.002)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _live(given: dict[str, Any]) -> None:
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    settings = Settings.load(
        env_file=None,
        bot_token=SecretStr(given["bot_token"]),
        bot_api_url=given["bot_api_url"],
        database_url=given["database_url"],
        organizers=frozenset(given["organizers"]),
        link_secret=SecretStr(given["link_secret"]),
    )

    async def serve() -> None:
        async with running(settings, _AheadClock(datetime.fromisoformat(given["now"]))):
            await asyncio.Event().wait()

    asyncio.run(serve())


def _give_birth() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    while line := sys.stdin.readline():
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _live(json.loads(line))
            os._exit(0)
        print(pid, flush=True)  # noqa: T201 - how processes talk here


if __name__ == "__main__":
    _give_birth()
