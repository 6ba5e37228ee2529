from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

import storage.migrations
from storage.columns import metadata
from storage.migrate import alembic_config, downgrade, newest_revision, upgrade
from storage.unit_of_work import SqlDatabase


def _difference(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def _constraints(connection: Connection) -> set[str]:
    inspector = inspect(connection)
    return {
        str(check["name"]) for table in metadata.tables for check in inspector.get_check_constraints(table)
    }


async def test_migrations_give_exactly_the_tables(database: SqlDatabase) -> None:
    async with database.writer.connect() as connection:
        assert await connection.run_sync(_difference) == []


async def test_migrations_give_every_check(database: SqlDatabase) -> None:
    expected = {
        str(constraint.name)
        for table in metadata.tables.values()
        for constraint in table.constraints
        if constraint.__visit_name__ in ("check_constraint", "table_or_column_check_constraint")
    }
    async with database.writer.connect() as connection:
        assert await connection.run_sync(_constraints) == expected


async def test_stairway_each_migration_goes_down_and_up_again(database: SqlDatabase) -> None:
    location = Path(storage.migrations.__file__).parent
    revisions = list(ScriptDirectory.from_config(alembic_config(location)).walk_revisions())
    for revision in revisions:
        await downgrade(database.writer, str(revision.down_revision or "base"))
        await upgrade(database.writer, revision.revision)
        await downgrade(database.writer, str(revision.down_revision or "base"))
    await upgrade(database.writer)
    async with database.writer.connect() as connection:
        assert await connection.run_sync(_difference) == []


def test_newest_revision_is_alembics_head() -> None:
    location = Path(storage.migrations.__file__).parent
    assert ScriptDirectory.from_config(alembic_config(location)).get_current_head() == newest_revision()
