"""What repositories need of a connection: SQLAlchemy's own on PostgreSQL, ours on SQLite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from sqlalchemy import Dialect, Executable


class Values(Protocol):
    """What a statement gives, as SQLAlchemy's results do: rows, or one value of each."""

    def __iter__(self) -> Iterator[Any]: ...

    def all(self) -> Sequence[Any]: ...

    def first(self) -> Any: ...

    def one(self) -> Any: ...

    def one_or_none(self) -> Any: ...

    def partitions(self, size: int, /) -> Iterator[Sequence[Any]]: ...


class Rows(Values, Protocol):
    """Rows, which are read by position or by name; or how many were changed."""

    @property
    def rowcount(self) -> int: ...

    def mappings(self) -> Values: ...

    def scalars(self) -> Values: ...

    def scalar(self) -> Any: ...

    def scalar_one(self) -> Any: ...

    def scalar_one_or_none(self) -> Any: ...


class Connection(Protocol):
    """One open transaction of a database."""

    @property
    def dialect(self) -> Dialect: ...

    async def execute(self, statement: Executable, parameters: Any = None, /) -> Rows:
        """Run a statement."""
        ...

    def begin_nested(self) -> AbstractAsyncContextManager[Any]:
        """Open a savepoint for the length of the block."""
        ...
