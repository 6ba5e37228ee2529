"""What processes that share a PostgreSQL database say to each other, by ``NOTIFY``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from sqlalchemy import func, select

from storage.connection import Connection

CHANNEL = "bilateral"
_NOBODY = 0  # a command, which is not one of the replicas


@dataclass(frozen=True, slots=True)
class Notice:
    """A kind, the process that says it, and a text that depends on the kind."""

    DUE: ClassVar = "due"  # messages were added; the text is the earliest instant that one is due
    SENDS: ClassVar = "sends"  # answers went out past the dispatcher; the text is their number
    FREE: ClassVar = "free"  # leases are free

    kind: str
    origin: int
    text: str = ""

    @classmethod
    def due(cls, at: datetime, origin: int | None) -> Self:
        """Make the notice that a message is due at an instant."""
        return cls(cls.DUE, origin or _NOBODY, at.isoformat())

    @classmethod
    def parse(cls, payload: str) -> Self | None:
        """Read a notice; None when it is none of ours."""
        kind, _, rest = payload.partition(" ")
        origin, _, text = rest.partition(" ")
        return cls(kind, int(origin), text) if origin.isdecimal() else None

    def __str__(self) -> str:
        """Write it as ``parse`` reads it."""
        return f"{self.kind} {self.origin} {self.text}"


async def announce(connection: Connection, notice: Notice) -> None:
    """Say it to every process that listens, when the transaction of the connection commits."""
    await connection.execute(select(func.pg_notify(CHANNEL, str(notice))))
