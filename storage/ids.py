"""Many ids at once, in and out of a statement."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    ColumnElement,
    Dialect,
    String,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine

# As a parameter it would have SQLAlchemy write the statement anew each time.
COMMA: Any = literal_column("','")


class _Ids(TypeDecorator[Collection[int]]):
    """An array on PostgreSQL, a text in JSON on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else ARRAY(BigInteger))

    def process_bind_param(self, value: Collection[int] | None, dialect: Dialect) -> Any:
        ids = list(value or ())
        return str(ids) if dialect.name == "sqlite" else ids  # JSON, where all are numbers


class _Among(FunctionElement[Any]):
    name = "among"
    inherit_cache = True


@compiles(_Among, "sqlite")
def _in_json(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, ids = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({ids}))"  # noqa: S608 - both written by the compiler


@compiles(_Among, "postgresql")
def _in_array(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, ids = (compiler.process(one, **options) for one in element.clauses)
    return f"{column} = ANY ({ids})"


def among(column: Column[Any], parameter: str = "ids") -> ColumnElement[bool]:
    """Match the rows with any of the ids in one parameter.

    One statement however many they are: an ``IN`` is written anew each time, and read anew for each number.
    """
    return _Among(column, bindparam(parameter, type_=_Ids))


def together(ids: Any) -> ColumnElement[str]:
    """Give the ids of all rows of a group as one text; None of no rows.

    Thousands of rows take ten times as long to come.
    """
    return func.aggregate_strings(cast(ids, String), COMMA)


def ids_of(text: str | None) -> frozenset[int]:
    """Read them again."""
    return frozenset(map(int, text.split(","))) if text else frozenset()
