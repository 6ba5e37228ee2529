"""Updates to their handlers: in order per person, in parallel across people.

An update ends *done* (its handler's own transaction said so, or it wrote nothing), is tried again after
1, 5 and 30 seconds, or ends *dead*: then the person is told that nothing was changed. Whatever happens
to one update, those of other people never wait for it.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from functools import partial
from typing import Any

from telegram import Update
from telegram.error import TelegramError

from bot.botapi.bookkeeping import record
from bot.botapi.context import BotApplication, handle
from bot.botapi.errors import said
from bot.botapi.tasks import Nursery
from bot.botapi.turn import AlreadyHandledError, Turn
from bot.intake.finishing import Finishing
from bot.intake.queues import Queue, Waiting
from bot.intake.receiver import ALLOWED_UPDATES
from bot.usecases.inbox import InboxRow, update_failed
from bot.usecases.ports import DatabaseUnavailableError, UnitOfWork

_LOG = logging.getLogger(__name__)
_RETRY_SECONDS = (1.0, 5.0, 30.0)
_PAUSE_SECONDS = 5.0  # when what became of an update can be neither read nor written
_HANDLER_SECONDS = 50.0  # less than the lease of a confirmation that a handler sends itself
_AT_ONCE = 32


class _Outcome(StrEnum):
    """What came of an attempt."""

    DONE = "done"
    AGAIN = "again"  # it was done before
    FAILED = "failed"
    DEAD = "dead"


class Workers:
    """At most one task per person who has something waiting in the queue."""

    def __init__(self, application: BotApplication, nursery: Nursery, queue: Queue) -> None:
        self._application = application
        self._services = application.bot_data
        self._nursery = nursery
        self._queue = queue
        self._finishing = Finishing(self._services.database)
        self._busy: dict[int, bool] = {}  # by sender who is served: whether to look once more
        self._free = asyncio.Semaphore(_AT_ONCE)

    async def resume(self) -> None:
        """Take up what other processes left that are gone."""
        self._serve(await self._queue.found())

    def accept(self, rows: Sequence[InboxRow]) -> None:
        """Handle updates that are stored."""
        self._queue.add(rows)
        self._serve({row.sender for row in rows})

    def close(self) -> None:
        """Let other processes go on after the updates in hand."""
        self._queue.close()

    def _serve(self, senders: Iterable[int]) -> None:
        for sender in senders:
            if sender not in self._busy:
                self._nursery.start(self._work_off(sender), f"worker {sender}")
            self._busy[sender] = True

    async def _work_off(self, sender: int) -> None:
        """See a person's updates through; whatever goes wrong, the next one waits for the one in hand."""
        in_hand: Waiting | None = None
        try:
            while True:
                self._busy[sender] = False
                try:
                    in_hand = in_hand or await self._queue.next(sender)
                    if in_hand:
                        await self._see_through(in_hand)
                        in_hand = None
                    elif not self._busy[sender]:
                        return
                except Exception as error:  # noqa: BLE001 - nobody else would take it up
                    _report(error, "The updates of a person have to wait")
                    in_hand = in_hand and replace(in_hand, left=True)  # it may have been answered
                    await asyncio.sleep(_PAUSE_SECONDS)
        finally:
            del self._busy[sender]

    async def _see_through(self, waiting: Waiting) -> None:
        row = waiting.row
        for attempt in range(row.attempts, len(_RETRY_SECONDS) + 1):
            async with self._free:
                if await self._attempt(waiting, attempt):
                    return
            if attempt < len(_RETRY_SECONDS):
                card_id = await self._wait(row, _RETRY_SECONDS[attempt])
                waiting = replace(waiting, row=replace(row, card_id=card_id))
        _LOG.error("Update %d is given up", row.update_id)
        await self._bury(row)

    async def _wait(self, row: InboxRow, seconds: float) -> int | None:
        """Wait for another try; gives the message that says that the bot is at it."""
        try_at = self._services.machine.now() + timedelta(seconds=seconds)
        await record(self._services.database, lambda uow: uow.inbox.retry(row.update_id, try_at))
        await asyncio.sleep(seconds)
        return await record(self._services.database, lambda uow: uow.inbox.card_of(row.update_id))

    async def _bury(self, row: InboxRow) -> None:
        now = self._services.clock.now()

        async def change(uow: UnitOfWork) -> None:
            card_id = await uow.inbox.card_of(row.update_id)
            if await uow.inbox.bury(row.update_id):
                await uow.outbox.add(update_failed(row.update_id, row.sender, now, card_id))

        await record(self._services.database, change)

    async def _attempt(self, waiting: Waiting, attempt: int) -> bool:
        """Try once; True when the update needs no other try."""
        loop = asyncio.get_running_loop()
        begun, row = loop.time(), waiting.row
        update = json.loads(row.payload)
        outcome = await self._outcome(waiting, update, attempt)
        if outcome is _Outcome.FAILED and attempt == len(_RETRY_SECONDS):
            outcome = _Outcome.DEAD
        self._services.metrics.update(_kind(update), outcome, loop.time() - begun)
        return outcome in (_Outcome.DONE, _Outcome.AGAIN)

    async def _outcome(self, waiting: Waiting, update: dict[str, Any], attempt: int) -> _Outcome:
        row = waiting.row
        try:
            turn = self._turn(waiting, update)
            try:
                async with asyncio.timeout(_HANDLER_SECONDS):
                    await handle(self._application, turn, answer=attempt == 0)
            except Exception as error:
                if not turn.finished:
                    raise
                # What it changed is committed and its confirmation is a row: nothing is lost by moving on.
                _report(error, f"Update {row.update_id} failed after its commit")
        except AlreadyHandledError:
            return _Outcome.AGAIN
        except Exception as error:  # noqa: BLE001 - whatever it is, it is tried again
            _report(error, f"Update {row.update_id} failed, attempt {attempt + 1}")
            return _Outcome.FAILED
        if not turn.finished:
            await self._finishing.finish(row.update_id)
        return _Outcome.DONE

    def _turn(self, waiting: Waiting, update: dict[str, Any]) -> Turn:
        read = Update.de_json(update, self._application.bot)
        again = partial(self._queue.is_pressed_again, waiting.row)
        return Turn(
            read,
            self._application.bot,
            self._services,
            left=waiting.left,
            working_card=waiting.row.card_id,
            pressed_again=again,
        )


def _kind(update: dict[str, Any]) -> str:
    return next((kind for kind in update if kind in ALLOWED_UPDATES), "other")


def _report(error: Exception, what: str) -> None:
    """Log a failure: where it happened when the fault is ours, else in one line what Telegram said."""
    if isinstance(error, DatabaseUnavailableError):
        _LOG.info("%s: the database refuses", what)  # which it has said itself
    elif isinstance(error, TelegramError):
        _LOG.warning("%s: %s", what, said(error))
    else:
        _LOG.error("%s", what, exc_info=error)
