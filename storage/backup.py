"""Backups: one file for both kinds of database, an SQLite file with the tables and a manifest.

A backup is one snapshot of a database that may be in use. Before it gets its name it is restored into a
scratch file, and what stands there is compared with what was read.
"""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.copying import Contents, contents_of, copy, side, side_of
from storage.engine import make_file_engine, make_reading_engine, sqlite_file
from storage.errors import DATABASE_ERRORS, in_one_line
from storage.migrate import changing_schema, known_revisions, migrate, revision_of

_FORMAT = 1
_MANIFEST = "backup"  # the one table of the file that is not part of what was backed up
_NO_BACKUP = "this is not a backup of Bilateral"


class BackupError(Exception):
    """A backup cannot be made or used; the text is one line for the operator. Nothing was changed."""


class _FileError(Exception):
    """What SQLite says of the file that is written, and not of the database that is read."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup file says of itself: the version that made it, its schema, the moment, its tables."""

    version: str
    revision: str
    created_at: datetime
    tables: Mapping[str, Contents]

    @property
    def rows(self) -> int:
        """How many rows there are in all tables."""
        return sum(one.rows for one in self.tables.values())


async def write_backup(url: str, path: Path, now: datetime) -> Manifest:
    """Write a snapshot of a database into a new file that only its owner may read (mode 0600).

    Nothing is left behind when it is cancelled.

    Raises:
        BackupError: the file exists, the disk is full, the database cannot be read, or what was written
            is not what was read.
    """
    _refuse_to_replace(path)
    try:
        with _draft(path) as draft:
            async with _snapshot(url) as source:
                manifest = await _write(source, draft, now)
            await _check(draft)
            await asyncio.to_thread(_give_name, draft, path)  # a disk may take its time
    except (_FileError, OSError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise BackupError(f"{path}: cannot be written: {said.lower()}") from error
    return manifest


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[tuple[AsyncConnection, Manifest]]:
    """Open a backup file to read it.

    Raises:
        BackupError: it is not there, or no backup that this version understands.
    """
    engine = make_file_engine(_there(path), writes=False)
    try:
        async with engine.connect() as connection:
            yield connection, await _manifest(connection, path)
    finally:
        await engine.dispose()


async def put(source: AsyncConnection, manifest: Manifest, target: AsyncConnection) -> None:
    """Copy a backup into a database of its schema, in whose transaction; and check what stands there then.

    Raises:
        BackupError: the backup is damaged, or the database does not give back what it was given.
    """
    file = await side(source, manifest.tables)
    into = await side_of(target, file)
    try:
        read = await copy(file, into)
    except ValueError as error:
        raise BackupError(f"the backup is damaged: {error}") from error
    _compare("the backup is damaged", manifest.tables, read)
    _compare("the database does not give back what it was given", read, await contents_of(into))


def _compare(said: str, expected: Mapping[str, Contents], found: Mapping[str, Contents]) -> None:
    if wrong := sorted(name for name in {*expected, *found} if expected.get(name) != found.get(name)):
        raise BackupError(f"{said}: {', '.join(wrong)}")


async def _write(source: AsyncConnection, draft: Path, now: datetime) -> Manifest:
    revision = await revision_of(source)
    if revision is None:
        raise BackupError("there is nothing to back up: the database has no tables yet")
    if revision not in known_revisions():
        raise BackupError(f"the database has schema {revision} of a newer version; back it up with that one")
    with _errors_of_disk():
        async with _file(draft) as target:
            await migrate(target, revision)
            into = await side(target)
            ours = await side_of(source, into)  # whatever else a shared server holds is not
            tables = await copy(ours, into)
            manifest = Manifest(version("bilateral"), revision, now.astimezone(UTC), tables)
            await _add_manifest(target, manifest)
    return manifest


async def _check(draft: Path) -> None:
    """Restore a backup into a scratch file and compare."""
    with _draft(draft) as scratch, _errors_of_disk():
        async with opened(draft) as (source, manifest), _file(scratch) as target:
            await migrate(target, manifest.revision)
            await put(source, manifest, target)


@asynccontextmanager
async def _snapshot(url: str) -> AsyncIterator[AsyncConnection]:
    """Read a database as it is at one moment, whatever is written meanwhile."""
    _refuse_missing(url)
    engine = make_reading_engine(url)
    try:
        async with engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                await connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            yield connection
    except DATABASE_ERRORS as error:
        raise BackupError(f"DATABASE_URL: the database cannot be read: {in_one_line(error)}") from error
    finally:
        await engine.dispose()


@asynccontextmanager
async def _file(path: Path) -> AsyncIterator[AsyncConnection]:
    engine = make_file_engine(path, writes=True)
    try:
        async with changing_schema(engine) as connection:
            yield connection
    finally:
        await engine.dispose()


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """Make an empty file beside another one, for its owner alone; it is gone at the end unless renamed."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _errors_of_disk() -> Iterator[None]:
    """Take what SQLite says of the file being written for what the disk says."""
    try:
        yield
    except SQLAlchemyError as error:
        raise _FileError(in_one_line(error)) from error


def _give_name(draft: Path, path: Path) -> None:
    """Let a file appear under its name, whole and on disk."""
    _sync(draft)
    _refuse_to_replace(path)
    draft.rename(path)
    _sync(path.parent)


def _refuse_to_replace(path: Path) -> None:
    if path.exists():
        raise BackupError(f"{path}: exists already; a backup never replaces a file")


def _there(path: Path) -> Path:
    if not path.is_file():
        raise BackupError(f"{path}: no such file")
    return path


def _refuse_missing(url: str) -> None:
    """Refuse before SQLite makes a file that was not there."""
    file = sqlite_file(url)
    if file and not file.is_file():
        raise BackupError(f"there is nothing to back up: {file} is not there")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


async def _add_manifest(connection: AsyncConnection, manifest: Manifest) -> None:
    values = {
        "format": str(_FORMAT),
        "version": manifest.version,
        "revision": manifest.revision,
        "created_at": manifest.created_at.isoformat(),
        "tables": json.dumps({name: asdict(one) for name, one in manifest.tables.items()}),
    }
    await connection.execute(text(f"CREATE TABLE {_MANIFEST} (name TEXT PRIMARY KEY, value TEXT NOT NULL)"))
    rows = [{"name": name, "value": value} for name, value in values.items()]
    await connection.execute(text(f"INSERT INTO {_MANIFEST} VALUES (:name, :value)"), rows)  # noqa: S608 - a constant


async def _manifest(connection: AsyncConnection, path: Path) -> Manifest:
    try:
        rows = await connection.execute(text(f"SELECT name, value FROM {_MANIFEST}"))  # noqa: S608 - a constant
        said = {row.name: row.value for row in rows}
        if int(said["format"]) > _FORMAT:
            raise BackupError(f"{path}: was made by version {said['version']}, which is newer than this one")
        return Manifest(
            said["version"],
            said["revision"],
            datetime.fromisoformat(said["created_at"]),
            {name: Contents(**one) for name, one in json.loads(said["tables"]).items()},
        )
    except (SQLAlchemyError, KeyError, ValueError, TypeError) as error:
        raise BackupError(f"{path}: {_NO_BACKUP}") from error
