"""All rows of a database, whatever its kind and its schema: read, counted, and copied into another.

Tables are read from the database itself, so that a schema older than the code can be copied, too. Values
pass in one form for both kinds of database: instants aware and in UTC, JSON as the text that is stored.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    cast,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.engine.interfaces import ReflectedColumn, ReflectedPrimaryKeyConstraint
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeDecorator, TypeEngine

from storage.replica_tables import OF_PROCESSES
from storage.schema import version
from storage.types import UtcDateTime

_NOT_CONTENT = OF_PROCESSES | {version.name}
_BATCH = 100  # rows: a bot at work goes on between two of them
_BITS = 256

_Rows = Sequence[Sequence[Any]]


class StoredJson(TypeDecorator[str]):
    """JSON as the very text that stands in the database."""

    impl = JSON
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> None:  # noqa: ARG002 - the signature is the library's
        """Hand the text to the driver as it is."""
        return

    def column_expression(self, column: ColumnElement[str]) -> ColumnElement[str]:
        """Ask for text, which no driver reads as JSON."""
        return cast(column, Text)

    def result_processor(self, dialect: Dialect, coltype: object) -> None:  # noqa: ARG002 - as above
        """Take the text as it is."""
        return


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a table: how many rows, and a sum of their SHA-256 that does not depend on their order."""

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Side:
    """A connection to a database with tables of it, each after those that it points to.

    ``order``: the names of each table's columns as they are read, which sums of rows depend on.
    """

    connection: AsyncConnection
    tables: Mapping[str, Table]
    order: Mapping[str, Sequence[str]]


async def side(connection: AsyncConnection, names: Collection[str] | None = None) -> Side:
    """Look at a database: at all its tables but those of processes, or at those of some names."""
    tables = await connection.run_sync(_reflected, names)
    return Side(connection, tables, {name: list(table.c.keys()) for name, table in tables.items()})


async def side_of(connection: AsyncConnection, file: Side) -> Side:
    """Look at the tables of a backup, their columns in the order that they have in its file."""
    return replace(await side(connection, file.tables), order=file.order)


def _reflected(connection: Connection, names: Collection[str] | None) -> dict[str, Table]:
    """Read what copying needs of tables: their columns and keys, not their other constraints and indexes."""
    inspector = inspect(connection)
    there = inspector.get_table_names()
    wanted = [name for name in there if (name not in _NOT_CONTENT if names is None else name in names)]
    keys = inspector.get_multi_pk_constraint(filter_names=wanted)
    columns = inspector.get_multi_columns(filter_names=wanted)
    tables = {of[1]: _table(of[1], found, keys[of]) for of, found in columns.items()}
    in_order = (name for name, _ in inspector.get_sorted_table_and_fkc_names())
    return {name: tables[name] for name in in_order if name and name in tables}


def _table(name: str, columns: Sequence[ReflectedColumn], key: ReflectedPrimaryKeyConstraint) -> Table:
    found = (Column(one["name"], _in_one_form(one["type"])) for one in columns)
    return Table(name, MetaData(), *found, PrimaryKeyConstraint(*key["constrained_columns"]))


def _in_one_form(of_column: TypeEngine[Any]) -> TypeEngine[Any]:
    if isinstance(of_column, DateTime):
        return UtcDateTime()
    return StoredJson() if isinstance(of_column, JSON) else of_column


async def copy(source: Side, target: Side) -> dict[str, Contents]:
    """Copy every row into the same, empty tables of another database; gives what was read.

    Raises:
        ValueError: the tables are not the same in both.
    """
    if _columns(source) != _columns(target):
        raise ValueError("the two databases do not have the same tables and columns")
    contents = {}
    for name in source.tables:
        names = source.order[name]

        async def write(rows: _Rows, into: Table = target.tables[name], names: Sequence[str] = names) -> None:
            values = [dict(zip(names, row, strict=True)) for row in rows]
            await target.connection.execute(insert(into), values)

        contents[name] = await _read(source, name, write)
    await _put_counters(target, await _counters(source))
    return contents


def _columns(of: Side) -> dict[str, set[str]]:
    return {name: set(table.c.keys()) for name, table in of.tables.items()}


async def contents_of(of: Side) -> dict[str, Contents]:
    """Give what is in every table."""
    return {name: await _read(of, name) for name in of.tables}


async def is_empty(of: Side) -> bool:
    """Tell whether no table has a row."""
    for table in of.tables.values():
        if (await of.connection.execute(select(table).limit(1))).first() is not None:
            return False
    return True


async def drop(of: Side) -> None:
    """Drop the tables and what says their revision, in a transaction of ``changing_schema``."""
    for table in reversed(list(of.tables.values())):
        await of.connection.run_sync(table.drop)
    await of.connection.execute(text(f"DROP TABLE IF EXISTS {version.name}"))


async def _read(of: Side, name: str, sink: Callable[[_Rows], Awaitable[None]] | None = None) -> Contents:
    rows = total = 0
    table = of.tables[name]
    columns = (table.c[one] for one in of.order[name])
    result = await of.connection.stream(select(*columns).order_by(*table.primary_key.columns))
    async for batch in result.partitions(_BATCH):
        rows += len(batch)
        total += sum(_hash(row) for row in batch)
        if sink is not None:
            await sink(batch)
    return Contents(rows, f"{total % 2**_BITS:064x}")


def _hash(row: Sequence[Any]) -> int:
    canonical = json.dumps(list(row), default=_plain).encode()
    return int.from_bytes(hashlib.sha256(canonical).digest(), "big")


def _plain(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value.isoformat())


async def _counters(of: Side) -> dict[str, int]:
    """Give the highest id that was ever given out, by table, as far as the database remembers it."""
    if of.connection.dialect.name == "sqlite":
        if not await _has_sqlite_sequence(of.connection):
            return {}
        rows = await of.connection.execute(text("SELECT name, seq FROM sqlite_sequence"))
        return {name: seq for name, seq in rows if name in of.tables}
    found = {}
    for name in _counted(of):
        sequence = await of.connection.scalar(select(func.pg_get_serial_sequence(name, "id")))
        query = text(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608 - the database's own name
        row = (await of.connection.execute(query)).one()
        found[name] = int(row.last_value) if row.is_called else 0
    return found


async def _put_counters(of: Side, counters: Mapping[str, int]) -> None:
    """Let no id be given out again, be its row still there or not."""
    if of.connection.dialect.name == "sqlite":
        if await _has_sqlite_sequence(of.connection):
            await of.connection.execute(text("DELETE FROM sqlite_sequence"))
            for name, seq in counters.items():
                row = {"name": name, "seq": seq}
                await of.connection.execute(text("INSERT INTO sqlite_sequence VALUES (:name, :seq)"), row)
        return
    for name in _counted(of):
        highest = await of.connection.scalar(select(func.max(of.tables[name].c.id)))
        value = max(highest or 0, counters.get(name, 0))
        sequence = func.pg_get_serial_sequence(name, "id")
        await of.connection.execute(select(func.setval(sequence, max(value, 1), value > 0)))


def _counted(of: Side) -> list[str]:
    return [name for name, table in of.tables.items() if "id" in table.c]


async def _has_sqlite_sequence(connection: AsyncConnection) -> bool:
    query = text("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'")
    return (await connection.execute(query)).first() is not None
