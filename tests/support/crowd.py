"""Many people at once, who act without waiting for one another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

from bot.domain.event import Event
from bot.domain.persons import Person as Known
from bot.emulator import EmulatedBotApi
from storage.unit_of_work import SqlDatabase
from tests.support.people import NotSeenError, Person

PATIENCE_SECONDS = 120.0  # many people on a small machine
_FIRST_ID = 6_000_001
_PAUSE_SECONDS = 0.2


async def already_in(
    api: EmulatedBotApi, database: SqlDatabase, event: Event, ids: Mapping[str, int], now: datetime
) -> list[Person]:
    """Give participants, by name, who joined long ago: joining is not what a crowd is for."""
    crowd = []
    async with database.writing() as uow:
        for number, (name, participant_id) in enumerate(ids.items(), start=_FIRST_ID):
            first, _, last = name.partition(" ")
            account = api.add_user(first, last, user_id=number)
            account.chat.started = True
            await uow.persons.save(Known(number, "en", event_id=event.id), now)
            await uow.participants.connect(participant_id, number, now)
            crowd.append(Person(api, account, patience=PATIENCE_SECONDS))
    return crowd


async def until(condition: Callable[[], bool], what: str) -> None:
    """Look now and then until something holds: to look at each change costs too much with a crowd.

    Raises:
        NotSeenError: it did not, for `PATIENCE_SECONDS` of real time.
    """
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition():  # noqa: ASYNC110 - as the docstring says
                await asyncio.sleep(_PAUSE_SECONDS)
    except TimeoutError:
        raise NotSeenError(f"{what}: not within {PATIENCE_SECONDS} s") from None
