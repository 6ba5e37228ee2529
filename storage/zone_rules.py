"""Time-zone rules that changed after an event was stored: what was announced by the clock stays there.

Blocks and windows keep the wall-clock times that were meant, beside instants derived by the rules of then.
Where the rules of now give other instants, everything of the block moves with it: windows, requests,
meetings, seats, tables, and what is planned for them (``zone_planned``). A meeting at 14:30 stays at 14:30.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update

from bot.domain.deadlines import change_deadline, last_moment
from bot.domain.event import Event
from storage import tables as t
from storage.asking_tables import lost_slot, request_slot
from storage.connection import Connection
from storage.crowd import people_change
from storage.events import SqlEvents
from storage.handover_tables import handover
from storage.waiting_tables import waiting, waiting_offer, waiting_slot
from storage.windows import derive_again
from storage.zone_planned import Deadlines, Moved, shift_planned

Shifts = Mapping[int, timedelta]  # by block
Starts = dict[tuple[int, datetime], timedelta]  # by the id of a request or meeting, and a start as it was


async def follow_zone_rules(connection: Connection, now: datetime) -> list[str]:
    """Derive the instants of coming blocks again; gives the zones whose rules have changed."""
    changed, events = [], SqlEvents(connection)
    for event in await events.all():
        if shifts := await _shifts(connection, event, now):
            await _shift(connection, event, shifts)
            await events.save(event)  # its blocks, when what lies in them has moved
            changed.append(event.zone)
    return changed


async def _shifts(connection: Connection, event: Event, now: datetime) -> dict[int, timedelta]:
    coming = select(t.block.c.id, t.block.c.starts_at).where(
        t.block.c.event_id == event.id, t.block.c.ends_at > now
    )
    stored = {row.id: row.starts_at for row in await connection.execute(coming.with_for_update())}
    derived = {block.id: event.block_interval(block).start for block in event.blocks}
    return {number: derived[number] - at for number, at in stored.items() if derived[number] != at}


async def _shift(connection: Connection, event: Event, shifts: Shifts) -> None:
    await derive_again(connection, event)
    await connection.execute(people_change(event.id))
    further = await _further(connection, shifts)
    deadlines = await _deadlines(connection, shifts)
    requests = await _shift_slots(connection, t.request, shifts)
    meetings = await _shift_slots(connection, t.meeting, shifts)
    await _shift_keys(connection, request_slot, "request_id", further)
    await _shift_keys(connection, t.seat, "request_id", requests | further)
    await _shift_keys(connection, t.seat, "handover_id", await _held_for_handovers(connection, shifts))
    await _shift_keys(connection, t.table_seat, "meeting_id", meetings)
    await _shift_waiting(connection, event, shifts)
    moved = Moved(
        meetings={one: by for (one, _), by in meetings.items()},
        days={f"{block.date}": shifts[block.id] for block in event.blocks if block.id in shifts},
        requests=deadlines,
        handovers=await _shift_handovers(connection, event, meetings),
    )
    await shift_planned(connection, event, moved)


async def _further(connection: Connection, shifts: Shifts) -> Starts:
    rows = await connection.execute(select(request_slot).where(request_slot.c.block_id.in_(shifts)))
    return {(row.request_id, row.starts_at): shifts[row.block_id] for row in rows}


async def _held_for_handovers(connection: Connection, shifts: Shifts) -> Starts:
    held = (
        select(t.seat.c.handover_id, t.seat.c.starts_at, t.meeting.c.block_id)
        .join(handover, handover.c.id == t.seat.c.handover_id)
        .join(t.meeting, t.meeting.c.id == handover.c.meeting_id)
        .where(t.meeting.c.block_id.in_(shifts))
    )
    rows = await connection.execute(held)
    return {(row.handover_id, row.starts_at): shifts[row.block_id] for row in rows}


async def _deadlines(connection: Connection, shifts: Shifts) -> Deadlines:
    """Give until when requests are to be answered, before they move and after."""
    rows = await connection.execute(select(t.request).where(t.request.c.block_id.in_(shifts)))
    return {row.id: (row.deadline, _in_time(row, shifts)) for row in rows}


def _in_time(request: Any, shifts: Shifts) -> datetime:
    """Give until when a request can be answered in time, wherever its slot goes."""
    deadline: datetime = request.deadline
    return min(deadline, last_moment(request.starts_at + shifts[request.block_id]))


async def _shift_handovers(connection: Connection, event: Event, meetings: Starts) -> Deadlines:
    """Bring forward by when open hand-overs are to be agreed to; gives it for each, before and after."""
    starts = {number: start + by for (number, start), by in meetings.items()}
    open_ones = select(handover).where(handover.c.meeting_id.in_(starts), handover.c.state == "open")
    deadlines = {}
    for row in (await connection.execute(open_ones)).all():
        answer_by = min(row.deadline, change_deadline(event, starts[row.meeting_id]))
        await connection.execute(update(handover).where(handover.c.id == row.id).values(deadline=answer_by))
        deadlines[row.id] = (row.deadline, answer_by)
    return deadlines


async def _shift_slots(connection: Connection, table: Any, shifts: Shifts) -> Starts:
    """Move requests or meetings; gives by how much."""
    rows = (await connection.execute(select(table).where(table.c.block_id.in_(shifts)))).all()
    for row in rows:
        by = shifts[row.block_id]
        values = {"starts_at": row.starts_at + by, "ends_at": row.ends_at + by}
        if table is t.request:
            values["deadline"] = _in_time(row, shifts)
        await connection.execute(update(table).where(table.c.id == row.id).values(values))
    return {(row.id, row.starts_at): shifts[row.block_id] for row in rows}


async def _shift_keys(connection: Connection, table: Any, owner: str, starts: Starts) -> None:
    """Move rows whose start is part of their key: one by one they could hit a neighbour's."""
    mine = table.c[owner].in_({number for number, _ in starts})
    rows = (await connection.execute(select(table).where(mine))).mappings().all()
    if not rows:
        return
    await connection.execute(delete(table).where(mine))
    times = ("starts_at", "ends_at") if "ends_at" in table.c else ("starts_at",)
    moved = []
    for row in map(dict, rows):
        by = starts.get((row[owner], row["starts_at"]), timedelta())
        moved.append(row | {name: row[name] + by for name in times})
    await connection.execute(insert(table), moved)


async def _shift_waiting(connection: Connection, event: Event, shifts: Shifts) -> None:
    """Move the times that are waited for or were lost; what is held is let go, and offered anew."""
    await connection.execute(delete(waiting_offer).where(waiting_offer.c.event_id == event.id))
    before = {
        slot.start - shifts[slot.block_id]: slot.start for slot in event.slots if slot.block_id in shifts
    }
    here = (
        (waiting_slot, "waiting_id", select(waiting.c.id).where(waiting.c.event_id == event.id)),
        (lost_slot, "request_id", select(t.request.c.id).where(t.request.c.event_id == event.id)),
    )
    for table, owner, owners in here:
        rows = (await connection.execute(select(table).where(table.c[owner].in_(owners)))).mappings()
        shifted = [(row[owner], row["starts_at"]) for row in rows if row["starts_at"] in before]
        starts = {(number, start): before[start] - start for number, start in shifted}
        await _shift_keys(connection, table, owner, starts)
