"""What the use cases need from the world: a transaction with one repository per noun.

A use case is a function that takes an open unit of work; whoever opens it decides that its end is the
commit. Leaving with an exception, or a cancelled task, rolls everything back.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any, Protocol

from bot.usecases.after_repositories import FeedbackGiven, Relays, WrapUps
from bot.usecases.agenda_repositories import CalendarFeeds, DayCards
from bot.usecases.application_repositories import Applications
from bot.usecases.booking_repositories import Meetings, Requests, Seats
from bot.usecases.finding_repositories import Finding, MarksKept
from bot.usecases.handover_repositories import Handovers
from bot.usecases.people_repositories import Crowd, Erasure, Participants, Persons, WrongLinksOpened
from bot.usecases.profile_repositories import Profiles
from bot.usecases.queue_repositories import DeadLetters, Inbox, Leases, Outbox
from bot.usecases.repositories import Broadcasts, CheckIns, Drafts, Events, Roles
from bot.usecases.safety_repositories import Blocks, Reports
from bot.usecases.waiting_repositories import Offers, Waiting


class DatabaseUnavailableError(Exception):
    """The database is full, locked, gone or restarting, which it has said in the log: try again later."""


class UnitOfWork(Protocol):
    """One open transaction."""

    @property
    def inbox(self) -> Inbox: ...
    @property
    def leases(self) -> Leases: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def dead_letters(self) -> DeadLetters: ...
    @property
    def erasure(self) -> Erasure: ...
    @property
    def events(self) -> Events: ...
    @property
    def persons(self) -> Persons: ...
    @property
    def crowd(self) -> Crowd: ...
    @property
    def participants(self) -> Participants: ...
    @property
    def applications(self) -> Applications: ...
    @property
    def profiles(self) -> Profiles: ...
    @property
    def requests(self) -> Requests: ...
    @property
    def meetings(self) -> Meetings: ...
    @property
    def seats(self) -> Seats: ...
    @property
    def waiting(self) -> Waiting: ...
    @property
    def offers(self) -> Offers: ...
    @property
    def handovers(self) -> Handovers: ...
    @property
    def broadcasts(self) -> Broadcasts: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def roles(self) -> Roles: ...
    @property
    def check_ins(self) -> CheckIns: ...
    @property
    def day_cards(self) -> DayCards: ...
    @property
    def feeds(self) -> CalendarFeeds: ...
    @property
    def finding(self) -> Finding: ...
    @property
    def marks(self) -> MarksKept: ...
    @property
    def blocks(self) -> Blocks: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def relays(self) -> Relays: ...
    @property
    def feedback(self) -> FeedbackGiven: ...
    @property
    def wrap_ups(self) -> WrapUps: ...
    @property
    def wrong_links(self) -> WrongLinksOpened: ...


class Database(Protocol):
    """Where units of work come from; opening, using or ending one may raise ``DatabaseUnavailableError``."""

    def writing(self, *, at_once: bool = False) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open a transaction that commits at the end of the block and rolls back on any exception.

        ``at_once``: the caller goes on as soon after the commit as the database allows.
        """
        ...

    def reading(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open a view that cannot write."""
        ...

    def on_freed(self, hook: Freed) -> None:
        """Call ``hook`` before each commit of a transaction in which participants have a seat less."""
        ...

    def on_outbox(self, listener: Callable[[datetime], None]) -> None:
        """Call ``listener`` with the earliest ``due_at`` after each commit that added notes."""
        ...


Freed = Callable[[UnitOfWork, Collection[int]], Awaitable[None]]
Use = Callable[[UnitOfWork], Awaitable[Any]]
