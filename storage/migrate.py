"""Bring a database to the newest schema, once, whoever starts first."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

# Any fixed number: it names the lock that migrating processes of one database share.
_POSTGRES_LOCK = 4_711_020


def alembic_config(script_location: Path) -> Config:
    """Make Alembic's configuration without a file."""
    config = Config()
    config.set_main_option("script_location", str(script_location).replace("%", "%%"))
    return config


async def upgrade(engine: AsyncEngine, revision: str = "head") -> None:
    """Run the missing migrations in one transaction that other processes wait for.

    On SQLite ``BEGIN IMMEDIATE`` is the lock, on PostgreSQL an advisory one.
    """
    async with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})
        await connection.run_sync(_migrate, revision)


def _migrate(connection: Connection, revision: str, *, down: bool = False) -> None:
    with as_file(files("storage") / "migrations") as location:
        config = alembic_config(location)
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, revision)


async def downgrade(engine: AsyncEngine, revision: str) -> None:
    """Take migrations back; for tests and for an operator who knows why."""
    async with engine.begin() as connection:
        await connection.run_sync(_migrate, revision, down=True)
