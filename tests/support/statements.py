"""Which statements the databases of this process are asked to run."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event


@contextmanager
def noted(*tasks: str) -> Iterator[list[str]]:
    """Note every statement that runs within the block; not what begins and ends transactions on SQLite.

    ``tasks``: only of those whose names begin so.
    """
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        task = asyncio.current_task()
        if not tasks or (task and task.get_name().startswith(tasks)):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", note)
