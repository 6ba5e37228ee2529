"""Bring a database to the newest schema, once, whoever starts first."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.schema import schema, version

# Any fixed number: it names the lock that migrating processes of one database share.
_POSTGRES_LOCK = 4_711_020


def alembic_config(script_location: Path) -> Any:
    """Make Alembic's configuration (``alembic.config.Config``) without a file."""
    from alembic.config import Config  # noqa: PLC0415 - only where there is something to migrate

    config = Config()
    config.set_main_option("script_location", str(script_location).replace("%", "%%"))
    return config


def known_revisions() -> tuple[str, ...]:
    """Give every schema revision that this release can make, the newest first: the migrations' numbers."""
    versions = files("storage") / "migrations" / "versions"
    numbers = (one.name[:4] for one in versions.iterdir() if one.name[:4].isdigit())
    return tuple(sorted(numbers, reverse=True))


def newest_revision() -> str:
    """Give the revision that the tables of this release have."""
    return known_revisions()[0]


async def revision_of(connection: AsyncConnection) -> str | None:
    """Give the schema revision of a database; None when it has no schema yet."""
    if not await _has_version(connection):
        return None
    revision: str | None = await connection.scalar(select(version.c.version_num))
    return revision


async def _has_version(connection: AsyncConnection) -> bool:
    return await connection.run_sync(lambda sync: inspect(sync).has_table(version.name))


async def table_names(revision: str) -> frozenset[str]:
    """Give the names of the tables that a schema revision has; an old one is made in memory."""
    if revision == newest_revision():
        return frozenset(schema.tables)
    engine = create_async_engine("sqlite+aiosqlite://")
    try:
        async with engine.begin() as connection:
            await migrate(connection, revision)
            names = await connection.run_sync(lambda one: inspect(one).get_table_names())
    finally:
        await engine.dispose()
    return frozenset(names) - {version.name}


async def upgrade(engine: AsyncEngine, revision: str = "head") -> None:
    """Run the missing migrations in one transaction that other processes wait for.

    Where none is missing, as at most starts, Alembic is not even loaded.
    """
    if revision == "head":
        async with engine.connect() as connection:
            present = await revision_of(connection)
        if present == newest_revision():
            return
    async with changing_schema(engine) as connection:
        await migrate(connection, revision)


async def migrate(connection: AsyncConnection, revision: str = "head") -> None:
    """Run the missing migrations in a transaction of ``changing_schema``.

    A new database gets the newest tables at once, which are what all migrations after one another lead to.
    """
    newest = revision in ("head", newest_revision())
    if newest and not await _has_version(connection):
        await connection.run_sync(_make)
    else:
        await connection.run_sync(_migrate, revision)


@asynccontextmanager
async def changing_schema(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Open the one transaction in which tables may be made, rebuilt and dropped.

    On SQLite ``BEGIN IMMEDIATE`` is the lock, on PostgreSQL an advisory one. SQLite rebuilds a table by
    dropping the old one, which takes along every row that points to it; so foreign keys rest meanwhile,
    and all of them are checked at the end.

    Raises:
        ValueError: a row would point to one that is not there; nothing was changed.
    """
    async with engine.connect() as connection:
        await _enforce_foreign_keys(connection, on=False)
        try:
            async with connection.begin():
                if connection.dialect.name == "postgresql":
                    lock = text("SELECT pg_advisory_xact_lock(:key)")
                    await connection.execute(lock, {"key": _POSTGRES_LOCK})
                yield connection
                await _check_foreign_keys(connection)
        finally:
            await _enforce_foreign_keys(connection, on=True)


async def _enforce_foreign_keys(connection: AsyncConnection, *, on: bool) -> None:
    if connection.dialect.name == "sqlite":  # past SQLAlchemy, which would begin a transaction first
        driver = (await connection.get_raw_connection()).driver_connection
        if driver is not None:
            await driver.execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")


async def _check_foreign_keys(connection: AsyncConnection) -> None:
    if connection.dialect.name == "sqlite":
        broken = (await connection.execute(text("PRAGMA foreign_key_check"))).first()
        if broken is not None:
            raise ValueError(f"a row of {broken[0]} points to a row of {broken[2]} that is not there")


def _make(connection: Connection) -> None:
    schema.create_all(connection, checkfirst=False)
    version.create(connection)
    connection.execute(insert(version).values(version_num=newest_revision()))


def _migrate(connection: Connection, revision: str, *, down: bool = False) -> None:
    from alembic import command  # noqa: PLC0415 - as above

    with as_file(files("storage") / "migrations") as location:
        config = alembic_config(location)
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, revision)


async def downgrade(engine: AsyncEngine, revision: str) -> None:
    """Take migrations back; for tests and for an operator who knows why."""
    async with changing_schema(engine) as connection:
        await connection.run_sync(_migrate, revision, down=True)
