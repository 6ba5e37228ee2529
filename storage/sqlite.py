"""SQLite inside the event loop: statements run where they are written; only what may wait goes elsewhere.

A statement on a local file takes some ten microseconds, handing it to another thread and back ten times as
long. So the driver's thread is asked only for what can really wait (``storage/sqlite_lane.py``). One
connection writes, a few others read; readers never wait for the writer (WAL).
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import OperationalError

from storage.sqlite_lane import READ, WRITE, InlineConnection, Lane, Lanes

_READERS = 4
_SAVEPOINT = "SAVEPOINT member"


class _Group:
    """Writes that one commit serves, because the later ones came before the first was on the disk.

    ``done`` is set with the commit, or with what went wrong.
    """

    def __init__(self) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.written = False  # whether anybody's writes are in it

    def fail(self, error: BaseException) -> None:
        """Tell everybody that nothing of the group is stored."""
        if not self.done.done():
            self.done.set_exception(error)
            self.done.exception()  # perhaps nobody asks


class SqliteFile:
    """A database file and its connections, which are opened when they are needed."""

    def __init__(self, url: URL) -> None:
        self._lanes = Lanes(url)
        self._writer: Lane | None = None
        self._readers: list[Lane] = []  # those that nobody uses now
        self._line = asyncio.Lock()  # of writers: first come, first served
        self._group: _Group | None = None
        self._room = asyncio.Semaphore(_READERS)

    @asynccontextmanager
    async def writing(self, *, at_once: bool = False) -> AsyncIterator[InlineConnection]:
        """Open a write transaction, which ends when it is on the disk; others of this process wait in line.

        Whoever begins a group goes to the end of the line after his own writes, and commits for all who
        wrote in between. Each is undone alone when he fails. Who commits ``at_once`` does so for all who
        wrote before, and no other task runs between the commit and his next line.

        Raises:
            OperationalError: it cannot begin, or cannot be committed; nothing of it is stored.
        """
        leads, group = False, None
        try:
            async with self._line:
                leads = self._group is None
                group = self._group = self._group or await self._begin()
                with self._member(group) as connection:
                    yield connection
                if at_once:
                    self._commit_here(group)
        except Exception:
            # What made him fail may be what another wrote in this group: it has to be true when he says so.
            if group:
                await self._end(group, leads=leads)
            raise
        except BaseException:
            if group and leads:
                await asyncio.shield(self._commit(group))
            raise
        await self._end(group, leads=leads)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[InlineConnection]:
        """Open a view of the file as it is now; it cannot write."""
        async with self._room:
            lane = self._readers.pop() if self._readers else await self._lanes.open(query_only=True)
            try:
                await lane.begin(READ)
                try:
                    yield lane.connection
                finally:
                    lane.rollback()
            finally:
                self._readers.append(lane)

    async def close(self) -> None:
        """Close every connection, after the writes that are on their way; others must have ended."""
        while self._group:
            async with self._line:
                pass
            await asyncio.sleep(0)
        lanes = [*self._readers, *([self._writer] if self._writer else [])]
        self._readers, self._writer = [], None
        for lane in lanes:
            await lane.close()

    async def _begin(self) -> _Group:
        if self._writer is None:
            self._writer = await self._lanes.open()
        await self._writer.begin(WRITE)
        return _Group()

    @contextmanager
    def _member(self, group: _Group) -> Iterator[InlineConnection]:
        """Undo one member's writes when he fails; where that cannot be done, the group has failed."""
        writer = self._writer
        if writer is None:
            raise RuntimeError("the database is closed")
        writer.raw.execute(_SAVEPOINT)
        try:
            yield writer.connection
        except BaseException as error:
            try:
                writer.raw.execute(f"ROLLBACK TO {_SAVEPOINT}")
                writer.raw.execute(f"RELEASE {_SAVEPOINT}")
            except sqlite3.Error:  # after a full disk, say, SQLite has undone everything already
                self._group = None
                writer.rollback()
                group.fail(error)
            raise
        writer.raw.execute(f"RELEASE {_SAVEPOINT}")
        group.written = True

    async def _end(self, group: _Group, *, leads: bool) -> None:
        if leads and not group.done.done():
            await asyncio.shield(self._commit(group))
        await asyncio.shield(group.done)

    async def _commit(self, group: _Group) -> None:
        """Let those who wait now write first, then commit for all."""
        async with self._line:
            writer = self._writer
            if group.done.done() or writer is None:
                return
            self._group = None
            try:
                if group.written:
                    await writer.commit()
                else:
                    writer.rollback()
            except BaseException as error:
                group.fail(error)
                if not isinstance(error, OperationalError):
                    raise
            else:
                group.done.set_result(None)

    def _commit_here(self, group: _Group) -> None:
        writer, self._group = self._writer, None
        if writer is None:
            raise RuntimeError("the database is closed")
        try:
            writer.commit_here()
        except OperationalError as error:
            group.fail(error)
        else:
            group.done.set_result(None)
