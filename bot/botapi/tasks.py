"""The only place where tasks are started: each has an owner who sees its failure and ends it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Self, TypeVar

_LOG = logging.getLogger(__name__)
_INSIST_SECONDS = 2.0
_T = TypeVar("_T")


class Nursery:
    """Owns tasks: a failure is logged at once, and ``close`` leaves none of them running."""

    def __init__(self, insist_seconds: float = _INSIST_SECONDS) -> None:
        self._insist_seconds = insist_seconds
        self._tasks: set[asyncio.Task[Any]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def start(self, work: Coroutine[Any, Any, _T], name: str) -> asyncio.Task[_T]:
        """Start ``work``; whoever awaits the task gets its result or exception."""
        task = asyncio.create_task(work, name=name)  # noqa: TID251 - the one place
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def settle(self, seconds: float) -> None:
        """Wait for everything that runs, and all that it starts, to end by itself, at most ``seconds``."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._tasks:
                    await asyncio.wait(set(self._tasks))

    async def close(self) -> None:
        """Cancel what runs and wait for it to end.

        What still runs after a while is cancelled again: a driver that loses its connection at the moment of
        a cancellation may raise that instead, and an endless task takes it for a failure to get over.
        """
        while tasks := {task for task in self._tasks if task is not asyncio.current_task()}:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks, timeout=self._insist_seconds)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            _LOG.error("Task %s failed", task.get_name(), exc_info=error)
