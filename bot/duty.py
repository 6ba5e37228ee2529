"""What only one process of a bot does at a time, and how processes agree which one that is.

The duty: fetch updates (in polling mode), send what is due, and the periodic work. On SQLite a process has
the database to itself and is on duty from its start to its end. On PostgreSQL there may be any number of
equal processes: all handle updates, one is on duty by lease, and the others take over from it.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from typing import Never, Protocol

from bot.botapi.limiter import Limiter
from bot.botapi.tasks import Nursery
from bot.config import ConfigurationError
from bot.delivery.alarm import Alarm
from bot.delivery.dispatcher import Dispatcher
from bot.intake.poller import Poller
from bot.intake.workers import Workers
from storage.notices import Notice
from storage.replica import PostgresReplica
from storage.unit_of_work import SqlDatabase

_LOG = logging.getLogger(__name__)
_REPORT_SECONDS = 0.2
_JOIN_SECONDS = 15.0


class Duty:
    """The work of one process at a time; ``poller`` None where Telegram calls us."""

    def __init__(self, nursery: Nursery, dispatcher: Dispatcher, alarm: Alarm, poller: Poller | None) -> None:
        self._nursery = nursery
        self._dispatcher = dispatcher
        self._alarm = alarm
        self._poller = poller
        self._endless: list[asyncio.Task[Never]] = []
        self._sending: asyncio.Task[None] | None = None
        self._begun = False

    def begin(self) -> None:
        """Do the work, until ``end``."""
        self._begun = True
        self._sending = self._nursery.start(self._send_after(self._sending), "dispatcher")
        if self._poller:
            self._endless.append(self._nursery.start(self._poller.run(), "poller"))
        self._endless.append(self._nursery.start(self._alarm.watch(), "clock"))
        self._alarm.start(self._dispatcher.recover)

    def end(self) -> None:
        """Begin nothing more; messages that are on their way go on."""
        self._begun = False
        self._alarm.pause()
        self._dispatcher.stop()
        while self._endless:
            self._endless.pop().cancel()

    async def _send_after(self, before: asyncio.Task[None] | None) -> None:
        """Send, once an earlier turn of duty has ended, unless this one has ended by then, too."""
        if before:
            await asyncio.wait([before])
        if self._begun:
            await self._dispatcher.run()


class Life(Protocol):
    """How a process takes part in a bot. In this order: ``begin``, ``retire``, ``leave``."""

    def trouble(self) -> str:
        """Say why it does not take part; empty when it does."""
        ...

    async def begin(self) -> None:
        """Take up what others left, and the duty when it is free."""
        ...

    async def retire(self) -> None:
        """Begin nothing more, and let others go on where there are any."""
        ...

    async def leave(self) -> None:
        """Hold nothing any more; after what was begun has ended."""
        ...


class Alone:
    """The only process on its database."""

    def __init__(self, duty: Duty, dispatcher: Dispatcher, workers: Workers) -> None:
        self._duty = duty
        self._dispatcher = dispatcher
        self._workers = workers

    def trouble(self) -> str:
        """Nothing can keep it from taking part."""
        return ""

    async def begin(self) -> None:
        """Take up whatever an earlier process left."""
        await self._dispatcher.recover(alone=True)
        await self._workers.resume()
        self._duty.begin()

    async def retire(self) -> None:
        """Fetch, plan and claim nothing more."""
        self._duty.end()

    async def leave(self) -> None:
        """There is nobody to tell."""


class Replica:
    """One process of several on a database."""

    def __init__(
        self,
        database: SqlDatabase,
        duty: Duty,
        dispatcher: Dispatcher,
        alarm: Alarm,
        workers: Workers,
        limiter: Limiter,
    ) -> None:
        self._duty = duty
        self._dispatcher = dispatcher
        self._alarm = alarm
        self._workers = workers
        self._limiter = limiter
        self._replica = PostgresReplica(database.url, self._hear, self._turn)
        self._keepers = Nursery()  # what goes on while the rest drains
        self._taking_over: asyncio.Task[None] | None = None
        database.holder = self._replica.id

    def trouble(self) -> str:
        """Say when the others cannot be reached: then they take over what this one holds."""
        return "" if self._replica.connected.is_set() else "cut off from the other replicas"

    async def begin(self) -> None:
        """Join the others.

        Raises:
            ConfigurationError: the database does not take it.
        """
        self._keepers.start(self._replica.run(), "replica")
        self._keepers.start(self._report(), "report")
        try:
            async with asyncio.timeout(_JOIN_SECONDS):
                await self._replica.connected.wait()
        except TimeoutError:
            raise ConfigurationError("DATABASE_URL: the database does not let this process join") from None

    async def retire(self) -> None:
        """Hand the duty over, and each person's updates as soon as the one in hand is done."""
        self._workers.close()
        await self._replica.retire()

    async def leave(self) -> None:
        """Leave the others, who find everything free."""
        await self._keepers.close()
        await self._replica.leave()

    def _turn(self, on_duty: bool) -> None:
        _LOG.info("This process is %s duty", "on" if on_duty else "off")
        if on_duty:
            self._duty.begin()
        else:
            self._duty.end()

    def _hear(self, notice: Notice) -> None:
        match notice.kind:
            case Notice.FREE:
                if self._taking_over is None or self._taking_over.done():
                    self._taking_over = self._keepers.start(self._take_over(), "take over")
            case Notice.DUE if self._replica.on_duty:
                self._alarm.added(datetime.fromisoformat(notice.text))
            case Notice.SENDS if self._replica.on_duty:
                self._limiter.note_elsewhere(int(notice.text))

    async def _take_over(self) -> None:
        try:
            await self._workers.resume()
            if self._replica.on_duty:
                await self._dispatcher.recover()
        except Exception as error:  # noqa: BLE001 - storage's errors are not known in this ring
            _LOG.info("What others left has to wait: %s", type(error).__name__)

    async def _report(self) -> Never:
        """Tell whoever is on duty how many answers go out from here: they count for the same limit."""
        told = 0
        while True:
            await asyncio.sleep(_REPORT_SECONDS)
            sent = self._limiter.answers
            if sent > told and not self._replica.on_duty:
                await self._replica.tell(Notice.SENDS, str(sent - told))
            told = sent
