"""Where the updates of people wait: in memory, or in the rows, where several processes share them.

A process that has the database to itself knows every update that comes in. Where there are several, a person
belongs to the one that has his lease (``storage/leases.py`` tells how it is passed on), and that one reads
his updates from the rows, whoever stored them.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from bot.botapi.bookkeeping import record
from bot.usecases.inbox import InboxRow
from bot.usecases.ports import Database, UnitOfWork

_MOST_HELD = 100  # updates of one person in memory; however fast he taps, the rest waits in its rows
_AT_ONCE = 5000  # senders whose updates nobody serves, looked up at a time
_READERS = 8  # workers that look for a next update at once; connections are few


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that is next; ``left`` by somebody who may have begun it."""

    row: InboxRow
    left: bool = False


class Queue(Protocol):
    """The waiting updates of every person that this process serves."""

    async def claim(self, uow: UnitOfWork, rows: Sequence[InboxRow]) -> Sequence[InboxRow]:
        """Tell, in the transaction that stores updates, which of them this process handles."""
        ...

    def add(self, rows: Sequence[InboxRow]) -> None:
        """Take in updates that were claimed; called after the commit."""
        ...

    async def found(self) -> Collection[int]:
        """Give senders with updates that nobody serves, and that are this process's from now on."""
        ...

    async def next(self, sender: int) -> Waiting | None:
        """Give a sender's next update; None when he waits for nothing more, or is another process's."""
        ...

    async def is_pressed_again(self, row: InboxRow) -> bool:
        """Tell whether the sender's update behind the one in hand is a press of the same button."""
        ...

    def close(self) -> None:
        """Let others go on: from now on nothing is next, where there are others."""
        ...


def is_same_press(one: str, other: str) -> bool:
    """Tell whether two payloads are presses of one button of one message."""
    presses = [json.loads(payload).get("callback_query") for payload in (one, other)]
    if not all(isinstance(press, Mapping) and "message" in press for press in presses):
        return False
    first, second = ((press["message"].get("message_id"), press.get("data")) for press in presses)
    return first == second


class MemoryQueue:
    """For the only process on a database. ``found`` is called once, at the start."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queues: dict[int, deque[InboxRow]] = {}  # the first of each may be in hand
        self._in_hand: set[int] = set()  # senders
        self._rest: dict[int, bool] = {}  # who has more in the rows; whether some came since they were read
        self._left: set[int] = set()  # updates that an earlier process did not see through

    async def claim(self, _uow: UnitOfWork, rows: Sequence[InboxRow]) -> Sequence[InboxRow]:
        """All of them."""
        return rows

    def add(self, rows: Sequence[InboxRow]) -> None:
        """Put updates at the end of their senders' queues."""
        for row in rows:
            queue = self._queues.setdefault(row.sender, deque())
            if row.sender in self._rest or len(queue) >= _MOST_HELD:
                self._rest[row.sender] = True
            elif all(one.update_id != row.update_id for one in queue):
                queue.append(row)

    async def found(self) -> Collection[int]:
        """Take up what an earlier process left, however much: it stays in its rows until its turn."""
        async with self._database.reading() as uow:
            waiting = await uow.inbox.waiting()
        self._left |= {update_id for update_id, _ in waiting}
        for _, sender in waiting:
            self._queues.setdefault(sender, deque())
            self._rest[sender] = False
        return set(self._queues)

    async def next(self, sender: int) -> Waiting | None:
        """Give the next update of the sender's queue, which stays there while it is in hand."""
        queue = self._queues.get(sender)
        if queue is None:
            return None
        if sender in self._in_hand:
            self._in_hand.discard(sender)
            self._left.discard(queue.popleft().update_id)
        if not queue:
            queue.extend(await self._rest_of(sender))
        if not queue:
            del self._queues[sender]
            return None
        self._in_hand.add(sender)
        return Waiting(queue[0], left=queue[0].update_id in self._left)

    async def is_pressed_again(self, row: InboxRow) -> bool:
        """Look at the queue."""
        queue = self._queues.get(row.sender)
        return queue is not None and len(queue) > 1 and is_same_press(row.payload, queue[1].payload)

    def close(self) -> None:
        """There are no others: what waits is worked off, as far as time allows."""

    async def _rest_of(self, sender: int) -> list[InboxRow]:
        """Fetch the next updates of a person that were not held in memory."""
        rows: list[InboxRow] = []
        while not rows and sender in self._rest:
            self._rest[sender] = False
            rows = await record(self._database, lambda uow: uow.inbox.waiting_of(sender, _MOST_HELD))
            if len(rows) < _MOST_HELD and not self._rest[sender]:
                del self._rest[sender]
        return rows


class LeasedQueue:
    """For one of several processes. ``found`` is called again and again: it takes over from the dead."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stored: dict[int, set[int]] = {}  # updates of ours by sender, until their turn
        self._begun: set[int] = set()  # senders whose first update was given
        self._free = asyncio.Semaphore(_READERS)
        self._closed = False

    async def claim(self, uow: UnitOfWork, rows: Sequence[InboxRow]) -> Sequence[InboxRow]:
        """Those whose senders' leases were free, or are ours already."""
        mine = await uow.leases.take({row.sender for row in rows})
        return [row for row in rows if row.sender in mine]

    def add(self, rows: Sequence[InboxRow]) -> None:
        """Remember that nobody can have begun these."""
        for row in rows:
            self._stored.setdefault(row.sender, set()).add(row.update_id)

    async def found(self) -> Collection[int]:
        """Take over from processes that are gone, and what this one has stored without getting to know it."""
        if self._closed:
            return ()
        async with self._database.reading() as uow:
            senders = await uow.leases.unserved(_AT_ONCE)
        if not senders:
            return ()
        async with self._database.writing() as uow:
            return await uow.leases.take(senders)

    async def next(self, sender: int) -> Waiting | None:
        """Read the oldest update of the sender; where there is none, give his lease back."""
        while True:
            if not self._closed:
                async with self._free, self._database.reading() as uow:
                    row = await uow.leases.next(sender)
                if row is not None:
                    return self._waiting(row)
            async with self._free:
                free = await record(self._database, partial(self._give_back, sender))
            if free:
                self._begun.discard(sender)
                self._stored.pop(sender, None)
                return None

    async def is_pressed_again(self, row: InboxRow) -> bool:
        """Look at the rows, where this process knows that some wait."""
        if not self._stored.get(row.sender):
            return False
        async with self._free, self._database.reading() as uow:
            waiting = await uow.inbox.waiting_of(row.sender, 2)
        return len(waiting) > 1 and is_same_press(row.payload, waiting[1].payload)

    def close(self) -> None:
        """Give every lease back as soon as the update in hand is done."""
        self._closed = True

    async def _give_back(self, sender: int, uow: UnitOfWork) -> bool:
        return await uow.leases.give_back(sender, whatever_waits=self._closed)

    def _waiting(self, row: InboxRow) -> Waiting:
        # Of a person's updates only the oldest can have been begun by a process that had his lease before.
        ours = row.update_id in self._stored.get(row.sender, ())
        left = not ours and row.sender not in self._begun
        self._begun.add(row.sender)
        self._stored.get(row.sender, set()).discard(row.update_id)
        return Waiting(row, left)
