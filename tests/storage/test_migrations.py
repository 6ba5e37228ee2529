from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError

import storage.migrations
from storage.columns import metadata
from storage.migrate import alembic_config, changing_schema, downgrade, newest_revision, upgrade
from storage.unit_of_work import SqlDatabase
from tests.support.trio import three_people


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


async def test_rebuilding_a_table_takes_nothing_along_that_points_to_it(sqlite_url: str) -> None:
    """SQLite changes a table by dropping the old one, which would empty every table that points to it."""
    database = SqlDatabase(sqlite_url)
    async with three_people(database) as world:
        await world.met(world.ana, world.hana, "Thu 14:30")
    async with changing_schema(database.writer) as connection:
        await connection.execute(text("CREATE TABLE new_participant AS SELECT * FROM participant"))
        ddl = await connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'participant'"))
        await connection.execute(text("DROP TABLE participant"))
        await connection.execute(text(str(ddl)))
        await connection.execute(text("INSERT INTO participant SELECT * FROM new_participant"))
        await connection.execute(text("DROP TABLE new_participant"))
    assert await world.seats() != {101: [], 102: [], 103: []}

    with pytest.raises(ValueError, match="points to a row of person that is not there"):
        async with changing_schema(database.writer) as connection:
            await connection.execute(text("UPDATE participant SET telegram_id = 7 WHERE id = 1"))
    async with database.writing() as uow:  # and they are enforced again
        with pytest.raises(IntegrityError, match="FOREIGN KEY"):
            await uow.connection.execute(text("UPDATE participant SET telegram_id = 7 WHERE id = 1"))
    await database.close()
