"""What is asked of everybody in an event at once: read once, and kept in memory until the people change.

Names and links change with an import, an erasure, a new link; windows with an import or the blocks. Each of
these gives the event's people a new version; see ``storage.known``. Who has joined changes by the minute and
is read anew.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, TypeVar, cast

from sqlalchemy import Update, bindparam, select, update

from bot.domain.intervals import Interval
from bot.domain.people import Listed
from storage import tables as t
from storage.connection import Connection
from storage.known import Kept, another_version

_T = TypeVar("_T")
_p, _w = t.participant.c, t.participant_window.c
_HERE = (_p.event_id == bindparam("event_id"), _p.erased_at.is_(None))
_VERSION = select(t.event.c.people_version).where(t.event.c.id == bindparam("event_id"))
_VERSIONS = select(t.event.c.id, t.event.c.people_version).order_by(t.event.c.id)
_LISTED = (
    select(_p.id, _p.event_id, _p.sort_name, _p.organization, _p.generation)
    .where(*_HERE)
    .order_by(_p.sort_name, _p.id)
)
_WINDOWS = (
    select(_p.id, _w.starts_at, _w.ends_at)
    .join(t.participant_window, _w.participant_id == _p.id)
    .where(*_HERE)
    .order_by(_p.sort_name, _p.id, _w.starts_at)
)
_CONNECTED = select(_p.id).where(_p.event_id == bindparam("event_id"), _p.telegram_id.is_not(None))


def people_change(event_id: int) -> Update:
    """Give the statement that notes that an event's people are no longer those that anybody keeps."""
    return update(t.event).where(t.event.c.id == event_id).values(people_version=another_version())


class SqlCrowd:
    """``bot.usecases.ports.Crowd``; ``kept`` is shared by all transactions of a database."""

    def __init__(self, connection: Connection, kept: Kept[Any]) -> None:
        self._connection = connection
        self._kept = kept
        self._changed = set[int]()  # events that have a new version, under which more may change

    async def of_event(self, event_id: int, make: Callable[[Sequence[Listed]], _T]) -> _T:
        """Give what ``make`` makes of everybody in an event who is not erased, in the order of names."""
        return cast("_T", await self._same(event_id, make, partial(self._made, event_id, make)))

    async def of_all(self, make: Callable[[Sequence[Listed]], _T]) -> list[_T]:
        """Give what ``make`` makes of everybody in each event."""
        found = []
        for event_id, version in (await self._connection.execute(_VERSIONS)).all():
            made = await self._at(event_id, version, make, partial(self._made, event_id, make))
            found.append(cast("_T", made))
        return found

    async def windows(self, event_id: int) -> Mapping[int, tuple[Interval, ...]]:
        """Give the windows of everybody in an event who has some, by id, in the order of names."""
        return cast(
            "Mapping[int, tuple[Interval, ...]]",
            await self._same(event_id, "windows", partial(self._windows, event_id)),
        )

    async def connected(self, event_id: int) -> set[int]:
        """Give the ids of those in an event who have joined."""
        return set((await self._connection.execute(_CONNECTED, {"event_id": event_id})).scalars())

    async def changes(self, event_id: int) -> None:
        """Note that the people of an event change in this transaction."""
        if event_id not in self._changed:
            self._changed.add(event_id)
            await self._connection.execute(people_change(event_id))

    async def _same(self, event_id: int, what: object, read: Callable[[], Awaitable[Any]]) -> Any:
        version = (await self._connection.execute(_VERSION, {"event_id": event_id})).scalar()
        return await self._at(event_id, version, what, read)

    async def _at(
        self, event_id: int, version: int | None, what: object, read: Callable[[], Awaitable[Any]]
    ) -> Any:
        if version is None or event_id in self._changed:
            return await read()
        return await self._kept.get((event_id, what), version, read)

    async def _made(self, event_id: int, make: Callable[[Sequence[Listed]], Any]) -> Any:
        rows = (await self._connection.execute(_LISTED, {"event_id": event_id})).all()
        await asyncio.sleep(0)  # of many events, one after the other: let others have a turn in between
        return make([Listed(*row) for row in rows])

    async def _windows(self, event_id: int) -> Mapping[int, tuple[Interval, ...]]:
        pieces: dict[tuple[datetime, datetime], Interval] = {}
        found: dict[int, tuple[Interval, ...]] = defaultdict(tuple)
        alike: dict[tuple[Interval, ...], tuple[Interval, ...]] = {}  # most people have the same ones
        for person_id, *ends in await self._connection.execute(_WINDOWS, {"event_id": event_id}):
            piece = pieces.setdefault((ends[0], ends[1]), Interval(*ends))
            windows = (*found[person_id], piece)
            found[person_id] = alike.setdefault(windows, windows)
        return dict(found)
