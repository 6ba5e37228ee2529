"""How a database is: what an operator should know before people notice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.engine import make_engine, make_reading_engine, sqlite_file
from storage.errors import DATABASE_ERRORS, in_one_line
from storage.events import SqlEvents
from storage.migrate import known_revisions, revision_of
from storage.tables import inbox, outbox

_STUCK_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Queues:
    """What waits longer than ten minutes, and what was given up: messages by what the Bot API said."""

    inbox_stuck: int = 0
    inbox_dead: int = 0
    outbox_stuck: int = 0
    outbox_dead: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Health:
    """What was found. ``error``: why nothing could be read, in a line; ``unwritable``: why nothing is kept.

    ``revision`` None means that there is no schema yet; the rest is known only for ``newest``, the
    schema of this version. ``clock`` is the server's, None where the database is a file.
    """

    error: str = ""
    unwritable: str = ""
    revision: str | None = None
    newest: str = ""
    clock: datetime | None = None
    zones: Mapping[str, str] = field(default_factory=dict)  # by the event's slug
    queues: Queues = Queues()


async def examine(url: str, now: datetime) -> Health:
    """Look at a database without changing anything; ``now`` is the product's time."""
    newest = known_revisions()[0]
    if (file := sqlite_file(url)) and not file.is_file():
        return Health(newest=newest)
    reader, writer = make_reading_engine(url), make_engine(url)
    try:
        async with reader.connect() as connection:
            found = await _found(connection, newest, now)
        unwritable = await _why_unwritable(writer) if found["revision"] else ""
        return Health(unwritable=unwritable, newest=newest, **found)
    except DATABASE_ERRORS as error:
        return Health(error=in_one_line(error), newest=newest)
    finally:
        await writer.dispose()
        await reader.dispose()


async def _found(connection: AsyncConnection, newest: str, now: datetime) -> dict[str, Any]:
    server = connection.dialect.name == "postgresql"
    clock = await connection.scalar(select(func.clock_timestamp())) if server else None
    found = {"clock": clock, "revision": await revision_of(connection)}
    if found["revision"] == newest:
        found["zones"] = {event.slug: event.zone for event in await SqlEvents(connection).all()}
        found["queues"] = await _queues(connection, now)
    return found


async def _queues(connection: AsyncConnection, now: datetime) -> Queues:
    old = now - _STUCK_AFTER
    new, on_its_way = outbox.c.state == "new", outbox.c.state.in_(("claimed", "sending"))
    dead = select(outbox.c.error, func.count()).where(outbox.c.state == "dead").group_by(outbox.c.error)
    return Queues(
        inbox_stuck=await _count(connection, inbox.c.state == "new", inbox.c.received_at < old),
        inbox_dead=await _count(connection, inbox.c.state == "dead"),
        outbox_stuck=await _count(connection, or_(new, on_its_way), outbox.c.due_at < old),
        outbox_dead={row[0]: row[1] for row in await connection.execute(dead)},
    )


async def _count(connection: AsyncConnection, *where: ColumnElement[bool]) -> int:
    return int(await connection.scalar(select(func.count()).where(*where)) or 0)


async def _why_unwritable(writer: AsyncEngine) -> str:
    """Write something and take it back."""
    try:
        async with writer.connect() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
            await connection.rollback()
    except DATABASE_ERRORS as error:
        return in_one_line(error)
    return ""
