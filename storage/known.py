"""What a process keeps in memory, for as long as the database says that it is still the same.

Events, and the words and categories of their people, are read with almost every update and change a few times
in their lives.
Each has a version in the database, a random number that a change replaces; it is read first. What belongs to
a version that is rolled back is never asked for again.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

_T = TypeVar("_T")
_VERSIONS = 2**31


def another_version() -> int:
    """Give a version. Not counted: a number may come again after a rollback, an id after a deletion."""
    return secrets.randbelow(_VERSIONS)


class Kept(Generic[_T]):
    """Values by id, each with the version that it was read at."""

    def __init__(self) -> None:
        self._values: dict[int, tuple[int, _T]] = {}

    async def get(self, key: int, version: int, read: Callable[[], Awaitable[_T]]) -> _T:
        """Give the value of a version, read anew when another one is kept."""
        found = self._values.get(key)
        if found is None or found[0] != version:
            found = self._values[key] = (version, await read())
        return found[1]
