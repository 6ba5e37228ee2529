"""Favourites and private notes: what a participant keeps for himself about the people of his event."""

from __future__ import annotations

from datetime import datetime

from bot.domain.errors import NotAvailableError, NotFoundError
from bot.usecases.identity import Me, participant_of
from bot.usecases.ports import UnitOfWork


async def favour(uow: UnitOfWork, me: Me, person_id: int, now: datetime, *, chosen: bool) -> None:
    """Make somebody a favourite, or none any more.

    Raises:
        NotFoundError: no such other person in the event.
    """
    await see(uow, me, person_id)
    if chosen:
        await uow.marks.favour(me.id, person_id, now)
    else:
        await uow.marks.unfavour(me.id, person_id)


async def write(uow: UnitOfWork, me: Me, person_id: int, note: str, now: datetime) -> None:
    """Keep a private note about somebody in place of the one before; an empty one deletes that.

    Raises:
        NotFoundError: no such other person in the event.
    """
    await see(uow, me, person_id)
    if note:
        await uow.marks.write(me.id, person_id, note, now)
    else:
        await uow.marks.delete_note(me.id, person_id)


async def see(uow: UnitOfWork, me: Me, person_id: int) -> None:
    """Check that somebody can be marked.

    Raises:
        NotFoundError: no such other person in the event.
    """
    person = await participant_of(uow, person_id, me.event.id)
    if person.id == me.id:
        raise NotFoundError
    if await uow.blocks.are_apart(me.id, person.id):
        raise NotAvailableError
