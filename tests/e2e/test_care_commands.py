"""What an operator types to keep a bot well: backup, restore, doctor."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from storage.unit_of_work import SqlDatabase
from tests.support.command_line import CommandLine
from tests.support.lively import enliven

pytestmark = pytest.mark.usefixtures("no_connection_is_kept")  # a database in use is refused

SECRET = "a secret for tests"


@pytest.fixture
def cli(tmp_path: Path, database_url: str) -> CommandLine:
    """Give the command line on a migrated, empty database of each kind."""
    return CommandLine(tmp_path, {"DATABASE_URL": database_url, "LINK_SECRET": SECRET})


def left(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


async def test_backup_is_restored_in_place_of_what_came_after_it(
    cli: CommandLine, database: SqlDatabase
) -> None:
    world = await enliven(database)
    done = await cli.beside("backup", "all.backup")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("all.backup: ")
    assert done.out.endswith("checked by restoring it\n")
    assert (await cli.beside("backup", "all.backup")).reasons == [
        "all.backup: exists already; a backup never replaces a file"
    ]
    async with database.writing() as uow:
        await uow.erasure.erase_people((world.ana.id,), world.clock.now())

    for words, reason in (
        ((), "the database is in use; stop the bot first"),
        (("--replace", "--yes"), "the database is in use; stop the bot first"),
    ):
        refused = await cli.beside("restore", "all.backup", *words)
        assert (refused.status, refused.reasons) == (1, [reason])
    await database.close()
    refused = await cli.beside("restore", "all.backup")
    assert refused.reasons == [
        "the database is not empty; --replace puts the backup in place of what is there"
    ]
    unanswered = await cli.beside("restore", "all.backup", "--replace")
    assert (unanswered.status, "Go on?" in unanswered.out) == (1, True)
    async with database.reading() as uow:
        assert (await uow.participants.many([world.ana.id]))[world.ana.id].profile.name == ""
    await database.close()

    restored = await cli.beside("restore", "all.backup", "--replace", "--yes")
    assert (restored.status, restored.err, restored.lines[0][:9]) == (0, "", "restored:")
    async with database.reading() as uow:
        assert (await uow.participants.many([world.ana.id]))[world.ana.id].profile.name == "Ana"


@pytest.mark.parametrize(
    ("words", "env", "reason"),
    [
        (("backup", "new"), {}, "there is nothing to back up: bilateral.db is not there"),
        (
            ("backup", "no/new"),
            {"DATABASE_URL": "sqlite+aiosqlite:///noise.db"},
            "no/new: cannot be written: ",
        ),
        (
            ("backup", "new"),
            {"DATABASE_URL": "sqlite+aiosqlite:///noise.db"},
            "DATABASE_URL: the database cannot be read: file is not a database",
        ),
        (
            ("backup", "new"),
            {"DATABASE_URL": "postgresql+asyncpg://a:b@127.0.0.1:9/x", "LINK_SECRET": "s"},
            "DATABASE_URL: the database cannot be read: ",
        ),
        (("restore", "no"), {}, "no: no such file"),
        (("restore", "noise.db"), {}, "noise.db: this is not a backup of Bilateral"),
        (
            ("restore", "empty.backup"),
            {"DATABASE_URL": "postgresql+asyncpg://a:b@127.0.0.1:9/x", "LINK_SECRET": "s"},
            "DATABASE_URL: the database cannot be used: ",
        ),
        (
            ("restore", "empty.backup"),
            {"DATABASE_URL": "sqlite+aiosqlite:///noise.db"},
            "DATABASE_URL: the database cannot be used: file is not a database",
        ),
    ],
    ids=[
        "no database",
        "no folder",
        "noise",
        "nobody listens",
        "no file",
        "no backup",
        "no server",
        "a ruin",
    ],
)
def test_what_cannot_be_done_is_one_line_and_leaves_nothing(
    tmp_path: Path, words: tuple[str, ...], env: dict[str, str], reason: str
) -> None:
    offline = CommandLine(tmp_path)
    (tmp_path / "noise.db").write_bytes(b"noise " * 1000)
    if "empty.backup" in words:
        elsewhere = {"DATABASE_URL": "sqlite+aiosqlite:///empty.db"}
        assert offline("migrate", **elsewhere).status == 0
        assert offline("backup", "empty.backup", **elsewhere).status == 0
    before = left(tmp_path)

    refused = offline(*words, **env)

    assert (refused.status, refused.out, len(refused.reasons)) == (1, "", 1)
    assert refused.reasons[0].startswith(reason)
    assert left(tmp_path) == before


async def test_full_disk_is_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    """A limit on the size of files stands in for the disk."""
    cli = CommandLine(tmp_path)
    assert (await cli.beside("migrate")).status == 0
    before = left(tmp_path)
    command = 'ulimit -f 64; exec "$0" -B -W error -m bot backup new.backup'
    process = await asyncio.create_subprocess_exec(
        *("sh", "-c", command, sys.executable),
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert (process.returncode, out, len(err.splitlines())) == (1, b"", 1)
    assert err.startswith(b"new.backup: cannot be written: ")
    assert left(tmp_path) == before
