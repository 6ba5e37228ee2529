"""One process among those that share a PostgreSQL database.

A process is alive while its row in ``process`` says so by the database's own clock *and* the session that
it listens on holds the lock that the row names. The lock is free the moment that a process is killed; the
clock is for a machine that is gone without a word. Whoever finds a dead one deletes its row, and with it
everything that it held. A process that was only thought dead (it stood still for too long) writes its row
again and goes on, with nothing in its hands.

Processes talk by ``NOTIFY``: what is said is no more than a hint to look at the rows now. It is lost when
nobody listens, and nothing but time is lost with it.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, Never

from sqlalchemy import delete, func, or_, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from storage.errors import DATABASE_ERRORS, in_one_line
from storage.notices import CHANNEL, Notice, announce
from storage.replica_tables import lease, process, sender_lease

_LOG = logging.getLogger(__name__)
_LIFE_SECONDS = 10  # beyond the last sign of life; with a beat more, dead processes are found within 12 s
_BEAT_SECONDS = 2.0
_PATIENCE_SECONDS = 5.0  # for the database to answer
_AGAIN_SECONDS = 0.5
_DUTY = "duty"
_LOCKS = 4_711_021  # any fixed number: the class of the locks of sessions
_NUMBERS = 2**31

_IS_GONE = or_(
    process.c.alive_until < func.clock_timestamp(), func.pg_try_advisory_xact_lock(_LOCKS, process.c.session)
)


class PostgresReplica:
    """This process; ``run`` keeps it alive. ``on_duty``: whether it does what only one may do at a time.

    ``hear`` is called with what other processes say, ``turn`` when ``on_duty`` has changed. There is no
    hearing what was said while the connection was down, so a notice ``FREE`` stands for that, too.
    """

    def __init__(self, url: str, hear: Callable[[Notice], None], turn: Callable[[bool], None]) -> None:
        self.id = secrets.randbelow(_NUMBERS)
        self.on_duty = False
        self.connected = asyncio.Event()
        self._engine = create_async_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self._hear = hear
        self._turn = turn
        self._look = asyncio.Event()
        self._using = asyncio.Lock()  # a connection does one thing at a time
        self._connection: AsyncConnection | None = None
        self._session_number = 0
        self._retired = False
        self._failing = False

    async def run(self) -> Never:
        """Be one of them until cancelled; trouble is logged when it begins and when it is over."""
        while True:
            try:
                async with self._session() as connection:
                    await self._live(connection)
            except Exception as error:  # noqa: BLE001 - the driver's own, too: a new session must follow
                self._failed(error)
            await asyncio.sleep(_AGAIN_SECONDS)

    async def tell(self, kind: str, text: str = "") -> None:
        """Say something to the others; not said while the connection is down."""
        notice = Notice(kind, self.id, text)
        await self._between_beats(lambda connection: announce(connection, notice))

    async def retire(self) -> None:
        """Leave the duty to another process at once; this one goes on with what it has begun."""
        self._retired = True
        self._set_duty(on_duty=False)
        free = delete(lease).where(lease.c.holder == self.id)
        await self._between_beats(lambda connection: connection.execute(free))
        await self.tell(Notice.FREE)

    async def leave(self) -> None:
        """Be gone: everything held is free for others at once. Call it after ``run`` was cancelled."""
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS), self._engine.connect() as connection:
                await self._bury(connection, [self.id])
                await announce(connection, Notice(Notice.FREE, self.id))
        except (*DATABASE_ERRORS, TimeoutError) as error:
            _LOG.warning("The other replicas will find out by themselves: %s", in_one_line(error))
        await self._engine.dispose()

    @asynccontextmanager
    async def _session(self) -> AsyncIterator[AsyncConnection]:
        """Connect, listen and hold the lock that stands for this session."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            connection = await self._engine.connect()
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                driver: Any = (await connection.get_raw_connection()).driver_connection
                await driver.add_listener(CHANNEL, self._heard)
                self._session_number = secrets.randbelow(_NUMBERS)
                await connection.execute(select(func.pg_advisory_lock(_LOCKS, self._session_number)))
                await self._sign(connection)
            self._connection = connection
            yield connection
        finally:
            self._connection = None
            self.connected.clear()
            self._set_duty(on_duty=False)
            await connection.invalidate()  # without waiting for a server that may be gone
            await connection.close()

    async def _live(self, connection: AsyncConnection) -> Never:
        self._hear(Notice(Notice.FREE, self.id))
        while True:
            self._look.clear()
            async with self._patiently():
                await self._beat(connection)
            if self._failing:
                _LOG.warning("This process is one of the replicas again")
            self._failing = False
            self.connected.set()
            try:
                async with asyncio.timeout(_BEAT_SECONDS):
                    await self._look.wait()
            except TimeoutError:
                self._hear(Notice(Notice.FREE, self.id))

    async def _sign(self, connection: AsyncConnection) -> None:
        until = func.clock_timestamp() + text(f"interval '{_LIFE_SECONDS} seconds'")
        values = {"session": self._session_number, "alive_until": until}
        statement = insert(process).values(id=self.id, **values)
        await connection.execute(statement.on_conflict_do_update(index_elements=[process.c.id], set_=values))

    async def _beat(self, connection: AsyncConnection) -> None:
        await self._sign(connection)
        gone = list(await connection.scalars(select(process.c.id).where(process.c.id != self.id, _IS_GONE)))
        if gone:
            _LOG.warning("Processes that are gone: %d; what they held is taken over", len(gone))
            await self._bury(connection, gone)
            await announce(connection, Notice(Notice.FREE, self.id))
            self._hear(Notice(Notice.FREE, self.id))
        if not self._retired:
            taken = insert(lease).values(name=_DUTY, holder=self.id).on_conflict_do_nothing()
            await connection.execute(taken)
            holder = await connection.scalar(select(lease.c.holder).where(lease.c.name == _DUTY))
            self._set_duty(on_duty=holder == self.id and not self._retired)  # which may be so since

    async def _bury(self, connection: AsyncConnection, ids: list[int]) -> None:
        # In the order in which everybody locks them; the rest goes with the rows of the processes.
        held = select(sender_lease.c.sender).where(sender_lease.c.holder.in_(ids))
        held = held.order_by(sender_lease.c.sender).with_for_update()
        await connection.execute(delete(sender_lease).where(sender_lease.c.sender.in_(held)))
        gone = or_(process.c.id == self.id, _IS_GONE)
        await connection.execute(delete(process).where(process.c.id.in_(ids), gone))

    async def _between_beats(self, work: Callable[[AsyncConnection], Awaitable[object]]) -> None:
        """Do something with the session; if that fails, the next beat comes at once and finds out more."""
        try:
            async with self._patiently():
                if self._connection is not None:
                    await work(self._connection)
        except Exception as error:  # noqa: BLE001 - the driver's own, too: what was said is only a hint
            self._failed(error)
            self._look.set()

    def _failed(self, error: Exception) -> None:
        if not self._failing:
            _LOG.error("This process is cut off from the other replicas: %s", in_one_line(error))
        self._failing = True

    @asynccontextmanager
    async def _patiently(self) -> AsyncIterator[None]:
        async with asyncio.timeout(_PATIENCE_SECONDS), self._using:
            yield

    def _heard(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        notice = Notice.parse(str(payload))
        if notice is None or notice.origin == self.id:
            return
        if notice.kind == Notice.FREE:
            self._look.set()
        self._hear(notice)

    def _set_duty(self, *, on_duty: bool) -> None:
        if on_duty != self.on_duty:
            self.on_duty = on_duty
            self._turn(on_duty)
