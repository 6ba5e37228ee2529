"""The doctor says of each thing how it is, and what helps."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import text

from bot.clocks import SystemClock
from bot.config import Settings
from bot.doctor import telegram
from bot.domain.backups import backup_name
from bot.emulator import EmulatedBotApi
from bot.usecases.inbox import InboxRow
from bot.usecases.outbox import Note, OutboxState
from storage.unit_of_work import SqlDatabase
from tests.support.command_line import CommandLine
from tests.support.world import make_event

NOW = SystemClock().now()
LONG_AGO = NOW - timedelta(days=2)
SECRET = "nobody may see this"


@dataclass
class Patient:
    """A bot's surroundings, all of them well, and the command that looks at them."""

    api: EmulatedBotApi
    cli: CommandLine
    backups: Path

    async def findings(self, **env: str) -> tuple[int, dict[str, str]]:
        """Give the exit status, and for each thing that is not well its verdict, words and remedy."""
        done = await self.cli.beside("doctor", **env)
        assert SECRET not in done.out + done.err
        assert self.api.bot.token not in done.out + done.err
        found: dict[str, str] = {}
        thing = ""
        for line in done.lines:
            if "→" in line:
                found[thing] += line.partition("→")[1] + line.partition("→")[2]
            elif not line.startswith("ok "):
                verdict, thing, said = line[:8].strip(), line[9:21].strip(), line[22:]
                found[thing] = f"{verdict}: {said}"
        return done.status, found


@asynccontextmanager
async def healthy(database_url: str, folder: Path) -> AsyncIterator[Patient]:
    backups = folder / "backups"
    backups.mkdir()
    (backups / backup_name(NOW)).touch()
    async with EmulatedBotApi() as api:
        env = {
            "DATABASE_URL": database_url,
            "BOT_TOKEN": api.bot.token,
            "BOT_API_URL": api.url,
            "LINK_SECRET": SECRET,
            "ORGANIZERS": "7",
            "BACKUP_DIR": str(backups),
        }
        yield Patient(api, CommandLine(folder, env), backups)


async def test_all_is_well(database: SqlDatabase, tmp_path: Path) -> None:
    async with database.writing() as uow:
        await uow.events.save(make_event())
    async with healthy(database.url, tmp_path) as patient:
        assert await patient.findings() == (0, {})


async def test_what_is_wrong_with_the_database_is_said_with_the_remedy(
    sqlite_url: str, tmp_path: Path
) -> None:
    database = SqlDatabase(sqlite_url)
    async with database.writing() as uow:
        await uow.events.save(make_event())
        await uow.connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    await database.close()
    async with healthy(database.url, tmp_path) as patient:
        status, found = await patient.findings()
        assert (status, set(found)) == (0, {"database"})
        assert found["database"].startswith("warning: has schema 0000, this version ")
        assert "bilateral migrate" in found["database"]
        nobody = "postgresql+asyncpg://a:hush@127.0.0.1:9/x"
        status, found = await patient.findings(DATABASE_URL=nobody)
        assert (status, set(found)) == (1, {"database"})
        assert "hush" not in found["database"]


async def test_what_is_stuck_or_given_up_is_counted(database: SqlDatabase, tmp_path: Path) -> None:
    async with database.writing() as uow:
        await uow.events.save(make_event())
        definition = text("UPDATE event SET definition = REPLACE(CAST(definition AS TEXT), :old, :new)")
        if database.url.startswith("postgresql"):
            definition = text(
                "UPDATE event SET definition = CAST(REPLACE(CAST(definition AS TEXT), :old, :new) AS JSON)"
            )
        await uow.connection.execute(definition, {"old": "Europe/Bucharest", "new": "Europe/Cluj"})
        await uow.inbox.store([InboxRow(1, 7, "{}"), InboxRow(2, 7, "{}")], LONG_AGO)
        await uow.inbox.bury(2)
        await uow.outbox.add(*(Note("asked", 7, LONG_AGO) for _ in range(3)))
        (lost, *_) = await uow.outbox.claim(1, NOW, NOW)
        await uow.outbox.close(lost.id, OutboxState.DEAD, "Chat not found")
    async with healthy(database.url, tmp_path) as patient:
        status, found = await patient.findings()
    assert status == 1
    assert {thing: said.partition("→")[0] for thing, said in found.items()} == {
        "time zones": "PROBLEM: unknown here: Europe/Cluj of cluj-2026",
        "inbox": "PROBLEM: 1 updates wait for more than ten minutes",
        "outbox": "PROBLEM: 2 messages are late by more than ten minutes",
        "given up": "warning: 1 × Chat not found",
    }
    assert "outbox retry" in found["given up"]


async def test_what_is_wrong_with_telegram_is_said(sqlite_url: str, tmp_path: Path) -> None:
    async with healthy(sqlite_url, tmp_path) as patient:
        patient.api.world.inline_mode = False
        _, found = await patient.findings()
        assert found == {"inline mode": "warning: off→ switch it on at @BotFather: /setinline"}
        patient.api.world.inline_mode = True
        patient.api.world.webhook = {"url": "https://bot.example.org/hook"}
        status, found = await patient.findings()
        assert (status, set(found)) == (0, {"webhook"})
        assert "keeps every update away" in found["webhook"]

        date = int(SystemClock().now().timestamp())
        patient.api.world.webhook |= {"last_error_date": date, "last_error_message": "Connection refused"}
        status, found = await patient.findings()
        assert (status, found["webhook"].partition("→")[0]) == (
            1,
            "PROBLEM: Telegram could not deliver: Connection refused",
        )
        for env, thing in (
            ({"BOT_TOKEN": ""}, "token"),
            ({"BOT_TOKEN": "12:wrong"}, "token"),
            ({"BOT_API_URL": "http://127.0.0.1:9"}, "Bot API"),
        ):
            status, found = await patient.findings(**env)
            assert (status, list(found)) == (1, [thing])


async def test_what_is_wrong_with_files_is_said(sqlite_url: str, tmp_path: Path) -> None:
    async with healthy(sqlite_url, tmp_path) as patient:
        secret = tmp_path / "link_secret"
        secret.write_text(SECRET)
        secret.chmod(0o640)
        status, found = await patient.findings(LINK_SECRET="")
        assert (status, set(found)) == (1, {"LINK_SECRET"})
        assert f"chmod 600 {secret}" in found["LINK_SECRET"]
        secret.chmod(0o600)
        assert await patient.findings(LINK_SECRET="") == (0, {})

        for one in patient.backups.iterdir():
            one.unlink()
        status, found = await patient.findings()
        assert (status, found["backups"].partition(":")[0]) == (0, "warning")
        (patient.backups / backup_name(LONG_AGO)).touch()
        status, found = await patient.findings()
        assert (status, found["backups"].partition("→")[0]) == (1, "PROBLEM: the newest is 48 hours old")
        status, found = await patient.findings(BACKUP_DIR="", ORGANIZERS="")
        assert (status, set(found)) == (0, {"backups", "organizers"})


async def test_clocks_that_disagree_are_a_problem() -> None:
    async with EmulatedBotApi() as api:
        token = SecretStr(api.bot.token)
        settings = Settings.load(env_file=None, bot_token=token, bot_api_url=api.url)
        for ahead, verdict in ((0, "ok"), (30, "warning"), (600, "PROBLEM")):
            now = SystemClock().now() + timedelta(seconds=ahead)
            (clock,) = [one for one in await telegram.examine(settings, now) if one.thing == "clock"]
            assert (clock.verdict, "the Bot API's" in clock.said) == (verdict, True)
