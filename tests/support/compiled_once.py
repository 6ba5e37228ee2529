"""Statements compiled once for a whole run of tests.

SQLAlchemy keeps compiled statements with an engine, and every test has a database and so an engine of its
own: compiling the same few hundred statements again took a quarter of a journey's time. The dialects here
say that all engines of one kind may read what one of them has compiled. Nothing else differs from
SQLAlchemy's own.
"""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from storage import sqlite_lane
from storage.statements import Statements
from tests.support.kept_connections import Keeping


class _Sharing:
    """A dialect that is the same key in a cache of compiled statements as any other of its class."""

    compiled: ClassVar[dict[Any, Any]]

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=cls.compiled)


class Asyncpg(_Sharing, Keeping):
    """PostgreSQL's."""

    supports_statement_cache = True
    compiled: ClassVar[dict[Any, Any]] = {}


class Aiosqlite(_Sharing, SQLiteDialect_aiosqlite):
    """SQLite's where a thread reads and writes."""

    supports_statement_cache = True
    compiled: ClassVar[dict[Any, Any]] = {}


class Pysqlite(_Sharing, SQLiteDialect_pysqlite):
    """SQLite's where the loop reads and writes."""

    supports_statement_cache = True
    compiled: ClassVar[dict[Any, Any]] = {}


def compile_once() -> None:
    """Let all engines that are made from now on share what they compile, and all lanes what they prepare."""
    registry.register("postgresql.asyncpg", __name__, Asyncpg.__name__)
    registry.register("sqlite.aiosqlite", __name__, Aiosqlite.__name__)
    registry.register("sqlite", __name__, Pysqlite.__name__)
    sqlite_lane.Statements = cache(Statements)  # type: ignore[attr-defined,assignment]  # dialects are equal
