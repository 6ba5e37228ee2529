"""Bring a database to the newest schema, once, whoever starts first."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

# Any fixed number: it names the lock that migrating processes of one database share.
_POSTGRES_LOCK = 4_711_020


def alembic_config(script_location: Path) -> Any:
    """Make Alembic's configuration (``alembic.config.Config``) without a file."""
    from alembic.config import Config  # noqa: PLC0415 - only where there is something to migrate

    config = Config()
    config.set_main_option("script_location", str(script_location).replace("%", "%%"))
    return config


async def upgrade(engine: AsyncEngine, revision: str = "head") -> None:
    """Run the missing migrations in one transaction that other processes wait for.

    On SQLite ``BEGIN IMMEDIATE`` is the lock, on PostgreSQL an advisory one. Where none is missing, as at
    most starts, Alembic is not even loaded.
    """
    if revision == "head" and await _revision(engine) == newest_revision():
        return
    async with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})
        await connection.run_sync(_migrate, revision)


def newest_revision() -> str:
    """Give the revision that the tables of this release have: the number of the last migration."""
    versions = files("storage") / "migrations" / "versions"
    return max(one.name[:4] for one in versions.iterdir() if one.name[:4].isdigit())


async def _revision(engine: AsyncEngine) -> str | None:
    """Give the revision of a database; None when it is empty."""
    async with engine.connect() as connection:
        if not await connection.run_sync(lambda sync: inspect(sync).has_table("alembic_version")):
            return None
        found = await connection.execute(text("SELECT version_num FROM alembic_version"))
        revision: str | None = found.scalar()
        return revision


def _migrate(connection: Connection, revision: str, *, down: bool = False) -> None:
    from alembic import command  # noqa: PLC0415 - as above

    with as_file(files("storage") / "migrations") as location:
        config = alembic_config(location)
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, revision)


async def downgrade(engine: AsyncEngine, revision: str) -> None:
    """Take migrations back; for tests and for an operator who knows why."""
    async with engine.begin() as connection:
        await connection.run_sync(_migrate, revision, down=True)
