"""Updates that Telegram brings: stored before it is told so, and from nobody else."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import select, text

from bot.botapi.services import Runtime
from bot.botapi.tasks import Nursery
from bot.config import Address, Settings
from bot.emulator import EmulatedBotApi
from bot.intake.queues import MemoryQueue
from bot.intake.receiver import ALLOWED_UPDATES, Receiver
from bot.intake.webhook import Webhook
from bot.main import running
from bot.usecases.inbox import InboxRow
from bot.web.monitor import Monitor
from bot.web.port import ports
from storage.tables import inbox
from storage.unit_of_work import SqlDatabase
from tests.support.command_line import CommandLine
from tests.support.people import Person
from tests.support.raw_bot import RawBot
from tests.support.stage import settings_for
from tests.support.webhooks import PATH, SECRET_HEADER, call, free_port, update, webhook_settings
from tests.support.world import ManualClock

NOW = ManualClock().now()
MEGABYTE = 1024 * 1024
HOOK = "https://bot.example.org/telegram"


@asynccontextmanager
async def called_bot(database_url: str) -> AsyncIterator[tuple[Settings, aiohttp.ClientSession]]:
    """Run a bot in webhook mode that a test calls in place of the server."""
    async with EmulatedBotApi() as api, aiohttp.ClientSession() as session:
        for number in range(1, 40):
            api.add_user(f"P{number}", user_id=number).chat.started = True
        settings = webhook_settings(api, database_url)
        async with running(settings):
            yield settings, session


async def stored(database: SqlDatabase) -> dict[int, Any]:
    """Give when each update of the inbox was received."""
    async with database.reading() as uow:
        rows = await uow.connection.execute(select(inbox.c.update_id, inbox.c.received_at))
        return {row.update_id: row.received_at for row in rows}


async def test_person_is_served_by_webhook_which_outlives_the_process(database_url: str) -> None:
    async with EmulatedBotApi() as api, aiohttp.ClientSession() as session:
        settings, server = webhook_settings(api, database_url), RawBot(api, session)
        ana = Person.new(api, "Ana")
        await ana.start()  # before the bot is there
        async with running(settings):
            await ana.expect("personal link")
            await ana.say("/id")
            await ana.expect(str(ana.id))
            info = (await server.call("getWebhookInfo")).result
            assert info["url"] == settings.webhook_url
            assert info["allowed_updates"] == sorted(ALLOWED_UPDATES)
        assert (await server.call("getWebhookInfo")).result["url"] == settings.webhook_url

        await ana.say("/id")
        async with running(settings_for(api, database_url)):
            await ana.expect(str(ana.id))
            assert (await server.call("getWebhookInfo")).result["url"] == ""


async def test_calls_that_are_not_telegrams_are_refused(sqlite_url: str) -> None:
    large, guess = b"x" * (MEGABYTE + 1), {SECRET_HEADER: "guess"}
    calls: list[tuple[int, dict[str, Any]]] = [
        (403, {"headers": {}}),
        (403, {"headers": guess}),
        (403, {"headers": {SECRET_HEADER: "gu\u00e9ss"}}),
        (403, {"headers": guess, "data": large}),
        (405, {"method": "GET"}),
        (405, {"method": "PUT"}),
        (404, {"path": "/other"}),
        (415, {"type": "text/plain"}),
        (413, {"data": large}),
        *((400, {"data": data}) for data in (b"no json", b"[" * 100_000, b"\xff", b"[]", b"{}")),
        (400, {"data": b'{"update_id": "1"}'}),
        (400, {"data": b'{"update_id": true}'}),
        (400, {"data": b'{"update_id": 9223372036854775808}'}),
    ]
    async with called_bot(sqlite_url) as (settings, session):
        for status, change in calls:
            known = {SECRET_HEADER: settings.webhook_token()}
            async with session.request(
                change.get("method", "POST"),
                settings.webhook_url.replace(PATH, change.get("path", PATH)),
                data=io.BytesIO(change.get("data", b'{"update_id": 1}')),
                headers={
                    "Content-Type": change.get("type", "application/json"),
                    **change.get("headers", known),
                },
            ) as response:
                assert response.status == status, change
    database = SqlDatabase(sqlite_url)
    assert await stored(database) == {}
    await database.close()


async def test_telegram_is_told_only_when_the_update_is_stored_and_others_share_the_next_transaction(
    database: SqlDatabase,
) -> None:
    async with called_bot(database.url) as (settings, session):
        with suppress(ZeroDivisionError):
            async with database.writing() as uow:
                # Whoever wants to store the same update has to wait for what becomes of this one.
                await uow.inbox.store([InboxRow(1, 1, "{}")], NOW)
                calls = [asyncio.ensure_future(call(session, settings, update(1, 1)))]  # noqa: TID251 - a test owns it
                await asyncio.sleep(0.2)
                calls += [
                    asyncio.ensure_future(call(session, settings, update(number, number)))  # noqa: TID251 - the same
                    for number in range(2, 40)
                ]
                done, _ = await asyncio.wait(calls, timeout=0.3)
                assert done == set()
                raise ZeroDivisionError
        assert await asyncio.gather(*calls) == [200] * 39
        received = await stored(database)
        assert received.keys() == set(range(1, 40))
        assert len(set(received.values())) <= 4  # transactions; the calls come in over several connections


async def test_update_that_cannot_be_stored_is_refused_until_it_can_and_said_once(
    database: SqlDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    async with called_bot(database.url) as (settings, session):
        port = settings.webhook_url.removesuffix(PATH)
        await _rename(database, "inbox", "elsewhere")
        assert [await call(session, settings, update(1, 1)) for _ in range(2)] == [503, 503]
        async with session.get(f"{port}/readyz") as response:
            assert (response.status, await response.text()) == (503, "updates cannot be stored\n")
        await _rename(database, "elsewhere", "inbox")
        assert await call(session, settings, update(1, 1)) == 200
        assert await call(session, settings, update(1, 1)) == 200  # it came again
        async with session.get(f"{port}/readyz") as response:
            assert (response.status, await response.text()) == (200, "ready\n")
        assert (await stored(database)).keys() == {1}
    said = [record.levelname for record in caplog.records if record.name == "bot.intake.webhook"]
    assert said == ["ERROR", "WARNING"]


async def test_caller_who_goes_away_keeps_nobody_waiting(database: SqlDatabase) -> None:
    taken: list[InboxRow] = []
    passing: list[Mapping[str, Any]] = []
    receiver = Receiver(database, ManualClock(), MemoryQueue(database), taken.extend, passing.append)
    async with Nursery() as nursery:
        webhook = Webhook(receiver, nursery, "secret")
        gone, other = [nursery.start(webhook._stored(update(one, one)), "call") for one in (1, 2)]
        await asyncio.sleep(0)  # both wait for the same transaction
        gone.cancel()
        async with asyncio.timeout(5):
            await other
    assert [row.update_id for row in taken] == [1, 2]


async def _rename(database: SqlDatabase, old: str, new: str) -> None:
    async with database.writer.begin() as connection:
        await connection.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))


async def test_monitor_sees_what_was_done_and_only_from_this_machine(database_url: str) -> None:
    async with EmulatedBotApi() as api, aiohttp.ClientSession() as session:
        settings = webhook_settings(api, database_url)
        api.faults.fail("sendMessage", retry_after=1)
        ana = Person.new(api, "Ana")
        port = settings.webhook_url.removesuffix(PATH)
        async with running(settings):
            await ana.start()
            await ana.expect("personal link")
            page = ""
            async with asyncio.timeout(ana.patience):  # the answer is there before the update is counted
                while 'outcome="done"' not in page:
                    async with session.get(f"{port}/metrics") as response:
                        page = await response.text()
            for path, status in (("/healthz", 200), ("/readyz", 403), ("/metrics", 403)):
                async with session.get(f"{port}{path}", headers={"X-Forwarded-For": "192.0.2.7"}) as response:
                    assert response.status == status
    for line in (
        'bilateral_updates_total{kind="message",outcome="done"} 1.0',
        'bilateral_update_seconds_count{kind="message"} 1.0',
        "bilateral_floods_total 1.0",
        'bilateral_outbox{state="new"} 0.0',
        "bilateral_outbox_oldest_due_seconds 0.0",
        'bilateral_requests{state="pending"} 0.0',
        'bilateral_meetings{state="confirmed"} 0.0',
    ):
        assert re.search(f"^{re.escape(line)}$", page, re.MULTILINE), page


async def test_metrics_on_a_port_of_their_own_answer_everybody(sqlite_url: str) -> None:
    async with EmulatedBotApi() as api, aiohttp.ClientSession() as session:
        own = Address("127.0.0.1", free_port())
        settings = settings_for(api, sqlite_url).model_copy(update={"metrics_listen": own})
        async with running(settings):
            for path in ("/healthz", "/readyz", "/metrics"):
                headers = {"X-Forwarded-For": "192.0.2.7"}
                async with session.get(f"http://127.0.0.1:{own.port}{path}", headers=headers) as response:
                    assert response.status == 200


async def test_database_that_is_away_is_a_word_to_the_monitor_and_no_trace(
    caplog: pytest.LogCaptureFixture,
) -> None:
    database = SqlDatabase(f"postgresql+asyncpg://127.0.0.1:{free_port()}/bilateral")
    own, clock = Address("127.0.0.1", free_port()), ManualClock()
    settings = Settings.load(env_file=None).model_copy(update={"listen": own})
    async with Nursery() as nursery, aiohttp.ClientSession() as session:
        monitor = Monitor(Runtime(database=database, clock=clock, machine=clock, nursery=nursery), [])
        async with ports(settings, monitor, None):
            for path in ("/readyz", "/metrics"):
                async with session.get(f"http://127.0.0.1:{own.port}{path}") as response:
                    assert (response.status, await response.text()) == (503, "the database does not answer\n")
    assert [(record.name, record.exc_info) for record in caplog.records] == [("storage.trouble", None)]
    await database.close()


@pytest.mark.parametrize(
    ("env", "reasons"),
    [
        (
            {"MODE": "webhook"},
            [
                "WEBHOOK_URL: is not set; MODE=webhook needs the address that Telegram is to call",
                "LISTEN: is not set; MODE=webhook needs host:port to listen on",
            ],
        ),
        (
            {"DATABASE_URL": "postgresql+asyncpg://127.0.0.1/bilateral"},
            ["LINK_SECRET: is not set; processes that share a database must share it"],
        ),
        (
            {"WEBHOOK_URL": "bot.example.org"},
            [f"WEBHOOK_URL: must be an address such as {HOOK} (got 'bot.example.org')"],
        ),
        (
            {"WEBHOOK_SECRET": "two words"},
            ["WEBHOOK_SECRET: must be 1 to 256 of the characters A-Z a-z 0-9 _ -"],
        ),
        ({"LISTEN": "8080"}, ["LISTEN: must be host:port, for example 127.0.0.1:8080 (got '8080')"]),
        (
            {"METRICS_LISTEN": "127.0.0.1:99999"},
            ["METRICS_LISTEN: must be host:port, for example 127.0.0.1:8080 (got '127.0.0.1:99999')"],
        ),
        (
            {"PUBLIC_URL": "https://bot.example.org"},
            ["LISTEN: is not set; PUBLIC_URL leads to the host:port that the bot listens on"],
        ),
        (
            {"PUBLIC_URL": "bot.example.org"},
            ["PUBLIC_URL: must be an address such as https://bot.example.org (got 'bot.example.org')"],
        ),
    ],
    ids=[
        "nothing given",
        "own link secret",
        "no address",
        "no secret",
        "no host",
        "no port",
        "public only",
        "no scheme",
    ],
)
def test_start_is_refused_with_a_line_for_each_wrong_setting(
    tmp_path: Path, env: dict[str, str], reasons: list[str]
) -> None:
    outcome = CommandLine(tmp_path)("run", BOT_TOKEN="1:x", **env)
    assert (outcome.status, outcome.reasons) == (1, reasons)


async def test_port_that_is_taken_and_address_that_telegram_refuses_stop_the_start(tmp_path: Path) -> None:
    async with EmulatedBotApi() as api:
        cli = CommandLine(tmp_path, {"BOT_TOKEN": api.bot.token, "BOT_API_URL": api.url, "MODE": "webhook"})
        taken = api.url.removeprefix("http://")
        outcome = await cli.process("run", WEBHOOK_URL="https://bot.example.org/x", LISTEN=taken)
        assert (outcome.status, outcome.reasons) == (
            1,
            [f"LISTEN: cannot listen on {taken}: address already in use"],
        )
        outcome = await cli.process("run", WEBHOOK_URL="http://bot.example.org/x", LISTEN="127.0.0.1:0")
        assert (outcome.status, outcome.reasons) == (
            1,
            ["WEBHOOK_URL: Telegram refuses it: Bad webhook: an https url must be provided for webhook"],
        )


def test_every_process_makes_the_same_secret_unless_one_is_given() -> None:
    def token(**given: str) -> str:
        return Settings.load(env_file=None, **given).webhook_token()

    one = token(bot_token="1:x", link_secret="s")
    assert one == token(bot_token="1:x", link_secret="s")
    assert len({one, token(bot_token="2:x", link_secret="s"), token(bot_token="1:x", link_secret="t")}) == 3
    assert re.fullmatch("[A-Za-z0-9_-]{1,256}", one)
    assert token(bot_token="1:x", link_secret="s", webhook_secret="given") == "given"
