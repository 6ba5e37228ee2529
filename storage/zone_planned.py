"""What is planned for the times that move with the rules of a zone: it goes when it would have gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, delete, select, update

from bot.domain.deadlines import nudge_kept
from bot.domain.event import Event
from storage import tables as t
from storage.connection import Connection

Deadlines = Mapping[
    int, tuple[datetime, datetime]
]  # by the id of what waits for an answer: as it was, and is
Times = tuple[datetime, datetime | None]  # due, and of use until

_WITH_THE_MEETING = frozenset({"reminder", "no_show.question"})
_WITH_THE_DAY = frozenset({"digest", "today"})  # their keys end with the time at which they are due
_NUDGES = frozenset({"nudge", "move.nudge", "handover.nudge"})


@dataclass(frozen=True, slots=True)
class Moved:
    """What has moved in an event: meetings and days, by how much; and until when an answer is awaited."""

    meetings: Mapping[int, timedelta]
    days: Mapping[str, timedelta]  # in ISO form
    requests: Deadlines
    handovers: Deadlines


async def shift_planned(connection: Connection, event: Event, moved: Moved) -> None:
    """Move what has not been sent yet; a nudge for which it is too late by now is not sent."""
    mine = set(
        (await connection.execute(select(t.participant.c.id).where(t.participant.c.event_id == event.id)))
        .scalars()
        .all()
    )
    kinds = _WITH_THE_MEETING | _WITH_THE_DAY | _NUDGES
    planned = select(t.outbox).where(t.outbox.c.state == "new", t.outbox.c.kind.in_(kinds))
    rows = [row for row in (await connection.execute(planned)).mappings() if row["params"]["to"] in mine]
    times = {row["id"]: _times(event, row, moved) for row in rows}
    late = [number for number, new in times.items() if new is None]
    await connection.execute(delete(t.outbox).where(t.outbox.c.id.in_(late)))
    rows = [row for row in rows if times[row["id"]] not in (None, (row["due_at"], row["not_after"]))]
    keyed = [row["id"] for row in rows if row["kind"] in _WITH_THE_DAY]
    # All keys go before one is given: one by one they could hit that of a neighbour, which moves as well.
    await connection.execute(update(t.outbox).where(t.outbox.c.id.in_(keyed)).values(dedupe=None))
    for row in rows:
        due_at, not_after = times[row["id"]] or (row["due_at"], row["not_after"])
        values: dict[str, Any] = {"due_at": due_at, "not_after": not_after}
        if row["id"] in keyed:
            values["dedupe"] = await _free(connection, _key(row, due_at))
        await connection.execute(update(t.outbox).where(t.outbox.c.id == row["id"]).values(values))


def _times(event: Event, row: RowMapping, moved: Moved) -> Times | None:
    """Give when a row is due and until when it is of use; None where it is too late for it."""
    kind, params, as_it_was = row["kind"], row["params"], (row["due_at"], row["not_after"])
    if kind in _NUDGES:
        of_handover = kind == "handover.nudge"
        found = (
            moved.handovers.get(params["handover"]) if of_handover else moved.requests.get(params["request"])
        )
        if found is None:
            return as_it_was
        due_at = nudge_kept(event, row["due_at"], *found)
        return (due_at, found[1]) if due_at else None
    if kind == "today" and row["dedupe"] is None:  # of what has just happened
        return as_it_was
    by = moved.meetings.get(params["meeting"]) if kind in _WITH_THE_MEETING else moved.days.get(params["day"])
    return (row["due_at"] + by, row["not_after"] + by) if by else as_it_was


def _key(row: RowMapping, due_at: datetime) -> str:
    if row["kind"] == "today":
        return f"today:{row['params']['to']}:{row['chat_id']}:{due_at:%Y-%m-%dT%H:%M:%S}"
    return f"{row['dedupe'].rpartition(':')[0]}:{due_at:%H%M}"


async def _free(connection: Connection, key: str) -> str | None:
    """Give a key; none where something has it that was sent before."""
    found = await connection.execute(select(t.outbox.c.id).where(t.outbox.c.dedupe == key))
    return None if found.first() else key
