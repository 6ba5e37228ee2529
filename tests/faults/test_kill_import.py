"""kill -9 while a list is read, and while it is loaded: it ends with one card, none that says "reading"."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from bot.emulator import EmulatedBotApi, Message
from storage import tables as t
from storage.unit_of_work import SqlDatabase
from tests.support.crowd import PATIENCE_SECONDS, until
from tests.support.mortal import MortalBot
from tests.support.people import Person
from tests.support.stage import ORGANIZER_ID, settings_for
from tests.support.world import ManualClock, make_event

NOW = ManualClock().now()
PEOPLE = 2_000  # so many take long enough to be killed in the middle
LIST = "\n".join(["key,name", *(f"K{number},Ana Pop {number}" for number in range(PEOPLE))]).encode()


async def test_killed_over_a_list_it_shows_and_loads_it_once(
    database_url: str, database: SqlDatabase, tmp_path: Path
) -> None:
    async with EmulatedBotApi() as api, MortalBot(settings_for(api, database_url), tmp_path / "log") as bot:
        async with database.writing() as uow:
            event = await uow.events.save(make_event())
        account = api.add_user("Olga", user_id=ORGANIZER_ID)
        account.chat.started = True
        olga = Person(api, account)

        for _ in range(2):
            api.faults.hang("getFile")
        await bot.start(NOW)
        await olga.send_document("people.csv", LIST)
        await olga.expect_card("I am reading your list")
        await noted(database)
        await bot.kill()
        await bot.start(NOW)
        await until(lambda: api.faults.used == 2, "the next process fetches the list")
        await bot.kill()
        await bot.start(NOW)
        await olga.expect_card(f"New: {PEOPLE}")
        assert texts(olga.received) == ["preview"]

        await olga.press("Load", answered=False)
        await until(lambda: texts(olga.received) != ["preview"], "something is said about loading")
        await bot.kill()
        await bot.start(NOW)
        await until(lambda: texts(olga.received)[0] == "loaded", "the list is loaded")
        assert {*texts(olga.received)} <= {"loaded", "links"}
        async with database.reading() as uow:
            assert len(await uow.participants.named(event.id)) == PEOPLE


async def noted(database: SqlDatabase) -> None:
    """Wait until it is written down which message says that the list is read: who dies before leaves it."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            async with database.reading() as uow:
                if (await uow.connection.execute(select(t.inbox.c.card_id))).scalar_one():
                    return
            await asyncio.sleep(0.02)


def texts(messages: Sequence[Message]) -> list[str]:
    """Say in a word what stands in each message."""
    words = {"I am ": "working", "is loaded": "loaded", "personal link": "links", "New: ": "preview"}
    said = [one.text for one in messages]
    return [next((word for part, word in words.items() if part in text), text) for text in said]
