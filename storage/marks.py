"""Favourites and private notes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, exists, select

from bot.domain.marks import Marks, Ties
from storage.connection import Connection
from storage.dialects import insert as insert_for
from storage.finding_tables import favourite, private_note
from storage.meetings import AGREED
from storage.offers import HELD
from storage.waiting import WAITS

_FAVOURITES = select(favourite.c.person_id).where(favourite.c.owner_id == bindparam("owner"))
_NOTES = select(private_note.c.person_id, private_note.c.text).where(
    private_note.c.owner_id == bindparam("owner")
)
_IS_FAVOURITE = exists().where(
    favourite.c.owner_id == bindparam("one"), favourite.c.person_id == bindparam("other")
)
_NOTE = (
    select(private_note.c.text)
    .where(private_note.c.owner_id == bindparam("one"), private_note.c.person_id == bindparam("other"))
    .scalar_subquery()
)
_OF = select(_IS_FAVOURITE, _NOTE)
_TIES = select(_IS_FAVOURITE, _NOTE, AGREED, WAITS, HELD)  # a card asks for all of it


class SqlMarks:
    """``bot.usecases.finding_repositories.MarksKept``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of(self, owner_id: int, person_id: int) -> Marks:
        """Give how one has marked another."""
        row = (await self._connection.execute(_OF, {"one": owner_id, "other": person_id})).one()
        return Marks(bool(row[0]), row[1] or "")

    async def ties(self, owner_id: int, person_id: int) -> Ties:
        """Give what one has to do with another."""
        found = await self._connection.execute(_TIES, {"one": owner_id, "other": person_id})
        marked, note, agreed, waits, held = found.one()
        return Ties(Marks(bool(marked), note or ""), bool(agreed), bool(waits or held))

    async def favourites(self, owner_id: int) -> frozenset[int]:
        """Give the ids of somebody's favourites."""
        return frozenset((await self._connection.execute(_FAVOURITES, {"owner": owner_id})).scalars())

    async def notes(self, owner_id: int) -> dict[int, str]:
        """Give everything that somebody wrote for himself, by the id of the person it is about."""
        return {row[0]: row[1] for row in await self._connection.execute(_NOTES, {"owner": owner_id})}

    async def favour(self, owner_id: int, person_id: int, now: datetime) -> None:
        """Make somebody a favourite; one who is already stays as he is."""
        statement = insert_for(self._connection, favourite)
        statement = statement.values(owner_id=owner_id, person_id=person_id, created_at=now)
        await self._connection.execute(statement.on_conflict_do_nothing())

    async def unfavour(self, owner_id: int, person_id: int) -> None:
        """Make somebody no favourite any more."""
        of_pair = (favourite.c.owner_id == owner_id, favourite.c.person_id == person_id)
        await self._connection.execute(delete(favourite).where(*of_pair))

    async def write(self, owner_id: int, person_id: int, note: str, now: datetime) -> None:
        """Put a note, which is not empty, in place of the one that there was."""
        values = {"text": note, "written_at": now}
        statement = insert_for(self._connection, private_note).values(
            owner_id=owner_id, person_id=person_id, **values
        )
        pair = [private_note.c.owner_id, private_note.c.person_id]
        await self._connection.execute(statement.on_conflict_do_update(index_elements=pair, set_=values))

    async def delete_note(self, owner_id: int, person_id: int) -> None:
        """Delete the note that somebody wrote about a person."""
        of_pair = (private_note.c.owner_id == owner_id, private_note.c.person_id == person_id)
        await self._connection.execute(delete(private_note).where(*of_pair))
