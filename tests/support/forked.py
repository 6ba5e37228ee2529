"""Processes that start at once: forks of one that has imported the bot and made what is dear to make.

That one is multiprocessing's server of forks, started by each process of tests when it is first needed.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from contextlib import chdir
from multiprocessing import connection, forkserver
from multiprocessing.process import BaseProcess
from pathlib import Path

_BORN_WITH = "tests.support.born_with"  # what every fork has
_PATIENCE_SECONDS = 60.0
_ROOT = Path(__file__).parents[2]


class Forked:
    """A process that was started and not waited for yet."""

    def __init__(self, process: BaseProcess) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        """Its number at the system."""
        assert self._process.pid
        return self._process.pid

    async def ended(self) -> int:
        """Wait until it is gone; gives its exit status, negative of the signal that killed it."""
        await asyncio.to_thread(self._process.join, _PATIENCE_SECONDS)
        status = self._process.exitcode
        assert status is not None, f"process {self.pid} goes on"
        self._process.close()
        return status


async def fork(work: Callable[..., None], *given: object, log: Path | None = None) -> Forked:
    """Let a process of its own do ``work``, a function of a module, with what was given.

    It writes to ``log`` what it would say, and does not outlive this process.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_BORN_WITH])
    process = context.Process(target=_live, args=(work, given, log), daemon=True)
    with chdir(_ROOT):  # where the server finds these modules
        forkserver.ensure_running()
    await asyncio.to_thread(process.start)
    return Forked(process)


def _live(work: Callable[..., None], given: tuple[object, ...], log: Path | None) -> None:
    assert _BORN_WITH in sys.modules, "the server of forks has not imported the bot"
    if log:
        with log.open("ab") as file:
            for stream in (sys.stdout, sys.stderr):
                os.dup2(file.fileno(), stream.fileno())
    threading.Thread(target=_end_with_the_test, daemon=True).start()
    work(*given)


def _end_with_the_test() -> None:
    """Wait until the process of the test is gone, which may have been killed, and go as well."""
    test = multiprocessing.parent_process()
    assert test
    connection.wait([test.sentinel])
    os._exit(1)
