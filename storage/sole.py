"""A lock on an SQLite file for the one bot that runs on it."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url


class OccupiedError(Exception):
    """Another bot runs on the database."""


@contextmanager
def sole_user(url: str) -> Iterator[None]:
    """Be the only bot on a database for the length of the block; PostgreSQL takes any number.

    The lock is on a file beside the database, which stays. The kernel frees it however the process ends.
    Commands that only look or load do not ask for it.

    Raises:
        OccupiedError: there is one already.
        OSError: the file beside the database cannot be written.
    """
    parts = make_url(url)
    if parts.get_backend_name() != "sqlite" or not parts.database or parts.database == ":memory:":
        yield
        return
    with Path(f"{parts.database}.lock").open("a", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OccupiedError(f"another bot runs on {parts.database}") from None
        yield
