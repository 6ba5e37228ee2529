"""Updates to their handlers: in order per person, in parallel across people.

An update ends *done* (its handler's own transaction said so, or it wrote nothing), is tried again after
1, 5 and 30 seconds, or ends *dead*: then the person is told that nothing was changed. Whatever happens
to one update, those of other people never wait for it.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import Sequence
from datetime import timedelta

from telegram import Update
from telegram.error import TelegramError

from bot.botapi.bookkeeping import record
from bot.botapi.context import BotApplication, handle
from bot.botapi.errors import said
from bot.botapi.tasks import Nursery
from bot.botapi.turn import AlreadyHandledError, Turn
from bot.usecases.inbox import InboxRow, update_failed
from bot.usecases.ports import DatabaseUnavailableError, UnitOfWork

_LOG = logging.getLogger(__name__)
_RETRY_SECONDS = (1.0, 5.0, 30.0)
_HANDLER_SECONDS = 50.0  # less than the lease of a confirmation that a handler sends itself
_AT_ONCE = 32
_ALL_WAITING = 1_000_000
_MOST_HELD = 100  # updates of one person in memory; however fast he taps, the rest waits in its rows


class Workers:
    """One queue and at most one task per person who has something waiting."""

    def __init__(self, application: BotApplication, nursery: Nursery) -> None:
        self._application = application
        self._services = application.bot_data
        self._nursery = nursery
        self._queues: dict[int, deque[InboxRow]] = {}
        self._rest: dict[int, bool] = {}  # who has more in the rows; whether some came since they were read
        self._left: set[int] = set()  # updates that an earlier process did not see through
        self._free = asyncio.Semaphore(_AT_ONCE)

    async def resume(self) -> None:
        """Take up what an earlier process left; call it before the first update comes in."""
        async with self._services.database.reading() as uow:
            rows = await uow.inbox.waiting(_ALL_WAITING)
        self._left |= {row.update_id for row in rows}
        self.accept(rows)

    def accept(self, rows: Sequence[InboxRow]) -> None:
        """Queue updates that are stored."""
        for row in rows:
            queue = self._queues.get(row.sender)
            if queue is None:
                self._queues[row.sender] = deque([row])
                self._nursery.start(self._serve(row.sender), f"worker {row.sender}")
            elif row.sender in self._rest or len(queue) >= _MOST_HELD:
                self._rest[row.sender] = True
            elif all(one.update_id != row.update_id for one in queue):
                queue.append(row)

    async def _serve(self, sender: int) -> None:
        queue = self._queues[sender]
        while queue:
            await self._see_through(queue[0])
            self._left.discard(queue.popleft().update_id)
            if not queue:
                queue.extend(await self._rest_of(sender))
        del self._queues[sender]

    async def _rest_of(self, sender: int) -> list[InboxRow]:
        """Fetch the next updates of a person that were not held in memory."""
        rows: list[InboxRow] = []
        while not rows and sender in self._rest:
            self._rest[sender] = False
            rows = await record(self._services.database, lambda uow: uow.inbox.waiting_of(sender, _MOST_HELD))
            if len(rows) < _MOST_HELD and not self._rest[sender]:
                del self._rest[sender]
        return rows

    async def _see_through(self, row: InboxRow) -> None:
        for attempt in range(row.attempts, len(_RETRY_SECONDS) + 1):
            async with self._free:
                if await self._attempt(row, attempt):
                    return
            if attempt < len(_RETRY_SECONDS):
                await self._wait(row, _RETRY_SECONDS[attempt])
        _LOG.error("Update %d is given up", row.update_id)
        await self._bury(row)

    async def _wait(self, row: InboxRow, seconds: float) -> None:
        try_at = self._services.machine.now() + timedelta(seconds=seconds)
        await record(self._services.database, lambda uow: uow.inbox.retry(row.update_id, try_at))
        await asyncio.sleep(seconds)

    async def _bury(self, row: InboxRow) -> None:
        sorry = update_failed(row.update_id, row.sender, self._services.clock.now())

        async def change(uow: UnitOfWork) -> None:
            if await uow.inbox.bury(row.update_id):
                await uow.outbox.add(sorry)

        await record(self._services.database, change)

    async def _attempt(self, row: InboxRow, attempt: int) -> bool:
        """Try once; True when the update needs no other try."""
        try:
            turn = self._turn(row)
            try:
                async with asyncio.timeout(_HANDLER_SECONDS):
                    await handle(self._application, turn, answer=attempt == 0)
            except Exception as error:
                if not turn.finished:
                    raise
                # What it changed is committed and its confirmation is a row: nothing is lost by moving on.
                _report(error, f"Update {row.update_id} failed after its commit")
        except AlreadyHandledError:
            return True
        except Exception as error:  # noqa: BLE001 - whatever it is, it is tried again
            _report(error, f"Update {row.update_id} failed, attempt {attempt + 1}")
            return False
        if not turn.finished:
            await record(self._services.database, lambda uow: uow.inbox.finish(row.update_id))
        return True

    def _turn(self, row: InboxRow) -> Turn:
        update = Update.de_json(json.loads(row.payload), self._application.bot)
        return Turn(update, self._application.bot, self._services, left=row.update_id in self._left)


def _report(error: Exception, what: str) -> None:
    """Log a failure: where it happened when the fault is ours, else in one line what Telegram said."""
    if isinstance(error, DatabaseUnavailableError):
        _LOG.info("%s: the database refuses", what)  # which it has said itself
    elif isinstance(error, TelegramError):
        _LOG.warning("%s: %s", what, said(error))
    else:
        _LOG.error("%s", what, exc_info=error)
