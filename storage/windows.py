"""Windows of participants: instants beside the wall-clock times that they were meant as."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time, timedelta
from operator import itemgetter
from typing import Any

from sqlalchemy import delete, insert, select

from bot.domain.event import Event
from bot.domain.intervals import Interval
from bot.usecases.files import WallWindow
from storage.connection import Connection
from storage.tables import participant, participant_window

Windows = Iterable[WallWindow] | None  # None: every block


async def set_windows(connection: Connection, participant_id: int, event: Event, windows: Windows) -> None:
    """Put windows in place of those that a participant has."""
    mine = participant_window.c.participant_id == participant_id
    await connection.execute(delete(participant_window).where(mine))
    await add_windows(connection, event, [(participant_id, windows)])


async def add_windows(
    connection: Connection, event: Event, windows_of: Iterable[tuple[int, Windows]]
) -> None:
    """Add the windows of participants who have none."""
    every = [WallWindow(block.date, block.start, block.end) for block in event.blocks]
    rows = [
        _row(participant_id, event, window)
        for participant_id, windows in windows_of
        for window in (every if windows is None else windows)
    ]
    if rows:
        await connection.execute(insert(participant_window), rows)


async def follow_blocks(connection: Connection, before: Event, after: Event) -> None:
    """Bring the windows of an event to its new blocks and zone; see ``bot.usecases.people_repositories``."""
    times = {block.id: (block.date, block.start, block.end) for block in before.blocks}
    new = {block.id: (block.date, block.start, block.end) for block in after.blocks}
    if times == new and before.zone == after.zone:
        return
    moved = {wall: new[block_id] for block_id, wall in times.items() if block_id in new}
    of_event = participant_window.c.participant_id.in_(
        select(participant.c.id).where(participant.c.event_id == after.id)
    )
    columns = [participant_window.c[name] for name in ("participant_id", "date", "start_time", "end_time")]
    windows = (await connection.execute(select(*columns).where(of_event))).all()
    await connection.execute(delete(participant_window).where(of_event))
    blocks = [after.block_interval(block) for block in after.blocks]
    rows: dict[tuple[int, Any], dict[str, Any]] = {}  # by primary key: two windows may become one
    for participant_id, day, start, end in windows:
        wall = (day, start, end)
        row = _row(participant_id, after, WallWindow(*moved.get(wall, wall)))
        if any(block.overlaps(Interval(row["starts_at"], row["ends_at"])) for block in blocks):
            key = (participant_id, row["starts_at"])
            rows[key] = max(row, rows.get(key, row), key=itemgetter("ends_at"))
    if rows:
        await connection.execute(insert(participant_window), list(rows.values()))


async def derive_again(connection: Connection, event: Event) -> None:
    """Put the windows of an event where their wall-clock times are by the rules of now."""
    of_event = participant_window.c.participant_id.in_(
        select(participant.c.id).where(participant.c.event_id == event.id)
    )
    columns = [participant_window.c[name] for name in ("participant_id", "date", "start_time", "end_time")]
    windows = (await connection.execute(select(*columns).where(of_event))).all()
    await connection.execute(delete(participant_window).where(of_event))
    rows = [_row(participant_id, event, WallWindow(*wall)) for participant_id, *wall in windows]
    if rows:
        await connection.execute(insert(participant_window), rows)


def _row(participant_id: int, event: Event, window: WallWindow) -> dict[str, Any]:
    end_day = window.date + timedelta(days=window.end == time(0))
    return {
        "participant_id": participant_id,
        "starts_at": event.instant(window.date, window.start),
        "ends_at": event.instant(end_day, window.end),
        "date": window.date,
        "start_time": window.start,
        "end_time": window.end,
    }
