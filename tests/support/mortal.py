"""Bots in processes of their own, to be killed with SIGKILL and started again at once.

A parent that has imported and made everything forks a bot when a line asks for one: a start costs neither.
It is this module run as a program; it lives in one thread and holds no loop, so forking is safe.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

from pydantic import SecretStr

from bot import logs
from bot.clocks import SystemClock
from bot.config import Settings
from bot.main import prepare, running, stop_signal

_PATIENCE_SECONDS = 60.0


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
            "more": {
                "mode": settings.mode,
                "webhook_url": settings.webhook_url,
                "listen": f"{settings.listen.host}:{settings.listen.port}" if settings.listen else "",
            },
        }
        self._pid = int(await self._ask({"live": given}))

    @property
    def pid(self) -> int:
        """The process that lives; 0 when there is none."""
        return self._pid

    async def kill(self) -> None:
        """Kill it without a warning, and wait until it is gone."""
        self.kills += 1
        assert await self._end(signal.SIGKILL) == -signal.SIGKILL

    async def terminate(self) -> int:
        """Ask it to stop, and wait until it is gone; gives its exit status."""
        return await self._end(signal.SIGTERM)

    async def _end(self, how: signal.Signals) -> int:
        pid, self._pid = self._pid, 0
        os.kill(pid, how)
        return int(await self._ask({"wait": pid}))

    async def _ask(self, what: dict[str, Any]) -> bytes:
        assert self._parent
        assert self._parent.stdin
        assert self._parent.stdout
        self._parent.stdin.write(f"{json.dumps(what)}\n".encode())
        async with asyncio.timeout(_PATIENCE_SECONDS):
            return await self._parent.stdout.readline()


def _live(given: dict[str, Any]) -> None:
    settings = Settings.load(
        env_file=None,
        bot_token=SecretStr(given["bot_token"]),
        bot_api_url=given["bot_api_url"],
        database_url=given["database_url"],
        organizers=frozenset(given["organizers"]),
        link_secret=SecretStr(given["link_secret"]),
        log_level="WARNING",
        **given["more"],
    )
    logs.set_up(settings)

    async def serve() -> None:
        stop = stop_signal()
        async with running(settings, _AheadClock(datetime.fromisoformat(given["now"]))):
            await stop.wait()

    asyncio.run(serve())


def _give_birth() -> None:
    prepare()
    while line := sys.stdin.readline():
        asked = json.loads(line)
        if "wait" in asked:
            _, status = os.waitpid(asked["wait"], 0)
            answer = os.waitstatus_to_exitcode(status)
        elif (answer := os.fork()) == 0:
            _live(asked["live"])
            os._exit(0)
        print(answer, flush=True)  # noqa: T201 - how processes talk here


if __name__ == "__main__":
    _give_birth()
