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
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

_T = TypeVar("_T")
_VERSIONS = 2**31


def another_version() -> int:
    """Give a version. Not counted: a number may come again after a rollback, an id after a deletion."""
    return secrets.randbelow(_VERSIONS)


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
