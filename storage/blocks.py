"""Blocks and tables of an event that is loaded again: bookings go with their times."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update

from bot.domain.event import Block, Event
from bot.domain.intervals import Interval
from storage.asking_tables import request_slot
from storage.connection import Connection
from storage.tables import block, meeting, request, table_seat, venue_table


async def save_blocks(connection: Connection, event_id: int, event: Event) -> None:
    """Bring the blocks and tables of an event to what ``event`` says.

    What is gone is deleted last, so that requests, meetings and taken tables have moved by then. Closed
    requests and past meetings of a block that is gone count for the first one that is left.
    """
    known = set((await connection.execute(select(block.c.id).where(block.c.event_id == event_id))).scalars())
    kept: list[int] = []
    tables: list[int] = []
    for one in event.blocks:
        stretch = event.block_interval(one)
        block_id = await _save_block(connection, event_id, one, stretch, known)
        ids = await _save_tables(connection, block_id, one.tables)
        kept.append(block_id)
        tables += ids.values()
    if not known:
        return  # a new event, of which nothing is booked
    for block_id, one in zip(kept, event.blocks, strict=True):
        await _gather(connection, event_id, block_id, event.block_interval(one))
    await _forget_tables(connection, known.union(kept), tables)
    await _forget_blocks(connection, known.difference(kept), kept[0])


async def _save_block(
    connection: Connection, event_id: int, one: Block, stretch: Interval, known: Collection[int]
) -> int:
    values = {
        "name": one.name,
        "date": one.date,
        "start_time": one.start,
        "end_time": one.end,
        "starts_at": stretch.start,
        "ends_at": stretch.end,
    }
    if one.id in known:
        await connection.execute(update(block).where(block.c.id == one.id).values(values))
        return one.id
    added = insert(block).values(values | {"event_id": event_id}).returning(block.c.id)
    return int((await connection.execute(added)).scalar_one())


async def _save_tables(connection: Connection, block_id: int, names: Sequence[str]) -> dict[str, int]:
    """Add and order the tables of a block; gives their ids by name."""
    here = venue_table.c.block_id == block_id
    rows = await connection.execute(select(venue_table.c.name, venue_table.c.id).where(here))
    known: dict[str, int] = {row.name: row.id for row in rows}
    ids = {}
    for position, name in enumerate(names, start=1):
        if name in known:
            ids[name] = known[name]
            change = update(venue_table).where(venue_table.c.id == known[name])
            await connection.execute(change.values(position=position))
        else:
            row = {"block_id": block_id, "name": name, "position": position}
            added = insert(venue_table).values(row).returning(venue_table.c.id)
            ids[name] = (await connection.execute(added)).scalar_one()
    return ids


async def _gather(connection: Connection, event_id: int, block_id: int, stretch: Interval) -> None:
    """Bring to a block whatever lies in its times and is still counted for another."""
    own_requests = select(request.c.id).where(request.c.event_id == event_id)
    for table, here in (
        (request, request.c.event_id == event_id),
        (request_slot, request_slot.c.request_id.in_(own_requests)),
        (meeting, meeting.c.event_id == event_id),
    ):
        await connection.execute(
            update(table)
            .where(
                here,
                table.c.block_id != block_id,
                table.c.starts_at >= stretch.start,
                table.c.starts_at < stretch.end,
            )
            .values(block_id=block_id)
        )
    own = venue_table.alias("own")
    elsewhere = (
        select(table_seat.c.meeting_id, own.c.id)
        .join(meeting, meeting.c.id == table_seat.c.meeting_id)
        .join(venue_table, venue_table.c.id == table_seat.c.table_id)
        .join(own, own.c.name == venue_table.c.name)
        .where(meeting.c.block_id == block_id, own.c.block_id == block_id, own.c.id != venue_table.c.id)
    )
    for meeting_id, table_id in (await connection.execute(elsewhere)).all():
        change = update(table_seat).where(table_seat.c.meeting_id == meeting_id)
        await connection.execute(change.values(table_id=table_id))


async def _forget_tables(connection: Connection, blocks: Collection[int], kept: Sequence[int]) -> None:
    gone: Any = select(venue_table.c.id).where(
        venue_table.c.block_id.in_(blocks), venue_table.c.id.not_in(kept)
    )
    await connection.execute(delete(table_seat).where(table_seat.c.table_id.in_(gone)))
    await connection.execute(delete(venue_table).where(venue_table.c.id.in_(gone)))


async def _forget_blocks(connection: Connection, gone: Collection[int], heir: int) -> None:
    if not gone:
        return
    for table in (request, request_slot, meeting):
        await connection.execute(update(table).where(table.c.block_id.in_(gone)).values(block_id=heir))
    await connection.execute(delete(block).where(block.c.id.in_(gone)))
