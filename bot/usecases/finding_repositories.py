"""Repositories of finding people: what participants look for and keep for themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.finding import Filter
from bot.domain.marks import Marks, Ties


class MarksKept(Protocol):
    """Favourites and private notes, which only their owner sees; ids are of participants."""

    async def of(self, owner_id: int, person_id: int) -> Marks:
        """Give how one has marked another."""
        ...

    async def ties(self, owner_id: int, person_id: int) -> Ties:
        """Give what one has to do with another."""
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


class Finding(Protocol):
    """Filters of the directory, and what they are applied to."""

    async def filter_of(self, owner_id: int) -> Filter:
        """Give what somebody looks for."""
        ...

    async def save_filter(self, owner_id: int, asked: Filter) -> None:
        """Note what somebody looks for, in place of what he looked for before."""
        ...

    async def dismissed(self, owner_id: int) -> frozenset[int]:
        """Give the ids of those whom somebody does not want to be suggested."""
        ...

    async def dismiss(self, owner_id: int, person_id: int, now: datetime) -> None:
        """Note somebody among them."""
        ...

    async def free_now(self, start: datetime) -> frozenset[int]:
        """Give who said that he is free in the slot that starts then, of whatever event."""
        ...

    async def free_now_of(self, owner_id: int) -> datetime | None:
        """Give the start of the slot in which somebody said last that he is free."""
        ...

    async def say_free_now(self, owner_id: int, start: datetime) -> None:
        """Note that somebody is free in a slot, in place of the one that he said before."""
        ...

    async def not_free_now(self, owner_id: int) -> None:
        """Note that somebody does not say any more that he is free."""
        ...
