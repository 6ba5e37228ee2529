"""Marking updates done that wrote nothing: those that end while others are being written down go together."""

from __future__ import annotations

import asyncio
from functools import partial

from bot.botapi.bookkeeping import record
from bot.usecases.ports import Database, UnitOfWork


class _Batch:
    """Updates that one transaction marks done."""

    def __init__(self) -> None:
        self.ids: list[int] = []
        self.written = False


class Finishing:
    """Shared by all workers of a process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._batch = _Batch()
        self._line = asyncio.Lock()

    async def finish(self, update_id: int) -> None:
        """Mark an update done; returns when that is committed.

        Whoever is first in line writes for all who came since; if he fails or is stopped, the next one does.
        """
        batch = self._batch
        batch.ids.append(update_id)
        async with self._line:
            if batch.written:
                return
            if batch is self._batch:
                self._batch = _Batch()
            await record(self._database, partial(_finish, batch.ids))
            batch.written = True


async def _finish(ids: list[int], uow: UnitOfWork) -> None:
    await uow.inbox.finish_all(ids)
