"""What the use cases need from the world: a transaction with one repository per noun.

A use case is a function that takes an open unit of work; whoever opens it decides that its end is the
commit. Leaving with an exception, or a cancelled task, rolls everything back.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.usecases.inbox import InboxRow
from bot.usecases.outbox import Note, OutboxRow


class Inbox(Protocol):
    """Updates as they came."""

    async def store(self, rows: Sequence[InboxRow], now: datetime) -> int:
        """Add updates; those already known are left alone. Gives how many were new."""
        ...

    async def waiting(self, limit: int, now: datetime) -> list[InboxRow]:
        """Give updates that are not done, oldest first, whether due for another try or not."""
        ...

    async def finish(self, update_id: int) -> bool:
        """Mark an update done and erase its payload; False when it was done before."""
        ...

    async def retry(self, update_id: int, try_at: datetime) -> None:
        """Count an attempt and note when to try again."""
        ...

    async def bury(self, update_id: int) -> None:
        """Give an update up: dead, payload erased."""
        ...

    async def forget(self, before: datetime) -> int:
        """Delete finished ids older than ``before``."""
        ...


class Outbox(Protocol):
    """Messages to be sent; see ``bot.usecases.outbox`` for the states."""

    async def add(self, *notes: Note) -> None:
        """Add notes; one whose ``dedupe`` key is known already is left out."""
        ...

    async def add_claimed(self, note: Note, lease: timedelta) -> int:
        """Add a note that the caller sends himself; after the lease the dispatcher does. Gives its id."""
        ...

    async def add_broadcast(self, broadcast_id: int, event_id: int, due_at: datetime, now: datetime) -> int:
        """Add one row per connected participant of the event in one statement; gives how many."""
        ...

    async def claim(self, limit: int, now: datetime, machine_now: datetime) -> list[OutboxRow]:
        """Claim due rows, most urgent first, never two of one chat that could overtake each other."""
        ...

    async def sending(self, row_ids: Sequence[int]) -> list[int]:
        """Mark claimed rows as about to be sent; gives those that still were the caller's."""
        ...

    async def sent(self, row_id: int, message_id: int | None, now: datetime) -> None:
        """Mark a row as sent."""
        ...

    async def again(self, row_id: int, due_at: datetime, *, counts: bool, error: str = "") -> None:
        """Put a row back to be tried at ``due_at``; a refund does not count as an attempt."""
        ...

    async def close(self, row_id: int, state: str, error: str = "") -> None:
        """Put a row into a final state: unknown, dead or dropped."""
        ...

    async def recover(self, machine_now: datetime) -> int:
        """Give rows of dead claimers back and settle rows that a crash caught in ``sending``."""
        ...

    async def next_due(self) -> datetime | None:
        """Give the earliest ``due_at`` among new rows."""
        ...


class UnitOfWork(Protocol):
    """One open transaction."""

    @property
    def inbox(self) -> Inbox: ...
    @property
    def outbox(self) -> Outbox: ...


class Database(Protocol):
    """Where units of work come from."""

    def writing(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open a transaction that commits at the end of the block and rolls back on any exception."""
        ...

    def reading(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open a view that cannot write."""
        ...

    def on_outbox(self, listener: Callable[[datetime], None]) -> None:
        """Call ``listener`` with the earliest ``due_at`` after each commit that added notes."""
        ...


Use = Callable[[UnitOfWork], Awaitable[Any]]
