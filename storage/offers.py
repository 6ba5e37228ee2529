"""Times that are held for one who waits; those that were let pass stay, so that none is offered twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.domain.errors import NotBookableError
from bot.domain.intervals import Interval
from bot.domain.waiting import Offer
from storage.connection import Connection
from storage.dialects import insert as insert_for
from storage.ids import among
from storage.seats import SqlSeats
from storage.waiting_tables import waiting_offer


def between(table: Table) -> ColumnElement[bool]:
    """Match the rows of ``one`` and ``other``, whichever of them is the guest."""
    one: Any = bindparam("one")
    other: Any = bindparam("other")
    guest, host = table.c.guest_id, table.c.host_id
    return or_(and_(guest == one, host == other), and_(guest == other, host == one))


_o = waiting_offer.c
_NOW: Any = bindparam("now")
OPEN = text("NOT waiting_offer.passed")  # as its indexes say it
HELD = exists().where(OPEN, between(waiting_offer))
_TO = (
    select(waiting_offer)
    .where(OPEN, _o.guest_id == bindparam("guest"), _o.until > _NOW)
    .order_by(_o.starts_at)
)
_OF_HOSTS = select(waiting_offer).where(among(_o.host_id))
_OVERDUE = (
    select(waiting_offer)
    .where(OPEN, _o.until <= _NOW)
    .order_by(_o.until, _o.id)
    .limit(bindparam("most", type_=Integer))
)
_OVERDUE_OF = _OVERDUE.where(or_(among(_o.guest_id), among(_o.host_id)))
_TOUCHING = select(waiting_offer).where(
    or_(among(_o.guest_id), among(_o.host_id)),
    _o.starts_at < bindparam("ends_at"),
    _o.ends_at > bindparam("starts_at"),
)
_BETWEEN = select(waiting_offer).where(OPEN, between(waiting_offer))


class SqlOffers:
    """``bot.usecases.waiting_repositories.Offers``."""

    def __init__(self, connection: Connection, seats: SqlSeats) -> None:
        self._connection = connection
        self._seats = seats

    async def to(self, guest_id: int, now: datetime) -> list[Offer]:
        """Give what is held for a guest at present, by time."""
        return await self._offers(_TO, guest=guest_id, now=now)

    async def ever_to(self, guest_id: int) -> list[Offer]:
        """Give everything that is stored of times offered to a guest."""
        return await self._offers(select(waiting_offer).where(_o.guest_id == guest_id).order_by(_o.id))

    async def held_by(self, participant_id: int) -> list[Offer]:
        """Give the times that are held for somebody, or of his."""
        mine = or_(_o.guest_id == participant_id, _o.host_id == participant_id)
        return await self._offers(select(waiting_offer).where(OPEN, mine).order_by(_o.id))

    async def of_hosts(self, ids: Collection[int]) -> list[Offer]:
        """Give the times of hosts that are held, and those that were let pass."""
        return await self._offers(_OF_HOSTS, ids=list(ids))

    async def between(self, one: int, other: int) -> list[Offer]:
        """Give the times that are held for one of two to meet the other."""
        return await self._offers(_BETWEEN, one=one, other=other)

    async def overdue(self, now: datetime, ids: Collection[int] | None, limit: int) -> list[Offer]:
        """Give what is held no more, of some participants or of all."""
        if ids is None:
            return await self._offers(_OVERDUE, now=now, most=limit)
        return await self._offers(_OVERDUE_OF, now=now, most=limit, ids=ids)

    async def touching(self, ids: Collection[int], slot: Interval) -> list[Offer]:
        """Give the offers to or of participants that touch a stretch, also those that were let pass."""
        return await self._offers(_TOUCHING, ids=list(ids), starts_at=slot.start, ends_at=slot.end)

    async def hold(self, offer: Offer, holders: Iterable[int]) -> bool:
        """Hold a time for a guest with the seats of ``holders``; False, with nothing changed: it is taken."""
        values = {
            "event_id": offer.event_id,
            "guest_id": offer.guest_id,
            "host_id": offer.host_id,
            "starts_at": offer.start,
            "ends_at": offer.end,
            "opens_at": offer.opens_at,
            "until": offer.until,
            "request_id": offer.request_id,
        }
        statement = insert_for(self._connection, waiting_offer).values(values).returning(_o.id)
        try:
            async with self._connection.begin_nested():
                offer_id = (await self._connection.execute(statement)).scalar_one()
                await self._seats.hold(offer_id, Interval(offer.start, offer.end), holders)
        except (IntegrityError, NotBookableError):
            return False
        return True

    async def end(self, offer_id: int) -> None:
        """Hold a time no more, as if it had never been offered."""
        await self._seats.release_held(offer_id)
        await self._connection.execute(delete(waiting_offer).where(_o.id == offer_id))

    async def let_pass(self, offer_id: int) -> None:
        """Hold a time no more, and note that its guest has had his chance."""
        await self._seats.release_held(offer_id)
        await self._connection.execute(update(waiting_offer).where(_o.id == offer_id).values(passed=True))

    async def _offers(self, query: Select[*tuple[Any, ...]], **params: Any) -> list[Offer]:
        return [_offer(row) for row in (await self._connection.execute(query, params)).mappings()]


def _offer(row: Any) -> Offer:
    return Offer(
        id=row["id"],
        event_id=row["event_id"],
        guest_id=row["guest_id"],
        host_id=row["host_id"],
        start=row["starts_at"],
        end=row["ends_at"],
        opens_at=row["opens_at"],
        until=row["until"],
        passed=row["passed"],
        request_id=row["request_id"],
    )
