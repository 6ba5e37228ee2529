"""Repositories of finding people: what participants keep for themselves. See ``repositories``."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.domain.marks import Marks


class MarksKept(Protocol):
    """Favourites and private notes, which only their owner sees; ids are of participants."""

    async def of(self, owner_id: int, person_id: int) -> Marks:
        """Give how one has marked another."""
        ...

    async def favourites(self, owner_id: int) -> frozenset[int]:
        """Give the ids of somebody's favourites."""
        ...

    async def notes(self, owner_id: int) -> dict[int, str]:
        """Give everything that somebody wrote for himself, by the id of the person it is about."""
        ...

    async def favour(self, owner_id: int, person_id: int, now: datetime) -> None:
        """Make somebody a favourite; one who is already stays as he is."""
        ...

    async def unfavour(self, owner_id: int, person_id: int) -> None:
        """Make somebody no favourite any more."""
        ...

    async def write(self, owner_id: int, person_id: int, note: str, now: datetime) -> None:
        """Put a note, which is not empty, in place of the one that there was."""
        ...

    async def delete_note(self, owner_id: int, person_id: int) -> None:
        """Delete the note that somebody wrote about a person."""
        ...

    async def erase(self, ids: Collection[int]) -> None:
        """Delete what participants have marked, and every mark on them."""
        ...
