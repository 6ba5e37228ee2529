"""Many people at once on a stage, who act without waiting for one another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from bot.domain.persons import Person as Known
from tests.support.people import NotSeenError, Person
from tests.support.stage import Stage

PATIENCE_SECONDS = 120.0  # many people on a small machine
_FIRST_ID = 6_000_001
_PAUSE_SECONDS = 0.2


async def already_in(play: Stage, names: Iterable[str]) -> list[Person]:
    """Give participants who joined long ago: joining is not what a crowd is for."""
    crowd = []
    async with play.database.writing() as uow:
        for number, name in enumerate(names, start=_FIRST_ID):
            first, _, last = name.partition(" ")
            account = play.api.add_user(first, last, user_id=number)
            account.chat.started = True
            await uow.persons.save(Known(number, "en", event_id=play.event.id), play.clock.now())
            await uow.participants.connect(play.ids[name], number, play.clock.now())
            play.people[name] = Person(play.api, account, patience=PATIENCE_SECONDS)
            crowd.append(play.people[name])
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
