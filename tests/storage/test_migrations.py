from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError

import storage.migrations
from storage.migrate import (
    alembic_config,
    changing_schema,
    downgrade,
    known_revisions,
    newest_revision,
    revision_of,
    upgrade,
)
from storage.schema import schema, version
from storage.unit_of_work import SqlDatabase
from tests.support.trio import three_people


@pytest.fixture
async def migrated(bare_url: str) -> AsyncIterator[SqlDatabase]:
    """Give a database of each kind that went through every migration."""
    database = SqlDatabase(bare_url)
    await upgrade(database.writer, known_revisions()[-1])
    await upgrade(database.writer)
    yield database
    await database.close()


def _difference(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, schema))


def _described(connection: Connection) -> dict[str, object]:
    """Describe all that a database says of its tables, without the order of their columns."""
    found: dict[str, object] = {}
    look = inspect(connection)
    for name in look.get_table_names():
        parts: list[Iterable[Any]] = [
            look.get_columns(name),
            look.get_foreign_keys(name),
            look.get_unique_constraints(name),
            look.get_check_constraints(name),
            look.get_indexes(name),
            [look.get_pk_constraint(name), _counts_on(connection, name)],
        ]
        found[name] = [sorted(_written(one) for one in part) for part in parts]
    return found


def _written(part: Any) -> str:
    if isinstance(part, Mapping):
        return str(sorted((name, _written(one)) for name, one in part.items()))
    return str(part)  # a type, or the condition of an index


def _counts_on(connection: Connection, name: str) -> dict[str, bool]:
    """Tell whether SQLite gives an id once only; PostgreSQL names a sequence among the columns."""
    if connection.dialect.name != "sqlite":
        return {}
    made = text("SELECT sql FROM sqlite_master WHERE name = :name")
    return {"counts_on": "AUTOINCREMENT" in str(connection.scalar(made, {"name": name}))}


async def test_migrations_give_exactly_the_tables(migrated: SqlDatabase) -> None:
    async with migrated.writer.connect() as connection:
        assert await connection.run_sync(_difference) == []


async def test_new_database_is_what_migrations_lead_to(migrated: SqlDatabase) -> None:
    found = []
    for _ in range(2):
        async with migrated.writer.begin() as connection:
            assert await revision_of(connection) == newest_revision()
            found.append(await connection.run_sync(_described))
            await connection.run_sync(schema.drop_all)
            await connection.run_sync(version.drop)
        await upgrade(migrated.writer)
    assert found[0] == found[1]
    assert set(found[0]) == {*schema.tables, version.name}


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
