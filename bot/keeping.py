"""What is kept of everybody in an event is made before somebody asks for it: see decision 14.

The first search after people have changed would wait for it otherwise, and whoever asks pays for all. What
changed is found out by looking, so it does not matter which process changed it, a command among them.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Never

from bot.domain.links import LinkMarks
from bot.usecases.ports import Database, DatabaseUnavailableError

_LOOK_SECONDS = 1.0
_REST = 4  # times as long as it took to make: people who change all the time must not cost all the time


class Keeper:
    """Looks every second whether the people of an event have changed, until it is cancelled."""

    def __init__(self, database: Database, link_secret: bytes) -> None:
        self._database = database
        self._marks = LinkMarks(link_secret)
        self._made: dict[int, int] = {}  # versions by event

    async def run(self) -> Never:
        """Make what is missing, again and again."""
        loop = asyncio.get_running_loop()
        while True:
            begun = loop.time()
            with suppress(DatabaseUnavailableError):  # whoever asks meanwhile finds out himself
                await self.look()
            await asyncio.sleep(max(_LOOK_SECONDS, _REST * (loop.time() - begun)))

    async def look(self) -> None:
        """Make what has changed."""
        async with self._database.reading() as uow:
            versions = await uow.crowd.versions()
        if versions == self._made:
            return
        async with self._database.reading() as uow:  # first: it is of all events, and people join by them
            await uow.crowd.links(self._marks)
        for event_id, version in versions.items():
            if self._made.get(event_id) != version:
                async with self._database.reading() as uow:
                    await uow.crowd.index(event_id)
                    await uow.crowd.catalogue(event_id)
        self._made = versions
