"""Which statements the databases of this process are asked to run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from storage.postgres import DirectConnection
from storage.sqlite_lane import InlineConnection
from storage.statements import Prepared


@contextmanager
def noted(*tasks: str) -> Iterator[list[str]]:
    """Note every statement that runs within the block; not what begins and ends transactions on SQLite.

    ``tasks``: only of those whose names begin so.
    """
    statements: list[str] = []

    def note(statement: str) -> None:
        task = asyncio.current_task()
        if not tasks or (task and task.get_name().startswith(tasks)):
            statements.append(statement)

    def by_sqlalchemy(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        note(statement)

    def noting(run: Callable[..., Any]) -> Callable[..., Any]:
        def noted_run(self: object, prepared: Prepared, values: Any) -> Any:
            note(prepared.sql)
            return run(self, prepared, values)

        return noted_run

    event.listen(Engine, "before_cursor_execute", by_sqlalchemy)
    try:
        with pytest.MonkeyPatch.context() as patch:
            for connection in (InlineConnection, DirectConnection):
                patch.setattr(connection, "_run", noting(connection._run))
            yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", by_sqlalchemy)
