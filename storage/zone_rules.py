"""Time-zone rules that changed after an event was stored: what was announced by the clock stays there.

Blocks and windows keep the wall-clock times that were meant, beside instants derived by the rules of then.
Where the rules of now give other instants, everything of the block moves with it: windows, requests,
meetings, seats, tables, and what is planned for them. A meeting at 14:30 stays at 14:30.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update

from bot.domain.deadlines import last_moment
from bot.domain.event import Event
from storage import tables as t
from storage.connection import Connection
from storage.crowd import people_change
from storage.events import SqlEvents
from storage.windows import derive_again

Shifts = Mapping[int, timedelta]  # by block


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
    requests = await _shift_slots(connection, t.request, shifts)
    meetings = await _shift_slots(connection, t.meeting, shifts)
    await _shift_keys(connection, t.seat, t.seat.c.request_id, requests)
    await _shift_keys(connection, t.table_seat, t.table_seat.c.meeting_id, meetings)
    await _shift_planned(connection, event, meetings, shifts)


async def _shift_slots(connection: Connection, table: Any, shifts: Shifts) -> dict[int, timedelta]:
    """Move requests or meetings; gives by how much, by id."""
    rows = (await connection.execute(select(table).where(table.c.block_id.in_(shifts)))).all()
    for row in rows:
        by = shifts[row.block_id]
        values = {"starts_at": row.starts_at + by, "ends_at": row.ends_at + by}
        if table is t.request:
            values["deadline"] = min(row.deadline, last_moment(values["starts_at"]))
        await connection.execute(update(table).where(table.c.id == row.id).values(values))
    return {row.id: shifts[row.block_id] for row in rows}


async def _shift_keys(connection: Connection, table: Any, owner: Any, shifts: Shifts) -> None:
    """Move seats whose start is part of their key: one by one they could hit a neighbour's."""
    rows = (await connection.execute(select(table).where(owner.in_(shifts)))).mappings().all()
    if not rows:
        return
    await connection.execute(delete(table).where(owner.in_(shifts)))
    times = ("starts_at", "ends_at") if "ends_at" in table.c else ("starts_at",)
    moved = [row | {name: row[name] + shifts[row[owner.name]] for name in times} for row in map(dict, rows)]
    await connection.execute(insert(table), moved)


async def _shift_planned(connection: Connection, event: Event, meetings: Shifts, shifts: Shifts) -> None:
    """Move the reminders and digests that have not been sent yet."""
    days = {f"{block.date}": shifts[block.id] for block in event.blocks if block.id in shifts}
    mine = set(
        (await connection.execute(select(t.participant.c.id).where(t.participant.c.event_id == event.id)))
        .scalars()
        .all()
    )
    planned = select(t.outbox).where(t.outbox.c.state == "new", t.outbox.c.kind.in_(("reminder", "digest")))
    for row in (await connection.execute(planned)).all():
        if row.params["to"] not in mine:
            continue
        by = meetings.get(row.params["meeting"]) if row.kind == "reminder" else days.get(row.params["day"])
        if by is None:
            continue
        values = {"due_at": row.due_at + by, "not_after": row.not_after + by}
        if row.kind == "digest":  # its key names the time of day
            values["dedupe"] = f"{row.dedupe.rpartition(':')[0]}:{values['due_at']:%H%M}"
        await connection.execute(update(t.outbox).where(t.outbox.c.id == row.id).values(values))
