"""Restoring a backup: all of it in one transaction, or nothing."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.backup import BackupError, Manifest, opened, put
from storage.copying import drop, is_empty, side
from storage.engine import APPLICATION, make_engine, sqlite_file
from storage.errors import DATABASE_ERRORS, in_one_line
from storage.migrate import changing_schema, known_revisions, migrate, revision_of, table_names
from storage.outbox import SqlOutbox

_IN_USE = "the database is in use; stop the bot first"


async def restore(
    url: str, path: Path, now: datetime, *, replace: bool = False, revision: str = "head"
) -> Manifest:
    """Put a backup into an empty database, or with ``replace`` in place of what is there.

    The rows get the schema of their backup and are then brought to ``revision``. What was to be sent by
    ``now`` is in doubt then, as after a crash: see ``SqlOutbox.in_doubt``.

    Raises:
        BackupError: the file is no backup, damaged, or of a newer version; the database is in use, not
            empty, or cannot be written. Nothing was changed.
    """
    async with opened(path) as (source, manifest):
        if manifest.revision not in known_revisions():
            newest = known_revisions()[0]
            raise BackupError(
                f"{path}: was made by version {manifest.version} with schema {manifest.revision}, "
                f"which is newer than this one ({newest})"
            )
        try:
            _refuse_used_file(url)
            engine = make_engine(url)
            try:
                async with changing_schema(engine) as target:
                    await _refuse_used_server(target)
                    await _make_room(target, replace=replace)
                    await migrate(target, manifest.revision)
                    await put(source, manifest, target)
                    await migrate(target, revision)
                    await SqlOutbox(target, None).in_doubt(now)
            finally:
                await engine.dispose()
        except (*DATABASE_ERRORS, sqlite3.Error, ValueError) as error:
            raise BackupError(
                f"DATABASE_URL: the database cannot be used: {in_one_line(error)}; nothing was changed"
            ) from error
    return manifest


async def _make_room(target: AsyncConnection, *, replace: bool) -> None:
    """Drop our tables, and leave alone whatever else a shared server holds."""
    present = await revision_of(target)
    if present is None:
        return
    if present not in known_revisions():
        raise BackupError(f"the database has schema {present} of a newer version; restore into an empty one")
    ours = await side(target, await table_names(present))
    if not replace and not await is_empty(ours):
        raise BackupError("the database is not empty; --replace puts the backup in place of what is there")
    await drop(ours)


def _refuse_used_file(url: str) -> None:
    """Leave WAL mode for a moment, which SQLite allows to the only connection of all processes."""
    file = sqlite_file(url)
    if file is None:
        return
    connection = sqlite3.connect(file, timeout=0)  # makes the file when it is missing
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise BackupError(_IN_USE) from error
        raise
    finally:
        connection.close()


async def _refuse_used_server(target: AsyncConnection) -> None:
    """Look for others of us on the server; a user without rights sees only what he started himself."""
    if target.dialect.name != "postgresql":
        return
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND application_name = :name AND pid <> pg_backend_pid()"
    )
    if await target.scalar(others, {"name": APPLICATION}):
        raise BackupError(_IN_USE)
