"""What a process keeps in memory, for as long as the database says that it is still the same.

Events, and the words and categories of their people, are read with almost every update and change a few times
in their lives.
Each has a version in the database, a random number that a change replaces; it is read first. What belongs to
a version that is rolled back is never asked for again.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Awaitable, Callable, Hashable, Mapping
from typing import Generic, TypeVar

from sqlalchemy import bindparam, select

from storage.connection import Connection
from storage.tables import event

_T = TypeVar("_T")
_VERSIONS = 2**31
_OF = select(event.c.version, event.c.people_version).where(event.c.id == bindparam("id"))


def another_version() -> int:
    """Give a version. Not counted: a number may come again after a rollback, an id after a deletion."""
    return secrets.randbelow(_VERSIONS)


class Versions:
    """The versions of events and of their people, each read once for a view of the database.

    A transaction that writes reads them each time: it may be the one that changes them, and when it has
    waited for somebody else's rows, what it does has to be right by what is true from then on.
    """

    def __init__(self, connection: Connection, *, view: bool) -> None:
        self._connection = connection
        self._view = view
        self._seen: dict[int, tuple[int, int]] = {}

    async def of(self, event_id: int) -> tuple[int, int] | None:
        """Give the versions of an event and of its people; None when there is no such event."""
        if (seen := self._seen.get(event_id)) is not None:
            return seen
        row = (await self._connection.execute(_OF, {"id": event_id})).first()
        if row is None:
            return None
        found = row[0], row[1]
        self.note({event_id: found})
        return found

    def note(self, found: Mapping[int, tuple[int, int]]) -> None:
        """Take in what came along with something else."""
        if self._view:
            self._seen.update(found)


class Kept(Generic[_T]):
    """Values by key, each with the version that it was read at."""

    def __init__(self) -> None:
        self._values: dict[Hashable, tuple[int, _T]] = {}
        self._reading = defaultdict[Hashable, asyncio.Lock](asyncio.Lock)

    async def get(self, key: Hashable, version: int, read: Callable[[], Awaitable[_T]]) -> _T:
        """Give the value of a version; one of those who wait for it reads it, when another one is kept."""
        if (found := self._values.get(key)) is None or found[0] != version:
            async with self._reading[key]:
                if (found := self._values.get(key)) is None or found[0] != version:
                    found = self._values[key] = (version, await read())
        return found[1]
