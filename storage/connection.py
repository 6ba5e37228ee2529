"""What repositories need of a connection: SQLAlchemy's own on PostgreSQL, ours on SQLite."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from sqlalchemy import CursorResult, Dialect, Executable

Rows = CursorResult[*tuple[Any, ...]]


class Connection(Protocol):
    """One open transaction of a database."""

    @property
    def dialect(self) -> Dialect: ...

    async def execute(
        self, statement: Executable, parameters: Any = None, /
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run a statement."""
        ...

    def begin_nested(self) -> AbstractAsyncContextManager[Any]:
        """Open a savepoint for the length of the block."""
        ...
