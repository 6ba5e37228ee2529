"""A database that an earlier release left is brought up to date, nothing of it lost, and works."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.config import ConfigurationError
from bot.emulator import EmulatedBotApi
from bot.main import running
from bot.usecases.outbox import OutboxState
from storage.backup import opened
from storage.copying import contents_of, side
from storage.migrate import known_revisions, revision_of, upgrade
from storage.restore import restore
from storage.sole import sole_user
from storage.unit_of_work import SqlDatabase
from tests.support.bookings import ask, asked_by
from tests.support.frozen import frozen, thawed
from tests.support.people import Person
from tests.support.stage import pace, settings_for
from tests.support.tongues import Tongue
from tests.support.town import until
from tests.support.world import ManualClock, at

FROZEN = frozen()


@pytest.mark.parametrize("file", FROZEN, ids=[one.name.partition(".")[0] for one in FROZEN])
async def test_database_of_an_earlier_release_is_brought_up_to_date_and_used(
    file: Path, bare_url: str, tongue: Tongue, tmp_path: Path
) -> None:
    clock = ManualClock()
    backup = thawed(file, tmp_path)
    async with opened(backup) as (_, manifest):
        old = manifest.revision
    await restore(bare_url, backup, clock.now() - timedelta(days=1), revision=old)
    database = SqlDatabase(bare_url)
    async with database.writer.connect() as connection:
        assert await revision_of(connection) == old
    await upgrade(database.writer)
    async with database.writer.connect() as connection:
        assert await revision_of(connection) == known_revisions()[0]
        here = await contents_of(await side(connection, manifest.tables))
    await database.close()
    assert {name: one.rows for name, one in here.items()} == {
        name: one.rows for name, one in manifest.tables.items()
    }

    async with EmulatedBotApi(now=clock.now) as api:
        accounts = [api.add_user(name, user_id=number) for number, name in ((101, "Ana"), (102, "Dan"))]
        for account in accounts:
            account.chat.started = True
        ana, dan = (Person(api, account) for account in accounts)
        async with running(settings_for(api, bare_url), clock, pace(limits=False)) as bilateral:
            await until(partial(nothing_is_sending, bare_url))
            clock.set(clock.now() + timedelta(seconds=3))  # what was in doubt waits for a moment
            bilateral.alarm.rearm()
            await ana.expect("Your meeting is confirmed.")  # what the old release still owed
            await ana.say("/agenda")
            await ana.press("14:30 · Hana", await ana.expect_card("14:30–14:50\nHana, Hana Ltd"))
            await ana.expect_card("Table 1")
            await ask(ana, tongue, "15:20–15:40", "dan")
            await dan.press("Accept", await asked_by(ana, dan, tongue, "15:20–15:40"))
            await dan.expect_card("Your meeting is confirmed.")
            clock.set(at("Thu 14:40"))
            bilateral.alarm.rearm()
            await dan.expect("Your meeting begins in 15 minutes")  # as it was planned then


async def nothing_is_sending(url: str) -> bool:
    """Tell whether the bot has taken up what the old release was sending when it ended."""
    database = SqlDatabase(url)
    async with database.reading() as uow:
        sending = await uow.outbox.count({OutboxState.SENDING})
    await database.close()
    return not sending


async def test_bot_that_may_not_run_leaves_the_database_of_an_older_one_as_it_is(tmp_path: Path) -> None:
    url, older = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}", known_revisions()[-1]
    database = SqlDatabase(url)
    await upgrade(database.writer, older)
    with sole_user(url), pytest.raises(ConfigurationError, match="another bot runs"):
        async with EmulatedBotApi() as api, running(settings_for(api, url)):
            pass
    async with database.writer.connect() as connection:
        assert await revision_of(connection) == older
    await database.close()
