"""Whose updates a process handles, so that each person is served in order whoever stored what.

The rules, on PostgreSQL with its *read committed* isolation:

- Whoever stores an update takes the lease of its sender in the same transaction, or, where another process
  has it, locks that lease to its commit (an upsert that changes nothing does both).
- The holder gives a lease back by locking it first and looking for updates in a second statement.

So no update is passed over. Either the one who stores locks first: then the holder's lock waits for his
commit, and the statement after it sees the new update. Or the holder locks first: then the upsert waits for
*his* commit, finds no lease any more, and the one who stores gets it. (One statement for lock and look
would not do: after waiting it would still see the inbox as it was before.)

A lease without a process that lives is no lease: it goes with its row in ``process``. The updates are found
by ``unserved``. A holder who was only thought dead does no harm: both read the oldest waiting update of the
sender, and ``inbox.finish`` lets one of them through.

Several leases are always locked in the order of their senders.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, not_, select
from sqlalchemy.sql.dml import ReturningInsert

from bot.usecases.inbox import InboxRow
from storage.connection import Connection
from storage.dialects import insert_in
from storage.inbox import COLUMNS
from storage.replica_tables import sender_lease
from storage.tables import inbox

_NEW = inbox.c.state == "new"


@cache
def _take(dialect: str) -> ReturningInsert[*tuple[Any, ...]]:
    change = insert_in(dialect, sender_lease).on_conflict_do_update(
        index_elements=[sender_lease.c.sender], set_={"holder": sender_lease.c.holder}
    )
    return change.returning(sender_lease.c.sender, sender_lease.c.holder)


class SqlLeases:
    """``bot.usecases.ports.Leases`` of the process ``holder``."""

    def __init__(self, connection: Connection, holder: int | None) -> None:
        self._connection = connection
        self._holder = holder

    async def take(self, senders: Collection[int]) -> set[int]:
        """Take the leases that are free; gives the senders whose lease this process now has."""
        if not senders:
            return set()
        values = [{"sender": sender, "holder": self._holder} for sender in sorted(senders)]
        taken = await self._connection.execute(_take(self._connection.dialect.name), values)
        return {sender for sender, holder in taken if holder == self._holder}

    async def next(self, sender: int) -> InboxRow | None:
        """Give the oldest waiting update of a sender; None also when his lease is not this process's."""
        held = select(sender_lease.c.sender).where(self._is_held(sender))
        query = select(*COLUMNS).where(_NEW, inbox.c.sender == held.scalar_subquery())
        row = (await self._connection.execute(query.order_by(inbox.c.update_id).limit(1))).one_or_none()
        return InboxRow(*row) if row else None

    async def give_back(self, sender: int, *, whatever_waits: bool = False) -> bool:
        """Give a lease back, unless updates of the sender wait; False: they do, so go on.

        ``whatever_waits``: give it back all the same, for another process to go on.
        """
        lock = select(sender_lease.c.sender).where(self._is_held(sender)).with_for_update()
        if (await self._connection.execute(lock)).one_or_none() is None:
            return True  # it was taken away
        waits = exists().where(_NEW, inbox.c.sender == sender)
        free = delete(sender_lease).where(self._is_held(sender))
        gone = await self._connection.execute(free if whatever_waits else free.where(not_(waits)))
        return gone.rowcount == 1

    async def unserved(self, limit: int) -> list[int]:
        """Give senders with waiting updates whose lease nobody has, or this process itself."""
        other = exists().where(sender_lease.c.sender == inbox.c.sender, sender_lease.c.holder != self._holder)
        query = select(inbox.c.sender).distinct().where(_NEW, not_(other)).limit(limit)
        return list((await self._connection.execute(query)).scalars())

    def _is_held(self, sender: int) -> ColumnElement[bool]:
        return and_(sender_lease.c.sender == sender, sender_lease.c.holder == self._holder)
