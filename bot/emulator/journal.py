"""All that happened, in order: the page and the test clients read along without polling."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal[
    "message",
    "edit",
    "delete",
    "press",
    "answer",
    "inline",
    "action",
    "pin",
    "person",
    "blocked",
    "commands",
    "clock",
    "unhidden",
]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that could be seen in a chat (0: everywhere)."""

    number: int
    kind: Kind
    chat_id: int
    detail: Any


@dataclass(slots=True)
class Journal:
    """An append-only list whose growth can be awaited."""

    events: list[Event] = field(default_factory=list)
    _waiting: list[asyncio.Future[None]] = field(default_factory=list)

    @property
    def end(self) -> int:
        """The number of the next event."""
        return len(self.events)

    def add(self, kind: Kind, chat_id: int, detail: Any) -> None:
        """Write one event and wake all who wait."""
        self.events.append(Event(len(self.events), kind, chat_id, detail))
        self.wake()

    def wake(self) -> None:
        """Let everybody who waits look again."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def changed(self) -> None:
        """Wait for the next event, or for `wake`."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        await future
