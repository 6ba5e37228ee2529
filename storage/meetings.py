"""Meetings of all states, and what the two sides say before they begin."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, exists, func, insert, or_, select, true, union_all, update

from bot.domain.booking import Attendance, Meeting, MeetingState
from bot.domain.slots import Slot
from storage import tables as t
from storage.after_tables import introduction
from storage.columns import is_in
from storage.connection import Connection
from storage.dialects import insert as insert_for
from storage.errors import meaning_of_constraints
from storage.ids import among
from storage.requests import slot_columns

_m = t.meeting.c
_CONFIRMED = is_in(_m.state, MeetingState.CONFIRMED)
_SHOWN = is_in(_m.state, MeetingState.CONFIRMED, MeetingState.DONE)


def _selection() -> Select[*tuple[Any, ...]]:
    with_table = t.meeting.outerjoin(t.table_seat, t.table_seat.c.meeting_id == _m.id).outerjoin(
        t.venue_table, t.venue_table.c.id == t.table_seat.c.table_id
    )
    columns = (t.meeting, t.venue_table.c.name.label("table_name"))
    return select(*columns).select_from(with_table).order_by(_m.starts_at, _m.id)


_ADD = insert(t.meeting).returning(_m.id)
_CHANGE = update(t.meeting).where(_m.id == bindparam("which"))
_MINE = or_(_m.guest_id == bindparam("mine"), _m.host_id == bindparam("mine"))
_BY_ID = _selection().where(_m.id == bindparam("id"))
_OF_REQUEST = _selection().where(_m.request_id == bindparam("request_id"))
_OF = _selection().where(_MINE, _SHOWN)
_ALL_OF = _selection().where(_MINE)
_PAIRS_OF = union_all(  # each side by an index of its own
    *(select(_m.guest_id, _m.host_id).where(among(side), _SHOWN) for side in (_m.guest_id, _m.host_id))
)
_COMING_OF_ANY = _selection().where(
    _CONFIRMED, _m.ends_at > bindparam("now"), or_(among(_m.guest_id), among(_m.host_id))
)
_BETWEEN = _selection().where(_CONFIRMED, _m.low_id == bindparam("low"), _m.high_id == bindparam("high"))
AGREED = or_(  # to meet, or to be introduced: by either side, each of which an index leads to
    *(
        exists().where(_m.guest_id == bindparam(guest), _m.host_id == bindparam(host), _SHOWN)
        for guest, host in (("one", "other"), ("other", "one"))
    ),
    *(
        exists().where(
            introduction.c.low_id == bindparam(low),
            introduction.c.high_id == bindparam(high),
            introduction.c.agreed,
        )
        for low, high in (("one", "other"), ("other", "one"))
    ),
)
_HAVE_AGREED = select(AGREED)
_OF_EVENT = _selection().where(_CONFIRMED, _m.event_id == bindparam("event_id"))
_AT = _selection().where(_m.event_id == bindparam("event_id"), _SHOWN, _m.starts_at == bindparam("start"))
_SAID = select(t.attendance.c.participant_id, t.attendance.c.status).where(
    t.attendance.c.meeting_id == bindparam("meeting_id")
)


class SqlMeetings:
    """``bot.usecases.ports.Meetings``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, meeting: Meeting) -> int:
        """Add a meeting.

        Raises:
            NotBookableError: ALREADY, the pair has a coming one.
        """
        values = {
            "request_id": meeting.request_id,
            "event_id": meeting.event_id,
            "guest_id": meeting.guest_id,
            "host_id": meeting.host_id,
            "low_id": min(meeting.guest_id, meeting.host_id),
            "high_id": max(meeting.guest_id, meeting.host_id),
            "state": meeting.state,
            "version": meeting.version,
            "confirmed_at": meeting.confirmed_at,
        } | slot_columns(meeting.slot)
        with meaning_of_constraints():
            added = await self._connection.execute(_ADD, values)
        return int(added.scalar_one())

    async def get(self, meeting_id: int) -> Meeting | None:
        """Give one meeting."""
        return await self._one(_BY_ID, id=meeting_id)

    async def of_request(self, request_id: int) -> Meeting | None:
        """Give the meeting that a request became."""
        return await self._one(_OF_REQUEST, request_id=request_id)

    async def change(self, meeting_id: int, **values: Any) -> None:
        """Change fields of a meeting; ``slot`` stands for the three columns of a slot."""
        if "slot" in values:
            values |= slot_columns(values.pop("slot"))
        with meaning_of_constraints():
            await self._connection.execute(_CHANGE, {"which": meeting_id, **values})

    async def remove(self, meeting_id: int) -> None:
        """Delete a meeting that was added in this very transaction."""
        await self._connection.execute(delete(t.meeting).where(_m.id == meeting_id))

    async def of(self, participant_id: int) -> list[Meeting]:
        """Give the confirmed and held meetings of a participant, by time."""
        return await self._load(_OF, mine=participant_id)

    async def all_of(self, participant_id: int) -> list[Meeting]:
        """Give every meeting of a participant, in whatever state."""
        return await self._load(_ALL_OF, mine=participant_id)

    async def coming_of_any(self, ids: Iterable[int], now: datetime) -> list[Meeting]:
        """Give the confirmed meetings of any of some participants that are not over, by time."""
        return await self._load(_COMING_OF_ANY, ids=list(ids), now=now)

    async def pairs_of(self, ids: Collection[int]) -> list[tuple[int, int]]:
        """Give the two sides of each confirmed or held meeting in which any of some participants is."""
        if not ids:
            return []
        return [(row[0], row[1]) for row in await self._connection.execute(_PAIRS_OF, {"ids": list(ids)})]

    async def between(self, one: int, other: int) -> Meeting | None:
        """Give the pair's confirmed meeting."""
        return await self._one(_BETWEEN, low=min(one, other), high=max(one, other))

    async def have_agreed(self, one: int, other: int) -> bool:
        """Tell whether a pair has a meeting that is confirmed or was held, or agreed to be introduced."""
        found = await self._connection.execute(_HAVE_AGREED, {"one": one, "other": other})
        return bool(found.scalar_one())

    async def of_event(self, event_id: int) -> list[Meeting]:
        """Give the confirmed meetings of an event."""
        return await self._load(_OF_EVENT, event_id=event_id)

    async def at(self, event_id: int, start: datetime) -> list[Meeting]:
        """Give the confirmed and held meetings of an event whose slot starts at an instant."""
        return await self._load(_AT, event_id=event_id, start=start)

    async def finish(self, now: datetime) -> int:
        """Note that the confirmed meetings whose slot has ended are done; gives how many."""
        over = update(t.meeting).where(_CONFIRMED, _m.ends_at <= now)
        return (await self._connection.execute(over.values(state=MeetingState.DONE, closed_at=now))).rowcount

    async def by_start(self, event_id: int, states: Iterable[MeetingState]) -> dict[datetime, int]:
        """Count the meetings of an event that are in certain states, by the start of their slot."""
        counted = (_m.event_id == event_id, _m.state.in_(list(states)))
        query = select(_m.starts_at, func.count()).where(*counted).group_by(_m.starts_at)
        return {row[0]: row[1] for row in await self._connection.execute(query)}

    async def states(self, event_id: int | None = None) -> dict[str, int]:
        """Count the meetings of an event, or of all, by state."""
        here = true() if event_id is None else _m.event_id == event_id
        query = select(_m.state, func.count()).where(here).group_by(_m.state)
        return {row[0]: row[1] for row in await self._connection.execute(query)}

    async def say(self, meeting_id: int, participant_id: int, status: Attendance, now: datetime) -> bool:
        """Note what a side says; False when it had said just that."""
        values = {"status": status, "said_at": now}
        statement = insert_for(self._connection, t.attendance).values(
            meeting_id=meeting_id, participant_id=participant_id, **values
        )
        said = await self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=[t.attendance.c.meeting_id, t.attendance.c.participant_id],
                set_=values,
                where=t.attendance.c.status != status,
            ).execution_options(preserve_rowcount=True)
        )
        return said.rowcount == 1

    async def said(self, meeting_id: int) -> dict[int, Attendance]:
        """Give what each side said last."""
        rows = await self._connection.execute(_SAID, {"meeting_id": meeting_id})
        return {participant_id: Attendance(status) for participant_id, status in rows}

    async def unsay(self, meeting_id: int) -> None:
        """Forget what the sides said: it was about another time, or of somebody else."""
        await self._connection.execute(delete(t.attendance).where(t.attendance.c.meeting_id == meeting_id))

    async def said_by(self, participant_id: int) -> list[dict[str, Any]]:
        """Give what a participant said last about each of his meetings: which, what, and when."""
        of = t.attendance.c
        said = select(of.meeting_id, of.status, of.said_at).where(of.participant_id == participant_id)
        rows = await self._connection.execute(said.order_by(of.meeting_id))
        return [dict(row) for row in rows.mappings()]

    async def _one(self, query: Select[*tuple[Any, ...]], **params: Any) -> Meeting | None:
        found = await self._load(query, **params)
        return found[0] if found else None

    async def _load(self, query: Select[*tuple[Any, ...]], **params: Any) -> list[Meeting]:
        return [_meeting(row) for row in (await self._connection.execute(query, params)).mappings()]


def _meeting(row: Any) -> Meeting:
    return Meeting(
        id=row["id"],
        request_id=row["request_id"],
        event_id=row["event_id"],
        guest_id=row["guest_id"],
        host_id=row["host_id"],
        slot=Slot(row["starts_at"], row["ends_at"], row["block_id"]),
        state=MeetingState(row["state"]),
        version=row["version"],
        confirmed_at=row["confirmed_at"],
        table=row["table_name"] or "",
        cancelled_by=row["cancelled_by"],
        reason=row["reason"],
    )
