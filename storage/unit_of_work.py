"""Transactions: each gives one repository per noun on one connection."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.broadcasts import SqlBroadcasts
from storage.drafts import SqlDrafts
from storage.engine import make_engines
from storage.events import SqlEvents
from storage.inbox import SqlInbox
from storage.meetings import SqlMeetings
from storage.outbox import SqlOutbox
from storage.participants import SqlParticipants
from storage.persons import SqlPersons
from storage.requests import SqlRequests
from storage.roles import SqlRoles
from storage.seats import SqlSeats


class SqlUnitOfWork:
    """One open transaction; ``earliest_due`` is the earliest note that was added in it."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.inbox = SqlInbox(connection)
        self.outbox = SqlOutbox(connection)
        self.events = SqlEvents(connection)
        self.persons = SqlPersons(connection)
        self.participants = SqlParticipants(connection)
        self.requests = SqlRequests(connection)
        self.meetings = SqlMeetings(connection)
        self.seats = SqlSeats(connection)
        self.broadcasts = SqlBroadcasts(connection)
        self.drafts = SqlDrafts(connection)
        self.roles = SqlRoles(connection)


class SqlDatabase:
    """A database by URL. Call ``close`` at the end."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._writer, self._reader = make_engines(url)
        self._listeners: list[Callable[[datetime], None]] = []

    @property
    def writer(self) -> AsyncEngine:
        """The engine that migrations run on."""
        return self._writer

    def on_outbox(self, listener: Callable[[datetime], None]) -> None:
        """Call ``listener`` with the earliest ``due_at`` after each commit that added notes."""
        self._listeners.append(listener)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[SqlUnitOfWork]:
        """Open a transaction that commits at the end of the block and rolls back on any exception."""
        async with self._writer.begin() as connection:
            work = SqlUnitOfWork(connection)
            yield work
        due = work.outbox.earliest_due
        if due is not None:
            for listener in self._listeners:
                listener(due)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[SqlUnitOfWork]:
        """Open a view that cannot write; it is rolled back at the end."""
        async with self._reader.connect() as connection:
            yield SqlUnitOfWork(connection)

    async def close(self) -> None:
        """Close every connection."""
        await self._writer.dispose()
        if self._reader is not self._writer:
            await self._reader.dispose()
