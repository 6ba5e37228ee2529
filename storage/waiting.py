"""Places in the lists of hosts, and whose turn it may be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    tuple_,
    union,
    update,
)

from bot.domain.booking import MeetingState, RequestState
from bot.domain.intervals import Interval
from bot.domain.waiting import InLine, Offer, Place
from bot.usecases.waiting_repositories import Bound, Lost
from storage import tables as t
from storage.asking_tables import lost_slot, request_slot
from storage.columns import is_in
from storage.connection import Connection
from storage.dialects import insert as insert_for
from storage.ids import among
from storage.offers import OPEN, between
from storage.waiting_tables import waiting, waiting_offer, waiting_slot

_w, _ws, _o, _r, _m = waiting.c, waiting_slot.c, waiting_offer.c, t.request.c, t.meeting.c
_l = lost_slot.c
_TICK = timedelta(microseconds=1)
_NOW: Any = bindparam("now")
_PAIR = (_w.guest_id == bindparam("guest"), _w.host_id == bindparam("host"))
_ORDER = (_w.host_id, _w.since, _w.id)

_other = waiting.alias()
_in_list = _other.c.host_id == _w.host_id
_before = tuple_(_other.c.since, _other.c.id) <= tuple_(_w.since, _w.id)
_counted = select(func.count()).select_from(_other).where(_in_list)
_LAST = select(func.max(_w.since)).where(_w.host_id == bindparam("host"))
_LEAVE = delete(waiting).where(between(waiting))
_IS_ANY = select(exists().where(between(waiting)) | exists().where(between(waiting_offer), OPEN))
_IN_LINE = select(  # a row for each slot that is waited for, at least one
    waiting,
    _ws.starts_at,
    _counted.where(_before).scalar_subquery().label("number"),
    _counted.scalar_subquery().label("all"),
).outerjoin(waiting_slot, _ws.waiting_id == _w.id)
WAITS = exists().where(_w.guest_id == bindparam("one"), _w.host_id == bindparam("other"))
_BETWEEN = _IN_LINE.where(*_PAIR).order_by(_ws.starts_at)
_OF_PAIR = (
    select(
        _w.id.label("place_id"),
        _w.event_id.label("place_event"),
        _ws.starts_at.label("wanted"),
        _w.since,
        _counted.where(_before).scalar_subquery().label("number"),
        _counted.scalar_subquery().label("all"),
        _o.id.label("offer_id"),
        _o.event_id.label("offer_event"),
        _o.starts_at,
        _o.ends_at,
        _o.opens_at,
        _o.until,
        _o.request_id,
    )
    .select_from(select(literal(1)).subquery())
    .outerjoin(waiting, and_(*_PAIR))
    .outerjoin(waiting_slot, _ws.waiting_id == _w.id)
    .outerjoin(waiting_offer, and_(OPEN, _o.guest_id == bindparam("guest"), _o.host_id == bindparam("host")))
)
_OF_GUEST = _IN_LINE.where(_w.guest_id == bindparam("guest")).order_by(_w.since, _w.id, _ws.starts_at)
_OF_HOSTS = (
    select(waiting, _ws.starts_at)
    .outerjoin(waiting_slot, _ws.waiting_id == _w.id)
    .where(among(_w.host_id))
    .order_by(*_ORDER, _ws.starts_at)
)
_later = t.request.alias()
_LOST = and_(  # a request whose end is the last that there was between the two, with each time it lost
    _r.state == RequestState.LOST,
    _r.moves_id.is_(None),
    _l.request_id == _r.id,
    _l.starts_at > _NOW,
    ~exists().where(_later.c.low_id == _r.low_id, _later.c.high_id == _r.high_id, _later.c.id > _r.id),
)
_LOST_TO = (
    select(_r.id, _r.guest_id, _r.host_id, _l.starts_at)
    .where(_LOST, among(_r.host_id))
    .order_by(_r.id, _l.starts_at)
)
_busy = exists().where(t.seat.c.participant_id == _r.host_id, t.seat.c.starts_at == _l.starts_at)
_passed = exists().where(
    _o.guest_id == _r.guest_id, _o.host_id == _r.host_id, _o.starts_at == _l.starts_at, _o.passed
)
_AWAITED = union(
    select(_w.host_id).where(_w.event_id == bindparam("event_id")),
    select(_r.host_id).where(_LOST, _r.event_id == bindparam("event_id"), ~_busy, ~_passed),
)
_CONCERNED = union(
    *(select(_w.event_id, _w.host_id).where(among(side)) for side in (_w.host_id, _w.guest_id)),
    *(select(_r.event_id, _r.host_id).where(_LOST, among(side)) for side in (_r.host_id, _r.guest_id)),
)
_ASKED = select(_r.guest_id, _r.host_id, _r.starts_at, _r.ends_at).where(
    is_in(_r.state, RequestState.PENDING),
    _r.deadline > _NOW,
    or_(among(_r.guest_id), among(_r.host_id)),
)
_ASKED_TOO = select(_r.guest_id, _r.host_id, request_slot.c.starts_at, request_slot.c.ends_at).where(
    request_slot.c.request_id == _r.id,
    is_in(_r.state, RequestState.PENDING),
    _r.deadline > _NOW,
    or_(among(_r.guest_id), among(_r.host_id)),
)
_MEETING = select(_m.guest_id, _m.host_id, _m.starts_at, _m.ends_at).where(
    is_in(_m.state, MeetingState.CONFIRMED),
    _m.ends_at > _NOW,
    or_(among(_m.guest_id), among(_m.host_id)),
)


class SqlWaiting:
    """``bot.usecases.waiting_repositories.Waiting``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def join(
        self, event_id: int, guest_id: int, host_id: int, starts: Collection[datetime], now: datetime
    ) -> None:
        """Give a guest a place at the end; who has one keeps it, for what he wants now."""
        since = await self._end_of(host_id, now)
        statement = insert_for(self._connection, waiting).values(
            event_id=event_id, guest_id=guest_id, host_id=host_id, since=since
        )
        kept = statement.on_conflict_do_update(
            index_elements=[_w.guest_id, _w.host_id], set_={"event_id": event_id}
        )
        place_id = (await self._connection.execute(kept.returning(_w.id))).scalar_one()
        await self._connection.execute(delete(waiting_slot).where(_ws.waiting_id == place_id))
        if starts:
            rows = [{"waiting_id": place_id, "starts_at": start} for start in starts]
            await self._connection.execute(insert(waiting_slot), rows)

    async def leave(self, one: int, other: int) -> None:
        """End the waiting of two for each other."""
        await self._connection.execute(_LEAVE, {"one": one, "other": other})

    async def is_any(self, one: int, other: int) -> bool:
        """Tell whether one of two waits for the other, or is offered a time of his."""
        return bool((await self._connection.execute(_IS_ANY, {"one": one, "other": other})).scalar())

    async def drop(self, ids: Collection[int]) -> set[int]:
        """Delete places by their ids; gives those that there were."""
        gone = delete(waiting).where(_w.id.in_(ids)).returning(_w.id)
        return set((await self._connection.execute(gone)).scalars())

    async def to_the_end(self, guest_id: int, host_id: int, now: datetime) -> None:
        """Put a place to the end of its list."""
        of_pair = (_w.guest_id == guest_id, _w.host_id == host_id)
        since = await self._end_of(host_id, now)
        await self._connection.execute(update(waiting).where(*of_pair).values(since=since))

    async def between(self, guest_id: int, host_id: int) -> InLine | None:
        """Give the place of a guest in the list of a host."""
        return next(iter(await self._lines(_BETWEEN, guest=guest_id, host=host_id)), None)

    async def of_pair(self, guest_id: int, host_id: int) -> tuple[InLine | None, Offer | None]:
        """Give the place of a guest in the list of a host, and the time that is held for him."""
        rows = (await self._connection.execute(_OF_PAIR, {"guest": guest_id, "host": host_id})).all()
        wanted, row = tuple(sorted(one.wanted for one in rows if one.wanted is not None)), rows[0]
        place = Place(row.place_id, row.place_event, guest_id, host_id, wanted, row.since)
        held = Offer(
            row.offer_id,
            row.offer_event,
            guest_id,
            host_id,
            row.starts_at,
            row.ends_at,
            row.opens_at,
            row.until,
            request_id=row.request_id,
        )
        return (
            InLine(place, row.number, row.all) if row.place_id is not None else None,
            held if row.offer_id is not None else None,
        )

    async def of_guest(self, guest_id: int) -> list[InLine]:
        """Give the places of a guest, the oldest first."""
        return await self._lines(_OF_GUEST, guest=guest_id)

    async def of_hosts(self, ids: Collection[int]) -> list[Place]:
        """Give the lists of hosts, each in its order."""
        rows = await self._connection.execute(_OF_HOSTS, {"ids": list(ids)})
        return [_place(list(same)) for _, same in groupby(rows, key=attrgetter("id"))]

    async def tally(self, event_id: int, most: int) -> tuple[int, list[tuple[int, int]]]:
        """Count the places of an event; and give the hosts with the longest lists, with how many wait."""
        here = _w.event_id == event_id
        total = (await self._connection.execute(select(func.count()).where(here))).scalar_one()
        count = func.count().label("count")
        longest = select(_w.host_id, count).where(here).group_by(_w.host_id)
        rows = await self._connection.execute(longest.order_by(count.desc(), _w.host_id).limit(most))
        return total, [(row[0], row[1]) for row in rows]

    # --- whose turn it may be

    async def awaited(self, event_id: int, now: datetime) -> list[int]:
        """Give the hosts of an event of whom somebody waits for a time, or has lost one that is free."""
        rows = await self._connection.execute(_AWAITED, {"event_id": event_id, "now": now})
        return sorted(rows.scalars())

    async def concerned(self, ids: Collection[int], now: datetime) -> list[tuple[int, int]]:
        """Give (event, host) of the lists that matter when some participants have a seat less."""
        rows = await self._connection.execute(_CONCERNED, {"ids": list(ids), "now": now})
        return sorted((row[0], row[1]) for row in rows)

    async def lost_to(self, ids: Collection[int], now: datetime) -> list[Lost]:
        """Give the requests to hosts that lost a time which is still to come, the oldest first."""
        rows = await self._connection.execute(_LOST_TO, {"ids": list(ids), "now": now})
        each = [list(same) for _, same in groupby(rows, key=attrgetter("id"))]
        return [
            Lost(one[0].id, one[0].guest_id, one[0].host_id, tuple(row.starts_at for row in one))
            for one in each
        ]

    async def bound(self, ids: Collection[int], now: datetime) -> list[Bound]:
        """Give the open requests and coming meetings of participants."""
        found = []
        for query in (_ASKED, _ASKED_TOO, _MEETING):
            rows = await self._connection.execute(query, {"ids": list(ids), "now": now})
            found += [Bound(row[0], row[1], Interval(row[2], row[3])) for row in rows]
        return found

    async def _lines(self, query: Select[*tuple[Any, ...]], **params: Any) -> list[InLine]:
        rows = await self._connection.execute(query, params)
        each = [list(same) for _, same in groupby(rows, key=attrgetter("id"))]
        return [InLine(_place(one), one[0].number, one[0].all) for one in each]

    async def _end_of(self, host_id: int, now: datetime) -> datetime:
        """Give when somebody begins to wait who comes after all others, also after those of this instant."""
        last = (await self._connection.execute(_LAST, {"host": host_id})).scalar()
        return now if last is None else max(now, last + _TICK)


def _place(rows: Sequence[Any]) -> Place:
    row, starts = rows[0], tuple(one.starts_at for one in rows if one.starts_at is not None)
    return Place(row.id, row.event_id, row.guest_id, row.host_id, starts, row.since)
