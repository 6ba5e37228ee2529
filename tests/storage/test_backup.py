"""A backup of either database is all of it, and comes back row by row into either."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.botapi.tasks import Nursery
from bot.usecases.files import ImportDraft
from bot.usecases.outbox import Note, OutboxState
from storage.backup import BackupError, opened, write_backup
from storage.migrate import known_revisions, upgrade
from storage.restore import restore
from storage.unit_of_work import SqlDatabase
from tests.support.lively import ORGANIZER, enliven, rows_of
from tests.support.world import ManualClock, row

pytestmark = pytest.mark.usefixtures("no_connection_is_kept")  # a database in use is refused

NOW = ManualClock().now()
BEFORE = NOW - timedelta(days=1)  # nothing was due then


@pytest.fixture
async def small(sqlite_url: str) -> AsyncIterator[SqlDatabase]:
    """Give a lively database where its kind does not matter, but that of the other one may."""
    database = SqlDatabase(sqlite_url)
    await enliven(database)
    yield database
    await database.close()


async def everything(url: str) -> dict[str, list[tuple[object, ...]]]:
    database = SqlDatabase(url)
    async with database.reading() as uow:
        rows = await rows_of(uow)
    await database.close()
    return rows


def backups(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir() if ".backup" in one.name]


async def test_round_trip_is_exact_between_all_kinds_of_database(
    database: SqlDatabase, bare_url: str, tmp_path: Path
) -> None:
    world = await enliven(database)
    async with database.writing() as uow:  # the newest number is of a row that is gone
        draft = ImportDraft(0, world.event.id, ORGANIZER, "third.csv", b"")
        last = await uow.drafts.add(draft, NOW)
        await uow.drafts.delete(last)
    rows = await everything(database.url)

    written = await write_backup(database.url, tmp_path / "all.backup", NOW)
    restored = await restore(bare_url, tmp_path / "all.backup", BEFORE)

    assert await everything(bare_url) == rows
    assert restored == written
    assert (written.revision, written.created_at) == (known_revisions()[0], NOW)
    assert {name: one.rows for name, one in written.tables.items()} == {
        name: len(found) for name, found in rows.items()
    }
    assert (tmp_path / "all.backup").stat().st_mode & 0o777 == 0o600
    assert backups(tmp_path) == ["all.backup"]
    second = SqlDatabase(bare_url)
    async with second.writing() as uow:
        assert await uow.drafts.add(draft, NOW) == last + 1
        assert await uow.participants.add(world.event, row("Somebody New")) == len(rows["participant"]) + 1
    await second.close()


async def test_backup_is_one_moment_of_a_database_that_is_written_to(
    database: SqlDatabase, tmp_path: Path
) -> None:
    """Each transaction adds a person and a message, so one moment never has more of one than of the other."""
    world = await enliven(database)
    before = {name: len(rows) for name, rows in (await everything(database.url)).items()}
    added = 0

    async def go_on_writing() -> None:
        nonlocal added
        while True:
            async with database.writing() as uow:
                person = await uow.participants.add(world.event, row(f"Person {added}"))
                await uow.outbox.add(Note("joined", 101, NOW, {"to": person}))
            added += 1

    async with Nursery() as nursery:
        writing = nursery.start(go_on_writing(), "writer")
        manifest = await write_backup(database.url, tmp_path / "b", NOW)
        writing.cancel()
    people = manifest.tables["participant"].rows - before["participant"]
    assert manifest.tables["outbox"].rows - before["outbox"] == people < added


async def test_backup_that_is_cancelled_leaves_nothing_behind(small: SqlDatabase, tmp_path: Path) -> None:
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await write_backup(small.url, tmp_path / "b.backup", NOW)
    assert backups(tmp_path) == []


async def test_backup_never_replaces_a_file(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"dear")
    with pytest.raises(BackupError, match="exists already"):
        await write_backup(sqlite_url, tmp_path / "b", NOW)
    assert (tmp_path / "b").read_bytes() == b"dear"


async def test_damaged_backup_is_refused_and_changes_nothing(
    small: SqlDatabase, bare_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "b"
    await write_backup(small.url, file, NOW)
    with closing(sqlite3.connect(file)) as broken, broken:
        broken.execute("UPDATE participant SET city = 'Elsewhere' WHERE id = 1")
    await migrated(bare_url)

    with pytest.raises(BackupError, match="damaged: participant"):
        await restore(bare_url, file, NOW)
    assert not any((await everything(bare_url)).values())

    file.write_bytes(b"noise " * 1000)
    with pytest.raises(BackupError, match="not a backup"):
        await restore(bare_url, file, NOW)


async def migrated(url: str) -> None:
    database = SqlDatabase(url)
    await upgrade(database.writer)
    await database.close()


async def test_backup_of_a_newer_version_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    await write_backup(sqlite_url, tmp_path / "b", NOW)
    with closing(sqlite3.connect(tmp_path / "b")) as newer, newer:
        newer.execute("UPDATE backup SET value = '9999' WHERE name = 'revision'")
        newer.execute("UPDATE backup SET value = '7.5' WHERE name = 'version'")
    with pytest.raises(BackupError, match=r"version 7\.5 with schema 9999, which is newer"):
        await restore(sqlite_url, tmp_path / "b", NOW)


async def test_database_that_is_not_empty_is_replaced_only_on_request(
    small: SqlDatabase, sqlite_template: Path, bare_url: str, tmp_path: Path
) -> None:
    await write_backup(f"sqlite+aiosqlite:///{sqlite_template}", tmp_path / "empty", NOW)
    await write_backup(small.url, tmp_path / "full", NOW)
    await restore(bare_url, tmp_path / "full", BEFORE)

    with pytest.raises(BackupError, match="not empty"):
        await restore(bare_url, tmp_path / "empty", NOW)
    assert await everything(bare_url) == await everything(small.url)

    await restore(bare_url, tmp_path / "empty", NOW, replace=True)
    assert not any((await everything(bare_url)).values())


async def test_what_others_keep_on_the_same_server_is_neither_copied_nor_dropped(
    bare_url: str, tmp_path: Path
) -> None:
    await migrated(bare_url)
    second = SqlDatabase(bare_url)
    async with second.writer.begin() as connection:
        await connection.execute(text("CREATE TABLE foreign_to_us (id INTEGER PRIMARY KEY)"))
        await connection.execute(text("INSERT INTO foreign_to_us VALUES (7)"))
    await second.close()
    await write_backup(bare_url, tmp_path / "b", NOW)
    async with opened(tmp_path / "b") as (_, manifest):
        assert "foreign_to_us" not in manifest.tables

    await restore(bare_url, tmp_path / "b", NOW, replace=True)

    async with second.reading() as uow:
        kept = await uow.connection.execute(text("SELECT id FROM foreign_to_us"))
        assert kept.scalar() == 7
    await second.close()


async def test_restore_is_refused_while_somebody_uses_the_database(
    database: SqlDatabase, tmp_path: Path
) -> None:
    async with database.reading() as uow:
        await uow.events.all()
    await write_backup(database.url, tmp_path / "b", NOW)

    with pytest.raises(BackupError, match="in use; stop the bot first"):
        await restore(database.url, tmp_path / "b", NOW)
    await database.close()
    await restore(database.url, tmp_path / "b", NOW)


async def test_what_was_due_before_a_restore_is_in_doubt_as_after_a_crash(
    small: SqlDatabase, tmp_path: Path
) -> None:
    bare_url = f"sqlite+aiosqlite:///{tmp_path / 'bare.db'}"
    async with small.writing() as uow:
        await uow.outbox.add(
            Note("due", 101, NOW - timedelta(hours=1)),
            Note("later", 101, NOW + timedelta(hours=1)),
        )
        earlier = {row.id: row for row in await uow.outbox.find(list(OutboxState), 1000)}
    await write_backup(small.url, tmp_path / "b", NOW)

    await restore(bare_url, tmp_path / "b", NOW)

    second = SqlDatabase(bare_url)
    async with second.reading() as uow:
        found = {row.id: row for row in await uow.outbox.find(list(OutboxState), 1000)}
        rows = (await uow.connection.execute(text("SELECT id, unsure FROM outbox"))).all()
    await second.close()
    unsure = {number for number, doubted in rows if doubted}
    for number, before in earlier.items():
        after = found[number]
        if before.state is OutboxState.SENT or before.note.due_at > NOW:
            assert after == before
        elif before.note.broadcast_id is not None:
            assert after.state is OutboxState.UNKNOWN
        else:
            assert after.state is OutboxState.NEW
            assert number in unsure
    assert {row.state for row in found.values()} >= {"new", "sent", "unknown"}
