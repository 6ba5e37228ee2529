"""Sends what is due in the outbox, most urgent first, at the pace the limiter allows.

For each row: claimed, rendered from the rows as they are then, let go by the limiter, committed as
*sending*, and only then requested. So a crash leaves nothing in doubt but the requests in flight.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from telegram.error import TelegramError

from bot.botapi.bookkeeping import record
from bot.botapi.errors import said
from bot.botapi.limiter import Limiter, Uncounted
from bot.botapi.permits import Permit
from bot.botapi.replies import Bot, place
from bot.botapi.services import Runtime
from bot.delivery.clock_watch import ClockWatch
from bot.delivery.departures import Departures
from bot.delivery.outcomes import Fate, Outcome, of_error, retry
from bot.episodes import Episode
from bot.screens.screen import Screen
from bot.usecases.outbox import LEASE, NotYetError, OutboxRow, OutboxState, Priority
from bot.usecases.ports import DatabaseUnavailableError, UnitOfWork

_LOG = logging.getLogger(__name__)
_AT_ONCE = 8  # 32 is slower
_EVER = timedelta(days=36_500)  # whatever the clock said when a lease was taken
_TROUBLE_SECONDS = 2.0
_LOOK_SECONDS = 1.0
_PAUSE_SECONDS = 0.1  # until what waits for another message, which is on its way, asks again
# What a crash left in doubt has one try left: a bot that dies again and again right after its start keeps it.
_SECOND_TRY = timedelta(seconds=3)
_FLUSH_SECONDS = 1.0  # at a stop; what is not written down by then is settled at the next start

_UNTOUCHED = Outcome(Fate.REFUND, pause=timedelta(seconds=_TROUBLE_SECONDS))  # the database refused before

# Makes the message of a row; None: no longer relevant; ``NotYetError``: later.
Render = Callable[[UnitOfWork, OutboxRow, datetime], Awaitable[Screen | None]]
# Told in a transaction that the bot may not write to a chat any more.
Gone = Callable[[UnitOfWork, int], Awaitable[None]]


class Dispatcher:
    """The only unasked sender of a bot. ``rested`` is called when nothing is left to do."""

    def __init__(
        self,
        bot: Bot,
        limiter: Limiter,
        runtime: Runtime,
        render: Render,
        gone: Gone,
        rested: Callable[[], Awaitable[None]],
    ) -> None:
        self._bot = bot
        self._limiter = limiter
        self._runtime = runtime
        self._database = runtime.database
        self._render = render
        self._gone = gone
        self._rested = rested
        self._woken = asyncio.Event()
        self._stopped = False
        self._in_flight: list[Priority] = []
        self._departures = Departures()
        self._unanswered = False  # whether the last request in doubt was not followed by a reply
        self._ended: list[tuple[OutboxRow, Outcome]] = []  # not yet written down
        over = "Messages get out again, after %d failed attempts"
        self._trouble = Episode(_LOG, "Messages do not get out", over)
        self._clock = ClockWatch(runtime.machine)
        self._leases_hold_until = 0.0  # on the loop's clock
        self._last_lease = datetime.min.replace(tzinfo=runtime.machine.now().tzinfo)

    def wake(self) -> None:
        """Look for due rows now."""
        self._woken.set()

    async def recover(self, *, alone: bool = False) -> None:
        """Settle what dead claimers left; ``alone`` at start, when nobody else can hold a lease.

        When the clock was set, leases seem over that are not: whatever is on its way has as long as a lease.
        """
        if self._clock.moved():
            self._leases_hold_until = self._now() + LEASE.total_seconds()
        if self._now() < self._leases_hold_until and not alone:
            return
        before = self._runtime.machine.now() + (_EVER if alone else timedelta())
        async with self._database.writing() as uow:
            settled = await uow.outbox.recover(before, self._runtime.clock.now() + _SECOND_TRY)
        if settled:
            _LOG.warning("%d messages of an earlier claim were taken up", settled)
        self._departures.report()
        self.wake()

    def stop(self) -> None:
        """Claim nothing more; what was claimed is still sent. ``run`` ends, not in the middle of a claim."""
        self._stopped = True
        self.wake()

    async def run(self) -> None:
        """Send until stopped; each delivery is a task of the nursery."""
        self._stopped = False
        self._limiter.take_over()
        while True:
            await self._wait()
            if self._stopped:
                return
            try:
                await self._fill()
            except Exception as error:  # noqa: BLE001 - whatever it is, messages wait to be sent
                if not isinstance(error, DatabaseUnavailableError):  # which it has said itself
                    _LOG.error("The outbox does not answer: %s", type(error).__name__)
                await asyncio.sleep(_TROUBLE_SECONDS)
                self.wake()

    async def _wait(self) -> None:
        # The alarm is set when nothing is in flight; until then the clock is looked at from here.
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOK_SECONDS if self._in_flight else None):
                await self._woken.wait()
        self._woken.clear()

    async def flush(self) -> None:
        """Write down what became of the last messages; call it after ``run`` has ended."""
        ended, self._ended = self._ended, []
        try:
            async with asyncio.timeout(_FLUSH_SECONDS):
                await record(self._database, lambda uow: self._settle(uow, ended))
        except TimeoutError:
            _LOG.error("What became of %d messages could not be written down", len(ended))

    async def _fill(self) -> None:
        """Write down what ended and claim what fits beside what is in flight, in one transaction."""
        ended = list(self._ended)
        if not ended and not self._room()[0]:
            return
        lease_until, now = self._new_lease(), self._runtime.clock.now()
        async with self._database.writing() as uow:
            await self._settle(uow, ended)
            rows = await self._claim(uow, now, lease_until)
        del self._ended[: len(ended)]
        self._departures.note(rows, now)
        for row in rows:
            self._in_flight.append(row.note.priority)
            self._runtime.nursery.start(self._see_through(row, lease_until), f"message {row.id}")
        if not self._in_flight and not self._ended:
            await self._rested()

    async def _claim(self, uow: UnitOfWork, now: datetime, lease_until: datetime) -> list[OutboxRow]:
        free, least = self._room()
        if not free:
            return []
        until = await self._departures.until(uow, now)
        return await uow.outbox.claim(free, now, lease_until, reminders_until=until, least=least)

    def _room(self) -> tuple[int, Priority]:
        """Give how many rows may be claimed, and how urgent they have to be.

        What waits for its turn without hurry takes no room from what people are waiting for.
        """
        if (free := _AT_ONCE - len(self._in_flight)) > 0:
            return free, Priority.BROADCAST
        return _AT_ONCE - sum(one <= Priority.REMINDER for one in self._in_flight), Priority.REMINDER

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()

    def _new_lease(self) -> datetime:
        # Each claim's end is its name, so no two may be equal, however coarse the clock.
        lease = max(self._runtime.machine.now() + LEASE, self._last_lease + timedelta(microseconds=1))
        self._last_lease = lease
        return lease

    async def _see_through(self, row: OutboxRow, lease_until: datetime) -> None:
        try:
            outcome = await self._outcome(row, lease_until)
            if outcome is None:
                return
            self._ended.append((row, outcome))
            if outcome.fate is Fate.GONE:
                await record(self._database, lambda uow: self._gone(uow, row.note.chat_id))
        finally:
            self._in_flight.remove(row.note.priority)
            self.wake()

    async def _outcome(self, row: OutboxRow, lease_until: datetime) -> Outcome | None:
        """Deliver one message; None when the row is no longer ours."""
        now = self._runtime.clock.now()
        if row.note.not_after is not None and now > row.note.not_after:
            _LOG.warning("Message %d (%s) comes too late and is dropped", row.id, row.note.kind)
            return Outcome(Fate.DROPPED, "too late")
        try:
            async with self._database.reading() as uow:
                screen = await self._render(uow, row, now)
        except NotYetError as wait:
            if wait.until <= now:
                await asyncio.sleep(_PAUSE_SECONDS)
            return Outcome(Fate.POSTPONED, pause=wait.until - now)
        except DatabaseUnavailableError:
            return _UNTOUCHED
        except Exception as error:  # noqa: BLE001 - nor may one message stop the others
            _LOG.exception("Message %d (%s) cannot be made", row.id, row.note.kind)
            return retry(type(error).__name__, row.attempts)
        if screen is None:
            return Outcome(Fate.DROPPED, "no longer relevant")
        if self._unanswered and not await self._server_answers():
            return Outcome(
                Fate.REFUND, "the server does not answer", pause=timedelta(seconds=_TROUBLE_SECONDS)
            )
        try:
            permit: Permit | Uncounted
            if screen.edits is None:
                permit = await self._limiter.permit(row.note.chat_id, row.note.priority)
            else:
                permit = self._limiter.leave_to_edit()
        except TelegramError as error:
            return of_error(error, row.attempts)
        try:
            return await self._request(row, screen, permit, lease_until)
        finally:
            self._limiter.give_back(permit)

    async def _server_answers(self) -> bool:
        """Ask for what harms nobody: while replies are lost, each message that goes out is in doubt."""
        try:
            await self._bot.get_me()
        except TelegramError:
            return False
        self._unanswered = False
        return True

    async def _request(
        self, row: OutboxRow, screen: Screen, permit: Permit | Uncounted, lease_until: datetime
    ) -> Outcome | None:
        try:
            # From the commit until the request leaves a crash loses one of the row's two tries.
            async with self._database.writing(at_once=True) as uow:
                if not await uow.outbox.sending(row.id, lease_until, self._new_lease()):
                    return None
        except DatabaseUnavailableError:
            return _UNTOUCHED
        silent = row.note.silent if screen.silent is None else screen.silent
        try:
            message_id = await place(self._bot, row.note.chat_id, replace(screen, silent=silent), permit)
        except TelegramError as error:
            outcome = of_error(error, row.attempts)
        else:
            await self._take_away(row.note.chat_id, screen.instead_of)
            gone = Outcome(Fate.DROPPED, "the message to edit is gone")
            sent = Outcome(Fate.SENT, message_id=message_id, instead_of=screen.instead_of)
            outcome = sent if message_id else gone
        self._unanswered |= outcome.fate is Fate.DOUBT
        self._say_trouble(outcome)
        return outcome

    async def _take_away(self, chat_id: int, message_id: int | None) -> None:
        """Delete a message that another one stands for now; where that fails, both stay."""
        if message_id is not None:
            try:
                await self._bot.call("deleteMessage", {"chat_id": chat_id, "message_id": message_id})
            except TelegramError as error:
                _LOG.info("A message that is out of date stays: %s", said(error))

    def _say_trouble(self, outcome: Outcome) -> None:
        """Log when requests begin to fail by no fault of the messages, and when that is over."""
        if outcome.fate in (Fate.RETRY, Fate.DOUBT):
            self._trouble.failed(outcome.error)
        elif outcome.fate is Fate.SENT:
            self._trouble.went_well()

    async def _settle(self, uow: UnitOfWork, ended: Sequence[tuple[OutboxRow, Outcome]]) -> None:
        for row, outcome in ended:
            await self._settle_one(uow, row, outcome)

    async def _settle_one(self, uow: UnitOfWork, row: OutboxRow, outcome: Outcome) -> None:
        """Write down what became of a row; see ``Fate``."""
        now = self._runtime.clock.now()
        fate, error, due_at = outcome.fate, outcome.error, now + outcome.pause
        match fate:
            case Fate.SENT:
                await uow.outbox.sent(row.id, outcome.message_id, now, outcome.instead_of)
            case Fate.DROPPED:
                await uow.outbox.close(row.id, OutboxState.DROPPED, error)
            case Fate.POSTPONED:
                await uow.outbox.postpone(row.id, due_at)
            case Fate.REFUND | Fate.RETRY:
                await uow.outbox.again(row.id, due_at, counts=fate is Fate.RETRY, error=error)
            case Fate.DOUBT:
                state = await uow.outbox.doubt(row.id, due_at, error)
                _LOG.warning("No reply to message %d (%s): %s", row.id, row.note.kind, state)
            case Fate.MOVED:
                _LOG.warning("A chat has another id now, its messages follow it")
                await uow.outbox.follow(row.note.chat_id, outcome.new_chat_id)
                await uow.outbox.again(row.id, now, counts=True, error=error)
            case Fate.GONE | Fate.REFUSED:
                if fate is Fate.REFUSED:
                    _LOG.error("Message %d (%s) is given up: %s", row.id, row.note.kind, error)
                await uow.outbox.close(row.id, OutboxState.DEAD, error)
