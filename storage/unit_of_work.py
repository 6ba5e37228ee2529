"""Transactions: each gives one repository per noun on one connection."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.event import Event
from bot.usecases.ports import Freed
from storage.applications import SqlApplications
from storage.broadcasts import SqlBroadcasts
from storage.calendar_feeds import SqlCalendarFeeds
from storage.check_ins import SqlCheckIns
from storage.connection import Connection
from storage.crowd import SqlCrowd
from storage.day_cards import SqlDayCards
from storage.dead_letters import SqlDeadLetters
from storage.drafts import SqlDrafts
from storage.engine import make_engine
from storage.erasing import SqlErasure
from storage.events import SqlEvents
from storage.feedback import SqlFeedback
from storage.finding import SqlFinding
from storage.handovers import SqlHandovers
from storage.inbox import SqlInbox
from storage.known import Kept, Versions
from storage.leases import SqlLeases
from storage.marks import SqlMarks
from storage.meetings import SqlMeetings
from storage.notices import Notice, announce
from storage.offers import SqlOffers
from storage.outbox import SqlOutbox
from storage.participants import SqlParticipants
from storage.persons import SqlPersons
from storage.postgres import PostgresServer
from storage.profiles import SqlProfiles
from storage.relays import SqlRelays
from storage.requests import SqlRequests
from storage.roles import SqlRoles
from storage.safety import SqlBlocks, SqlReports
from storage.seats import SqlSeats
from storage.sqlite import SqliteFile
from storage.trouble import Trouble
from storage.waiting import SqlWaiting
from storage.wrap_ups import SqlWrapUps
from storage.wrong_links import SqlWrongLinks


class SqlUnitOfWork:
    """One open transaction of the process ``holder``, where several share the database."""

    def __init__(
        self,
        connection: Connection,
        events: Kept[Event],
        people: Kept[Any],
        holder: int | None,
        *,
        view: bool,
    ) -> None:
        self.connection = connection
        versions = Versions(connection, view=view)
        self.inbox = SqlInbox(connection)
        self.leases = SqlLeases(connection, holder)
        self.outbox = SqlOutbox(connection, holder)
        self.dead_letters = SqlDeadLetters(connection, self.outbox)
        self.events = SqlEvents(connection, events, versions)
        self.persons = SqlPersons(connection, versions)
        self.crowd = SqlCrowd(connection, people, versions)
        self.erasure = SqlErasure(connection, self.crowd)
        self.participants = SqlParticipants(connection, self.crowd)
        self.applications = SqlApplications(connection)
        self.profiles = SqlProfiles(connection, self.crowd)
        self.requests = SqlRequests(connection)
        self.meetings = SqlMeetings(connection)
        self.seats = SqlSeats(connection)
        self.waiting = SqlWaiting(connection)
        self.offers = SqlOffers(connection, self.seats)
        self.handovers = SqlHandovers(connection)
        self.broadcasts = SqlBroadcasts(connection)
        self.drafts = SqlDrafts(connection)
        self.roles = SqlRoles(connection)
        self.check_ins = SqlCheckIns(connection)
        self.marks = SqlMarks(connection)
        self.day_cards = SqlDayCards(connection)
        self.feeds = SqlCalendarFeeds(connection)
        self.finding = SqlFinding(connection)
        self.blocks = SqlBlocks(connection)
        self.reports = SqlReports(connection)
        self.relays = SqlRelays(connection)
        self.feedback = SqlFeedback(connection, self.outbox)
        self.wrap_ups = SqlWrapUps(connection, self.outbox)
        self.wrong_links = SqlWrongLinks(connection)


class SqlDatabase:
    """A database by URL. Call ``close`` at the end.

    ``holder`` is the process that it is opened for, where several share it.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.holder: int | None = None
        self._engine = make_engine(url)
        is_file = self._engine.dialect.name == "sqlite"
        self._store = SqliteFile(make_url(url)) if is_file else PostgresServer(url)
        self._events, self._people = Kept[Event](), Kept[Any]()
        self._listeners: list[Callable[[datetime], None]] = []
        self._on_freed: Freed | None = None
        self._trouble = Trouble()

    @property
    def writer(self) -> AsyncEngine:
        """The engine that migrations run on."""
        return self._engine

    @property
    def is_shared(self) -> bool:
        """Whether several processes may run a bot on it at once."""
        return isinstance(self._store, PostgresServer)

    def on_outbox(self, listener: Callable[[datetime], None]) -> None:
        """Call ``listener`` with the earliest ``due_at`` after each commit that added notes."""
        self._listeners.append(listener)

    def on_freed(self, hook: Freed) -> None:
        """Call ``hook`` before each commit of a transaction in which participants have a seat less."""
        self._on_freed = hook

    @asynccontextmanager
    async def writing(self, *, at_once: bool = False) -> AsyncIterator[SqlUnitOfWork]:
        """Open a transaction that commits at the end of the block and rolls back on any exception.

        ``at_once``: the caller goes on as soon after the commit as the database allows.
        """
        begun = self._store.writing(at_once=at_once)
        async with self._trouble.watched(begun, writes=True) as connection:
            work = self._work(connection, view=False)
            yield work
            if work.seats.freed and self._on_freed:
                await self._on_freed(work, frozenset(work.seats.freed))
            due = work.outbox.earliest_due
            if due is not None and self.is_shared:
                await announce(connection, Notice.due(due, self.holder))
        if due is not None:
            for listener in self._listeners:
                listener(due)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[SqlUnitOfWork]:
        """Open a view that cannot write; it is rolled back at the end."""
        async with self._trouble.watched(self._store.reading(), writes=False) as connection:
            yield self._work(connection, view=True)

    def _work(self, connection: Connection, *, view: bool) -> SqlUnitOfWork:
        return SqlUnitOfWork(connection, self._events, self._people, self.holder, view=view)

    async def close(self) -> None:
        """Close every connection."""
        await self._store.close()
        await self._engine.dispose()
