"""Active seats of people and tables; the unique rows that make double booking impossible."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.dml import ReturningDelete

from bot.domain.bookable import Seat, Standing
from bot.domain.booking import MeetingState, RequestState
from bot.domain.event import Event
from bot.domain.intervals import Interval, Stretch
from bot.domain.people import Participant
from bot.domain.slots import Slot
from storage import tables as t
from storage.columns import is_in
from storage.connection import Connection, Rows
from storage.errors import meaning_of_constraints
from storage.handover_tables import handover
from storage.ids import among, ids_of, together
from storage.waiting_tables import waiting_offer

_NOW: BindParameter[Any] = bindparam("now")
_TAKE, _TAKE_TABLE = insert(t.seat), insert(t.table_seat)
_ASKS = t.request.c.moves_id.is_(None)  # else it would move a meeting, which holds a seat for good
_RELEASE = delete(t.seat).returning(t.seat.c.participant_id)
_OF_REQUEST, _OF_OFFER, _OF_HANDOVER = (
    _RELEASE.where(cause == bindparam("cause"))
    for cause in (t.seat.c.request_id, t.seat.c.offer_id, t.seat.c.handover_id)
)
_RELEASE_TABLE = delete(t.table_seat).where(t.table_seat.c.meeting_id == bindparam("meeting_id"))
_FIXED_TABLES = select(t.participant.c.table_name).where(
    t.participant.c.event_id == bindparam("event_id"), t.participant.c.table_name != ""
)
_OFFERED = waiting_offer.c.until > _NOW  # held for one who waits
_AGREED = handover.c.deadline > _NOW  # held for a colleague who takes a meeting over
_SEATS = (
    select(
        t.seat.c.participant_id,
        t.seat.c.starts_at,
        t.seat.c.ends_at,
        t.seat.c.request_id,
        t.seat.c.confirmed,
        case((_ASKS, t.request.c.guest_id)),
        waiting_offer.c.guest_id,
        waiting_offer.c.host_id,
    )
    .outerjoin(t.request, t.request.c.id == t.seat.c.request_id)
    .outerjoin(waiting_offer, waiting_offer.c.id == t.seat.c.offer_id)
    .outerjoin(handover, handover.c.id == t.seat.c.handover_id)
    .where(
        among(t.seat.c.participant_id),
        or_(t.seat.c.confirmed, t.request.c.deadline > _NOW, _OFFERED, _AGREED),
    )
    .order_by(t.seat.c.starts_at)
)
# What counts towards limits: a meeting that both sides say was not held is not confirmed any more.
_HELD = is_in(t.meeting.c.state, MeetingState.CONFIRMED, MeetingState.DONE)
_NO_BLOCK = literal(0)  # where requests are counted, which no block has a part in
_COUNTS = union_all(
    *(
        select(side, t.meeting.c.block_id, func.count())
        .where(among(side), _HELD)
        .group_by(side, t.meeting.c.block_id)
        for side in (t.meeting.c.guest_id, t.meeting.c.host_id)
    ),
    select(t.request.c.guest_id, _NO_BLOCK, func.count())
    .where(
        among(t.request.c.guest_id),
        is_in(t.request.c.state, RequestState.PENDING),
        t.request.c.deadline > _NOW,
        _ASKS,
    )
    .group_by(t.request.c.guest_id),
)
_TAKEN_TABLES = (
    select(t.venue_table.c.block_id, t.table_seat.c.starts_at, func.count())
    .join(t.venue_table, t.venue_table.c.id == t.table_seat.c.table_id)
    .join(t.block, t.block.c.id == t.venue_table.c.block_id)
    .where(t.block.c.event_id == bindparam("event_id"))
    .group_by(t.venue_table.c.block_id, t.table_seat.c.starts_at)
)
_TABLES_AT = (
    select(t.table_seat.c.table_id)
    .join(t.venue_table, t.venue_table.c.id == t.table_seat.c.table_id)
    .where(t.venue_table.c.block_id == bindparam("block_id"), t.table_seat.c.starts_at == bindparam("start"))
)
_POSITIONS = (
    select(t.venue_table.c.position)
    .join(t.table_seat, t.table_seat.c.table_id == t.venue_table.c.id)
    .join(t.meeting, t.meeting.c.id == t.table_seat.c.meeting_id)
    .where(
        or_(among(t.meeting.c.guest_id), among(t.meeting.c.host_id)),
        t.meeting.c.block_id == bindparam("block_id"),
        t.meeting.c.starts_at.between(bindparam("first"), bindparam("last")),
    )
)
_BUSY = (
    select(t.seat.c.starts_at, t.seat.c.ends_at, together(t.seat.c.participant_id))
    .outerjoin(t.request, (t.request.c.id == t.seat.c.request_id) & ~t.seat.c.confirmed)
    .outerjoin(waiting_offer, waiting_offer.c.id == t.seat.c.offer_id)
    .outerjoin(handover, handover.c.id == t.seat.c.handover_id)
    .where(
        t.seat.c.starts_at >= bindparam("earliest"),
        t.seat.c.starts_at < bindparam("end"),
        t.seat.c.ends_at > bindparam("start"),
        or_(  # what somebody holds for a request of his own is in nobody's way
            t.seat.c.confirmed,
            and_(t.request.c.deadline > _NOW, or_(~_ASKS, t.request.c.guest_id != t.seat.c.participant_id)),
            and_(_OFFERED, waiting_offer.c.guest_id != t.seat.c.participant_id),
            _AGREED,
        ),
    )
    .group_by(t.seat.c.starts_at, t.seat.c.ends_at)
)
_SIDES = union_all(
    *(
        select(side.label("person_id"), t.meeting.c.block_id).where(
            t.meeting.c.event_id == bindparam("event_id"), _HELD
        )
        for side in (t.meeting.c.guest_id, t.meeting.c.host_id)
    )
).subquery()
_LADEN = select(_SIDES.c.person_id).group_by(_SIDES.c.person_id).having(func.count() >= bindparam("most"))
_LADEN_IN_BLOCK = _LADEN.where(_SIDES.c.block_id == bindparam("block_id"))
_LONGEST_SLOT = timedelta(days=1)


class SqlSeats:
    """``bot.usecases.ports.Seats``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.freed: set[int] = set()  # who has had a seat less in this transaction

    async def standing(self, participants: Iterable[Participant], now: datetime) -> dict[int, Standing]:
        """Give seats and counts of participants; requests that have run out count no more."""
        people = {participant.id: participant for participant in participants}
        seats = await self._seats(list(people), now)
        blocks, sent = await self._counts(list(people), now)
        return {
            person_id: Standing(
                participant=participant,
                seats=tuple(seats[person_id]),
                meetings=sum(blocks[person_id].values()),
                meetings_by_block=blocks[person_id],
                open_requests=sent[person_id],
            )
            for person_id, participant in people.items()
        }

    async def busy(self, stretch: Interval, now: datetime) -> dict[Interval, frozenset[int]]:
        """Give who has a seat that touches a stretch, by how long; but for those held for own requests."""
        params = {
            "earliest": stretch.start - _LONGEST_SLOT,
            "start": stretch.start,
            "end": stretch.end,
            "now": now,
        }
        rows = await self._connection.execute(_BUSY, params)
        return {Interval(start, end): ids_of(ids) for start, end, ids in rows}

    async def laden(self, event_id: int, most: int, block_id: int | None = None) -> frozenset[int]:
        """Give those who have ``most`` meetings or more in an event, or in one of its blocks."""
        query = _LADEN if block_id is None else _LADEN_IN_BLOCK
        params = {"event_id": event_id, "most": most} | ({} if block_id is None else {"block_id": block_id})
        return frozenset((await self._connection.execute(query, params)).scalars())

    async def take(self, request_id: int, slot: Slot, ids: Iterable[int], *, confirmed: bool) -> None:
        """Take a seat for each participant, in one order for everybody.

        Unsorted, crossing bookings deadlock on PostgreSQL.

        Raises:
            NotBookableError: TAKEN.
        """
        await self._take(slot, ids, request_id=request_id, confirmed=confirmed)

    async def hold(self, offer_id: int, stretch: Interval, ids: Iterable[int]) -> None:
        """Take the seats that a time holds which is offered to one who waits.

        Raises:
            NotBookableError: TAKEN.
        """
        await self._take(stretch, ids, offer_id=offer_id, confirmed=False)

    async def hold_for_handover(self, handover_id: int, stretch: Interval, participant_id: int) -> None:
        """Take the seat of a colleague who has agreed to take a meeting over.

        Raises:
            NotBookableError: TAKEN.
        """
        await self._take(stretch, (participant_id,), handover_id=handover_id, confirmed=False)

    async def release_handover(self, handover_id: int) -> None:
        """Free the seat that a hand-over holds, if it holds any."""
        await self._release(_OF_HANDOVER, handover_id)

    async def release(self, request_id: int) -> None:
        """Free all seats of a request."""
        await self._release(_OF_REQUEST, request_id)

    async def release_held(self, offer_id: int) -> None:
        """Free all seats of a time that was offered to one who waits."""
        await self._release(_OF_OFFER, offer_id)

    async def release_at(self, request_id: int, starts: Collection[datetime]) -> None:
        """Free the seats of a request in some of its slots."""
        await self._release(_OF_REQUEST.where(t.seat.c.starts_at.in_(starts)), request_id)

    async def full_slots(self, event: Event) -> set[datetime]:
        """Give the starts of slots in blocks with tables where no table is free."""
        tables = {block.id: len(block.tables) for block in event.blocks}
        rows = await self._connection.execute(_TAKEN_TABLES, {"event_id": event.id})
        return {start for block_id, start, taken in rows if taken >= tables.get(block_id, 0)}

    async def take_table(self, table_id: int, start: datetime, meeting_id: int) -> bool:
        """Take a table; False, with nothing changed, when another meeting has it."""
        values = {"table_id": table_id, "starts_at": start, "meeting_id": meeting_id}
        try:
            async with self._connection.begin_nested():
                await self._connection.execute(_TAKE_TABLE, values)
        except IntegrityError:
            return False
        return True

    async def release_table(self, meeting_id: int) -> None:
        """Free the table of a meeting."""
        await self._connection.execute(_RELEASE_TABLE, {"meeting_id": meeting_id})

    async def tables_at(self, slot: Slot) -> set[int]:
        """Give the ids of the tables that are taken in a slot."""
        rows = await self._connection.execute(_TABLES_AT, {"block_id": slot.block_id, "start": slot.start})
        return set(rows.scalars())

    async def table_positions(self, ids: Iterable[int], around: Slot) -> list[int]:
        """Give the positions of the tables of the meetings that the participants have next to a slot."""
        step = (around.end - around.start) + timedelta(minutes=60)
        near = {"block_id": around.block_id, "first": around.start - step, "last": around.start + step}
        rows = await self._connection.execute(_POSITIONS, {"ids": list(ids), **near})
        return list(rows.scalars())

    async def fixed_tables(self, event_id: int) -> set[str]:
        """Give the names of tables that belong to somebody."""
        return set((await self._connection.execute(_FIXED_TABLES, {"event_id": event_id})).scalars())

    async def _take(self, stretch: Stretch, ids: Iterable[int], **cause: Any) -> None:
        for participant_id in sorted(set(ids)):
            values = {
                "participant_id": participant_id,
                "starts_at": stretch.start,
                "ends_at": stretch.end,
                "request_id": None,
                "offer_id": None,
                "handover_id": None,
            } | cause
            with meaning_of_constraints():
                await self._connection.execute(_TAKE, values)

    async def _release(self, seats: ReturningDelete[int], cause: int) -> None:
        self.freed |= set((await self._connection.execute(seats, {"cause": cause})).scalars())

    async def _seats(self, ids: list[int], now: datetime) -> dict[int, list[Seat]]:
        return _by_person(await self._connection.execute(_SEATS, {"ids": ids, "now": now}))

    async def _counts(self, ids: list[int], now: datetime) -> tuple[dict[int, Counter[int]], Counter[int]]:
        """Count meetings by person and block, and open requests by the person who sent them."""
        meetings, requests = defaultdict[int, Counter[int]](Counter), Counter[int]()
        for person_id, block_id, count in await self._connection.execute(_COUNTS, {"ids": ids, "now": now}):
            if block_id:
                meetings[person_id][block_id] += count
            else:
                requests[person_id] += count
        return meetings, requests


def _by_person(rows: Rows) -> dict[int, list[Seat]]:
    seats: dict[int, list[Seat]] = defaultdict(list)
    for person_id, start, end, request_id, confirmed, asked_by, offered_to, offered_of in rows:
        own = not confirmed and person_id in (asked_by, offered_to)
        offered = (offered_to, offered_of) if offered_to else None
        seats[person_id].append(Seat(person_id, start, end, request_id or 0, confirmed, own, offered))
    return seats
