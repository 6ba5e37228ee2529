"""A statement that is run again is the driver's alone; nobody can tell from what it gives."""

from __future__ import annotations

import pkgutil
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import Dialect, Executable, Select, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.exc import IntegrityError, MultipleResultsFound, NoResultFound
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import SelectBase, UpdateBase

import storage
from storage.connection import Connection, Rows
from storage.ids import among
from storage.statements import Rows as DriversRows
from storage.tables import inbox, person
from storage.unit_of_work import SqlDatabase

NOW = datetime(2026, 11, 26, 14, 30, tzinfo=UTC)
IDS = (7, 8, 9)


@pytest.fixture
async def connection(database: SqlDatabase) -> AsyncIterator[Connection]:
    async with database.writing() as uow:
        for one in IDS:
            values = {
                "telegram_id": one,
                "language": "ro",
                "reachable": one != 8,
                "minutes_before": [15, one] if one != 9 else None,
                "created_at": NOW + timedelta(minutes=one),
            }
            await uow.connection.execute(insert(person), values)
        yield uow.connection


def everybody() -> Select[*tuple[Any, ...]]:
    columns = (person.c.telegram_id, person.c.reachable, person.c.minutes_before, person.c.created_at)
    return select(*columns).where(among(person.c.telegram_id)).order_by(person.c.telegram_id)


async def both(connection: Connection, statement: Executable, parameters: Any) -> AsyncIterator[Rows]:
    """Give the result of SQLAlchemy, then that of the driver."""
    first = await connection.execute(statement, parameters)
    assert not isinstance(first, DriversRows)
    yield first
    second = await connection.execute(statement, parameters)
    assert isinstance(second, DriversRows)
    yield second


async def test_values_are_read_as_sqlalchemy_reads_them(connection: Connection) -> None:
    ways = (
        lambda rows: [tuple(row) for row in rows],
        lambda rows: [tuple(row) for row in rows.all()],
        lambda rows: tuple(rows.first()),
        lambda rows: [(row.telegram_id, row.minutes_before, row.created_at) for row in rows],
        lambda rows: [dict(row) for row in rows.mappings()],
        lambda rows: dict(rows.mappings().first()),
        lambda rows: list(rows.scalars()),
        lambda rows: rows.scalars().all(),
        lambda rows: rows.scalar(),
        lambda rows: [[tuple(row) for row in some] for some in rows.partitions(2)],
    )
    for way in ways:
        found = [way(rows) async for rows in both(connection, everybody(), {"ids": list(IDS)})]
        assert found[0] == found[1]
        assert found[0]


async def test_one_row_is_asked_for_as_of_sqlalchemy(connection: Connection) -> None:
    for ids, number in (((), 0), ((7,), 1), ((7, 8), 2)):
        for name in ("one", "one_or_none", "first", "scalar", "scalar_one", "scalar_one_or_none"):
            said: list[Any] = []
            async for rows in both(connection, everybody(), {"ids": list(ids)}):
                try:
                    said.append(getattr(rows, name)())
                except (NoResultFound, MultipleResultsFound) as error:
                    said.append(type(error))
            assert said[0] == said[1], (name, number)


async def test_what_is_stored_is_what_sqlalchemy_stores(connection: Connection) -> None:
    read = select(person.c.reachable, person.c.minutes_before, person.c.created_at, person.c.username)
    back = {"reachable": True, "minutes_before": [1], "created_at": NOW - timedelta(1), "username": ""}
    again = update(person).where(person.c.telegram_id == bindparam("who"))
    await connection.execute(again, {"who": 7, **back})
    for values in ({"reachable": False}, {"minutes_before": None, "created_at": NOW}, {"username": "ana"}):
        stored = []
        for change in (again.where(person.c.telegram_id == 7), again):
            assert (await connection.execute(change, {"who": 7, **values})).rowcount == 1
            stored.append((await connection.execute(read.where(person.c.telegram_id == 7))).one())
            await connection.execute(update(person).where(person.c.telegram_id == 7).values(back))
        assert stored[0] == stored[1]
        assert stored[0] != tuple(back.values())


async def test_value_that_a_statement_has_in_itself_goes_along(connection: Connection) -> None:
    late = select(func.count()).where(person.c.created_at > NOW + timedelta(minutes=8), ~person.c.reachable)
    assert [rows.scalar_one() async for rows in both(connection, late, None)] == [0, 0]
    early = select(person.c.telegram_id).where(person.c.created_at <= NOW + timedelta(minutes=7))
    assert [rows.scalar_one() async for rows in both(connection, early, None)] == [7, 7]


async def test_rows_that_go_are_given_and_counted(connection: Connection) -> None:
    gone = delete(person).where(person.c.telegram_id == bindparam("who")).returning(person.c.minutes_before)
    assert (await connection.execute(gone, {"who": 1})).all() == []
    assert (await connection.execute(gone, {"who": 7})).scalars().all() == [[15, 7]]
    assert (await connection.execute(everybody(), {"ids": list(IDS)})).scalars().all() == [8, 9]


async def test_refusal_is_told_as_by_sqlalchemy(connection: Connection) -> None:
    twice = insert(inbox)
    values = {"sender": 1, "state": "new", "payload": "{}", "try_at": NOW, "received_at": NOW}
    told = []
    await connection.execute(twice, {"update_id": 1, **values})
    await connection.execute(twice, {"update_id": 2, **values})
    for statement in (insert(inbox), twice):
        with pytest.raises(IntegrityError) as refused:
            async with connection.begin_nested():
                await connection.execute(statement, {"update_id": 1, **values})
        told.append((str(refused.value.orig), "{}" in str(refused.value)))
    assert told[0] == told[1]
    assert "unique" in told[0][0].lower()
    assert not told[0][1]
    assert (await connection.execute(select(func.count()).select_from(inbox))).scalar() == len(told)


@pytest.mark.parametrize("dialect", [sqlite.dialect, asyncpg.dialect], ids=["sqlite", "postgresql"])
def test_all_columns_of_our_statements_are_read(dialect: Callable[[], Dialect]) -> None:
    """What they say of themselves, by which rows are read, is what SQLAlchemy writes."""
    seen = 0
    for name, statement in _made_once():
        compiled = statement.compile(dialect=dialect())
        assert isinstance(compiled, SQLCompiler)
        written = [str(column.type) for column in compiled._result_columns]
        assert [str(column.type) for column in statement.exported_columns] == written, name
        seen += 1
    assert seen > 90


def _made_once() -> Iterable[tuple[str, SelectBase | UpdateBase]]:
    for module in pkgutil.iter_modules(storage.__path__, "storage."):
        for name, value in vars(import_module(module.name)).items():
            if isinstance(value, SelectBase | UpdateBase):
                yield f"{module.name}.{name}", value
