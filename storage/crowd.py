"""What is asked of everybody in an event at once: read once, and kept in memory until the people change.

Profiles and links change with an import, an erasure, a new link; windows with an import or the blocks. Each
of these gives the event's people a new version; see ``storage.known``. Who has joined changes by the minute
and is read anew.
"""

from __future__ import annotations

import asyncio
from array import array
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from typing import Any, TypeVar, cast

from sqlalchemy import Row, Select, Update, bindparam, select, update

from bot.domain.cataloguing import Cataloguing
from bot.domain.finding import Catalogue, Entry, Facet
from bot.domain.intervals import Interval
from bot.domain.links import Linked, LinkMarks
from bot.domain.meets import type_names
from bot.domain.searching import Field, Index, Indexing, Text
from bot.domain.text import fold
from storage import tables as t
from storage.connection import Connection
from storage.ids import among, ids_of, together
from storage.known import Kept, Versions, another_version

_T = TypeVar("_T")
_AT_ONCE = 50  # people that are read without giving others a turn
_p, _w = t.participant.c, t.participant_window.c
_IN_EVENT = _p.event_id == bindparam("event_id")
_THESE = among(_p.id)
_VERSIONS = select(t.event.c.id, t.event.c.people_version).order_by(t.event.c.id)
_EVERYBODY = select(_p.id).where(_IN_EVENT, _p.erased_at.is_(None)).order_by(_p.sort_name, _p.id)
_ORDER = _EVERYBODY.where(_p.hidden.is_(False))
_LINKED = select(_p.id, _p.event_id, _p.generation).where(_THESE)
_SAID = (_p.organization_type, _p.areas, _p.offers, _p.seeks, _p.city, _p.country)
_WORDS = select(_p.id, _p.sort_name, _p.organization, _p.role, *_SAID, _p.folded).where(_THESE)
_ENTRIES = select(_p.id, _p.organization, _p.participation_type, *_SAID).where(_THESE)
_WINDOWS = (
    select(_w.participant_id, _w.starts_at, _w.ends_at)
    .where(among(_w.participant_id))
    .order_by(_w.participant_id, _w.starts_at)
)
_CONNECTED = select(together(_p.id)).where(_IN_EVENT, _p.telegram_id.is_not(None))


def people_change(event_id: int) -> Update:
    """Give the statement that notes that an event's people are no longer those that anybody keeps."""
    return update(t.event).where(t.event.c.id == event_id).values(people_version=another_version())


class SqlCrowd:
    """``bot.usecases.people_repositories.Crowd``; ``kept`` is shared by all transactions of a database."""

    def __init__(self, connection: Connection, kept: Kept[Any], versions: Versions) -> None:
        self._connection = connection
        self._kept = kept
        self._versions = versions
        self._changed = set[int]()  # events that have a new version, under which more may change

    async def everybody(self, event_id: int) -> Sequence[int]:
        """Give the ids of everybody in an event who is not erased, hidden or not, in the order of names."""
        return await self._same(event_id, "everybody", self._everybody)

    async def versions(self) -> dict[int, int]:
        """Give, by event, a number that is another one whenever its people have changed."""
        return {row[0]: row[1] for row in await self._connection.execute(_VERSIONS)}

    async def order(self, event_id: int) -> Sequence[int]:
        """Give the ids of those whom the directory of an event shows, in the order of names."""
        return await self._same(event_id, "order", self._order)

    async def index(self, event_id: int) -> Index:
        """Give the words of their profiles, for search."""
        return await self._same(event_id, "index", self._index)

    async def catalogue(self, event_id: int) -> Catalogue:
        """Give them by what they can be filtered by, and when they take meetings."""
        return await self._same(event_id, "catalogue", self._catalogue)

    async def links(self, marks: LinkMarks) -> list[Mapping[int, int]]:
        """Give the people of each event by the marks of their links."""
        read = partial(self._links, marks)
        versions = (await self._connection.execute(_VERSIONS)).all()
        return [await self._at(event_id, version, marks, read) for event_id, version in versions]

    async def connected(self, event_id: int) -> frozenset[int]:
        """Give the ids of those in an event who have joined."""
        return ids_of((await self._connection.execute(_CONNECTED, {"event_id": event_id})).scalar())

    async def changes(self, event_id: int) -> None:
        """Note that the people of an event change in this transaction."""
        if event_id not in self._changed:
            self._changed.add(event_id)
            await self._connection.execute(people_change(event_id))

    async def _same(self, event_id: int, what: object, read: Callable[[int], Awaitable[_T]]) -> _T:
        versions = await self._versions.of(event_id)
        return await self._at(event_id, versions and versions[1], what, read)

    async def _at(
        self, event_id: int, version: int | None, what: object, read: Callable[[int], Awaitable[_T]]
    ) -> _T:
        if version is None or event_id in self._changed:
            return await read(event_id)
        return cast("_T", await self._kept.get((event_id, what), version, partial(read, event_id)))

    async def _everybody(self, event_id: int) -> Sequence[int]:
        return array("q", (await self._connection.execute(_EVERYBODY, {"event_id": event_id})).scalars())

    async def _order(self, event_id: int) -> Sequence[int]:
        return array("q", (await self._connection.execute(_ORDER, {"event_id": event_id})).scalars())

    async def _index(self, event_id: int) -> Index:
        words, folded = Indexing(), cache(fold)  # of thousands, many have one role or city
        async for ids in self._parts(await self.order(event_id)):
            for one, name, organization, role, kind, *lists, city, country, text in await self._each(
                _WORDS, ids
            ):
                said = {
                    Field.NAME: name,
                    Field.ORGANIZATION: folded(organization),
                    Field.ROLE: folded(role),
                    Field.CATEGORY: " ".join(map(folded, (kind, *chain(*lists), city, country))),
                }
                words.note(Text(one, said, text))
        return await asyncio.to_thread(words.done)

    async def _catalogue(self, event_id: int) -> Catalogue:
        people = Cataloguing()
        stretch, types = cache(Interval), cache(type_names)  # most people have the same ones
        async for ids in self._parts(await self.order(event_id)):
            windows = defaultdict[int, list[Interval]](list)
            for person, start, end in await self._connection.execute(_WINDOWS, {"ids": list(ids)}):
                windows[person].append(stretch(start, end))
            for one, organization, takes_part, kind, areas, offers, seeks, city, country in await self._each(
                _ENTRIES, ids
            ):
                said = {
                    Facet.TYPE: (kind,),
                    Facet.AREA: areas,
                    Facet.OFFER: offers,
                    Facet.SEEK: seeks,
                    Facet.CITY: (city,),
                    Facet.COUNTRY: (country,),
                }
                people.note(Entry(one, organization, said, tuple(windows[one]), types(takes_part, kind)))
        return await asyncio.to_thread(people.done)

    async def _links(self, marks: LinkMarks, event_id: int) -> Mapping[int, int]:
        found: dict[int, int] = {}
        async for ids in self._parts(await self.everybody(event_id)):
            found |= marks(Linked(*row) for row in await self._each(_LINKED, ids))
        return found

    async def _parts(self, people: Sequence[int]) -> AsyncIterator[Sequence[int]]:
        """Give people in parts that may be worked on at once."""
        for start in range(0, len(people), _AT_ONCE):
            yield people[start : start + _AT_ONCE]
            await asyncio.sleep(0)

    async def _each(
        self, query: Select[*tuple[Any, ...]], ids: Sequence[int]
    ) -> Iterator[Row[*tuple[Any, ...]]]:
        """Give the rows of some people in the order of their ids; those who are gone by now have none."""
        rows = {row[0]: row for row in await self._connection.execute(query, {"ids": list(ids)})}
        return (rows[one] for one in ids if one in rows)
