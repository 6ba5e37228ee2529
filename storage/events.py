"""Events with their blocks and tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import time
from functools import partial
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from bot.domain.event import (
    Block,
    BookingMode,
    BookingRules,
    Event,
    Grid,
    PendingHolds,
    PrivacyNotice,
    Registration,
    ReminderRules,
)
from bot.domain.retention import Erased
from bot.domain.tables import VenueTable
from storage import tables as t
from storage.blocks import save_blocks
from storage.connection import Connection
from storage.known import Kept, Versions, another_version

_ALL = select(t.event.c.id, t.event.c.version).order_by(t.event.c.starts_at, t.event.c.id)


class SqlEvents:
    """``bot.usecases.ports.Events``; ``kept`` is shared by all transactions of a database."""

    def __init__(
        self, connection: Connection, kept: Kept[Event] | None = None, versions: Versions | None = None
    ) -> None:
        self._connection = connection
        self._kept = kept or Kept()
        self._versions = versions or Versions(connection, view=False)

    async def get(self, event_id: int) -> Event | None:
        """Give one event."""
        versions = await self._versions.of(event_id)
        if versions is None:
            return None
        return await self._kept.get(event_id, versions[0], partial(self._read, event_id))

    async def _read(self, event_id: int) -> Event:
        (event,) = await self._load(t.event.c.id == event_id)
        return event

    async def by_slug(self, slug: str) -> Event | None:
        """Give the event of a slug."""
        found = await self._load(t.event.c.slug == slug)
        return found[0] if found else None

    async def all(self) -> list[Event]:
        """Give every event, the soonest first."""
        versions = (await self._connection.execute(_ALL)).all()
        return [await self._kept.get(one, at, partial(self._read, one)) for one, at in versions]

    async def save(self, event: Event) -> Event:
        """Add an event or bring the one with its slug up to date; see ``bot.usecases.repositories``."""
        stretch = event.interval
        values = {
            "definition": _definition(event),
            "version": another_version(),
            "starts_at": stretch.start,
            "ends_at": stretch.end,
        }
        query = select(t.event.c.id).where(t.event.c.slug == event.slug)
        event_id = (await self._connection.execute(query)).scalar()
        if event_id is None:
            added = insert(t.event).values(slug=event.slug, **values).returning(t.event.c.id)
            event_id = (await self._connection.execute(added)).scalar_one()
        else:
            await self._connection.execute(update(t.event).where(t.event.c.id == event_id).values(values))
        await save_blocks(self._connection, event_id, event)
        saved = await self.get(event_id)
        if saved is None:
            raise LookupError(event.slug)
        return saved

    async def erased(self, event_id: int) -> Erased | None:
        """Give when an event's people were erased, and their figures; None when they were not."""
        query = select(t.event.c.erased_at, t.event.c.people).where(t.event.c.id == event_id)
        row = (await self._connection.execute(query)).one()
        return Erased(row.erased_at, row.people) if row.erased_at else None

    async def note_erased(self, event_id: int, erased: Erased) -> None:
        """Note that an event's people were erased."""
        change = update(t.event).where(t.event.c.id == event_id)
        await self._connection.execute(change.values(erased_at=erased.at, people=dict(erased.people)))

    async def tables(self, block_id: int) -> list[VenueTable]:
        """Give the tables of a block in their order."""
        columns = (
            t.venue_table.c.id,
            t.venue_table.c.block_id,
            t.venue_table.c.name,
            t.venue_table.c.position,
        )
        query = (
            select(*columns).where(t.venue_table.c.block_id == block_id).order_by(t.venue_table.c.position)
        )
        return [VenueTable(*row) for row in await self._connection.execute(query)]

    async def _load(self, *where: Any) -> list[Event]:
        rows = (await self._connection.execute(select(t.event).where(*where))).mappings().all()
        blocks = await self._blocks([row["id"] for row in rows])
        return [_event(row, blocks[row["id"]]) for row in rows]

    async def _blocks(self, event_ids: Sequence[int]) -> dict[int, list[Block]]:
        table_rows = await self._connection.execute(
            select(t.venue_table.c.block_id, t.venue_table.c.name)
            .join(t.block)
            .where(t.block.c.event_id.in_(event_ids))
            .order_by(t.venue_table.c.position)
        )
        names: dict[int, list[str]] = defaultdict(list)
        for block_id, name in table_rows:
            names[block_id].append(name)
        query = select(t.block).where(t.block.c.event_id.in_(event_ids)).order_by(t.block.c.starts_at)
        blocks: dict[int, list[Block]] = defaultdict(list)
        for row in (await self._connection.execute(query)).mappings():
            blocks[row["event_id"]].append(
                Block(
                    name=row["name"],
                    date=row["date"],
                    start=row["start_time"],
                    end=row["end_time"],
                    tables=tuple(names[row["id"]]),
                    id=row["id"],
                )
            )
        return blocks


def _definition(event: Event) -> dict[str, Any]:
    reminders = event.reminders
    return {
        "name": event.name,
        "zone": event.zone,
        "languages": list(event.languages),
        "venue_name": event.venue_name,
        "venue_address": event.venue_address,
        "booking": {name: getattr(event.booking, name) for name in BookingRules.__slots__},
        "grid": {name: getattr(event.grid, name) for name in Grid.__slots__},
        "reminders": {
            "minutes_before": list(reminders.minutes_before),
            "evening_digest": reminders.evening_digest.isoformat(),
            "morning_digest": reminders.morning_digest.isoformat(),
            "quiet_start": reminders.quiet_start.isoformat(),
            "quiet_end": reminders.quiet_end.isoformat(),
        },
        "privacy": {name: getattr(event.privacy, name) for name in PrivacyNotice.__slots__},
    }


def _event(row: RowMapping, blocks: Sequence[Block]) -> Event:
    definition = row["definition"]
    booking = dict(definition["booking"])
    booking["mode"] = BookingMode(booking["mode"])
    booking["pending_holds"] = PendingHolds(booking["pending_holds"])
    opened = Registration.OPEN if booking.pop("open_registration", False) else Registration.CLOSED
    booking["registration"] = Registration(booking.get("registration", opened))
    booking["meets"] = tuple((one, tuple(named)) for one, named in booking.get("meets", ()))
    reminders = dict(definition["reminders"])
    minutes = tuple(reminders.pop("minutes_before"))
    times = {name: time.fromisoformat(value) for name, value in reminders.items()}
    return Event(
        slug=row["slug"],
        name=definition["name"],
        zone=definition["zone"],
        languages=tuple(definition["languages"]),
        blocks=tuple(blocks),
        venue_name=definition["venue_name"],
        venue_address=definition["venue_address"],
        booking=BookingRules(**booking),
        grid=Grid(**definition["grid"]),
        reminders=ReminderRules(minutes_before=minutes, **times),
        privacy=PrivacyNotice(**definition["privacy"]),
        id=row["id"],
    )
