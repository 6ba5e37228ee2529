"""The alarm clock: rows are the truth, APScheduler only says when to look at them.

One job ``wake`` stands at the moment when the next rows leave, a sweep comes every 30 seconds, and the
periodic work of the bot hangs here too. Never a job per message. The product's clock may be moved, the
scheduler's is the machine's: what is planned is the distance.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Never

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.delivery.clock_watch import ClockWatch
from bot.delivery.departures import next_look
from bot.domain.departures import EARLIEST
from bot.usecases.clock import Clock
from bot.usecases.ports import Database, DatabaseUnavailableError

_LOG = logging.getLogger(__name__)
_WAKE = "wake"
_SWEEP = timedelta(seconds=30)
_WATCH_SECONDS = 10.0
# A row that is due but blocked (its elder is on its way elsewhere) must not ring without a pause.
_AT_LEAST = timedelta(seconds=1)
# Between pieces of periodic work that begin together: at once, each would open a connection of its own.
_APART = timedelta(milliseconds=20)

Job = Callable[[], Awaitable[None]]


class Alarm:
    """Rings ``wake`` when a row is due. ``every`` before ``start``; all in one event loop.

    It can rest while another process rings: ``pause``, then ``start`` again.
    """

    def __init__(self, database: Database, clock: Clock, machine: Clock, wake: Callable[[], None]) -> None:
        self._database = database
        self._clock = clock
        self._machine = machine
        self._wake = wake
        self._armed: datetime | None = None  # on the product's clock
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._periodic: list[str] = []
        self._running = False
        database.on_outbox(self.added)

    def every(self, period: timedelta, job: Job, name: str) -> None:
        """Run ``job`` at the start, then every ``period``; never twice at once."""

        async def run() -> None:
            try:
                await job()
            except DatabaseUnavailableError:
                pass  # the next time is as good
            except asyncio.CancelledError:
                if self._running:
                    raise
                # else it ends with everything else: the scheduler would log it as a failure

        next_run_time = self._turn(len(self._periodic))
        self._periodic.append(name)
        self._scheduler.add_job(
            run,
            "interval",
            seconds=period.total_seconds(),
            id=name,
            name=name,
            next_run_time=next_run_time,
        )

    def start(self, sweep: Job) -> None:
        """Begin to ring, or begin again; ``sweep`` gives back what dead claimers hold."""
        self._running = True
        if self._scheduler.running:
            self._scheduler.resume()
            self.rearm()
        else:
            self.every(_SWEEP, sweep, "sweep")
            self._scheduler.start()
            self._wake()

    def pause(self) -> None:
        """Ring no more until the next ``start``."""
        if self._running:
            self._running, self._armed = False, None
            self._scheduler.pause()

    async def stop(self) -> None:
        """Ring never again."""
        self._running = False
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
            await asyncio.sleep(0)  # the scheduler stops itself in the loop's next round

    async def watch(self) -> Never:
        """Look at everything again when the machine's clock was set: the scheduler sleeps by the old one."""
        watch = ClockWatch(self._machine)
        while True:
            if moved := watch.moved():
                _LOG.warning("The machine's clock was set by %+d s", moved.total_seconds())
                self.rearm()
            await asyncio.sleep(_WATCH_SECONDS)

    def rearm(self) -> None:
        """Look at everything again, because a clock was moved."""
        if not self._running:
            return
        for number, name in enumerate(self._periodic):
            stands = self._scheduler.get_job(name).next_run_time
            # Not later than it stands: clocks that are moved without a pause would put it off for ever.
            self._scheduler.modify_job(name, next_run_time=min(stands, self._turn(number)))
        self._armed = None
        self._wake()

    def _turn(self, number: int) -> datetime:
        return self._machine.now() + number * _APART

    async def rest(self) -> None:
        """Stand at the moment when the next rows leave, after everything due was sent."""
        async with self._database.reading() as uow:
            look_at = await next_look(uow, self._clock.now())
        if look_at is not None:
            self._stand_at(look_at)

    def added(self, due_at: datetime) -> None:
        """Note that a row was added which is due at an instant."""
        earliest = due_at - EARLIEST  # if it is a reminder
        if earliest <= self._clock.now():
            self._wake()
        elif self._running:
            self._stand_at(earliest)

    def _stand_at(self, look_at: datetime) -> None:
        if self._armed is not None and self._armed <= look_at:
            return  # as it may have been set while rows were read
        self._armed = look_at
        wait = max(look_at - self._clock.now(), _AT_LEAST)
        self._scheduler.add_job(
            self._ring, "date", run_date=self._machine.now() + wait, id=_WAKE, replace_existing=True
        )

    async def _ring(self) -> None:
        # It only wakes: a job that drained by itself would make the scheduler skip the next one.
        self._armed = None
        self._wake()
