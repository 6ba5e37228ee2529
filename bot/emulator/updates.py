"""Updates for the bot: kept until confirmed, handed out by long polling."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from itertools import islice
from typing import Any

from bot.emulator.errors import conflict

Json = dict[str, Any]

FIRST_UPDATE_ID = 700_000_001
MAX_LIMIT = 100
# What a bot gets without asking; the rest only when named in allowed_updates.
_ONLY_WHEN_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class UpdateQueue:
    """Updates in order, each delivered again until an offset beyond it confirms it."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[int, Json] = OrderedDict()  # by id
        self._repeats: list[Json] = []
        self._next_id = FIRST_UPDATE_ID
        self._allowed: frozenset[str] | None = None
        self._poll: asyncio.Future[bool] | None = None
        self._reverse = 0
        self.issued: set[int] = set()  # the id of every update there was
        self.delivered: list[Json] = []  # every update handed out, in order, repeats included
        self.arrived = asyncio.Event()  # set when there may be something to push
        self.polling = asyncio.Event()  # set while a long poll waits

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def waiting(self) -> list[Json]:
        """Updates not confirmed yet."""
        return list(self._waiting.values())

    @property
    def allowed(self) -> list[str]:
        return sorted(self._allowed or ())

    def add(self, kind: str, content: Json) -> int | None:
        """Queue an update; None when the bot did not ask for this kind."""
        if (kind not in self._allowed) if self._allowed else (kind in _ONLY_WHEN_ASKED):
            return None
        update_id, self._next_id = self._next_id, self._next_id + 1
        self.issued.add(update_id)
        self._waiting[update_id] = {"update_id": update_id, kind: content}
        self._wake()
        return update_id

    def repeat(self, update_id: int | None = None) -> None:
        """Hand out an update once more although it was confirmed: by id, or the last delivered."""
        wanted = [u for u in self.delivered if update_id in (None, u["update_id"])]
        if not wanted:
            raise LookupError(f"update {update_id} was never delivered")
        self._repeats.append(wanted[-1])
        self._wake()

    def skip(self, count: int) -> None:
        """Leave out so many ids, as happens when a bot has other consumers or rested for long."""
        self._next_id += count

    def reverse_next(self, batches: int = 1) -> None:
        """Hand out the next batches of more than one update in the wrong order."""
        self._reverse += batches

    def drop_pending(self) -> None:
        self._waiting.clear()

    def allow(self, kinds: list[str] | None) -> None:
        """Remember which kinds are wanted; None keeps what was said before."""
        if kinds is not None:
            self._allowed = frozenset(kinds) or None

    def confirm(self, offset: int) -> None:
        """Forget all before `offset`; a negative one keeps that many from the end."""
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popitem(last=False)
        while self._waiting and offset > 0 and next(iter(self._waiting)) < offset:
            self._waiting.popitem(last=False)

    def take(self, update_id: int) -> None:
        """Forget one that was pushed."""
        self._waiting.pop(update_id, None)

    def after(self, update_id: int) -> list[Json]:
        """Give those that came after one, the oldest first."""
        newer = []
        for waiting in reversed(self._waiting.values()):
            if waiting["update_id"] <= update_id:
                break
            newer.append(waiting)
        return newer[::-1]

    def batch(self, limit: int) -> list[Json]:
        """Give up to `limit` updates, leaving them unconfirmed."""
        repeats, self._repeats = self._repeats[:limit], self._repeats[limit:]
        found = [*repeats, *islice(self._waiting.values(), limit - len(repeats))]
        if self._reverse and len(found) > 1:
            self._reverse -= 1
            found.reverse()
        self.delivered.extend(found)
        return found

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109 - the parameter's name in the Bot API
        """Answer one getUpdates; a newer one ends it.

        Raises:
            ApiError: 409, because another poller came.
        """
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(False)
        self.confirm(offset)
        if self._waiting or self._repeats or timeout <= 0:
            return self.batch(limit)
        poll = self._poll = asyncio.get_running_loop().create_future()
        self.polling.set()
        try:
            async with asyncio.timeout(timeout):
                if not await poll:
                    raise conflict(
                        "terminated by other getUpdates request; "
                        "make sure that only one bot instance is running"
                    )
        except TimeoutError:
            return []
        finally:
            if self._poll is poll:
                self._poll = None
                self.polling.clear()
        return self.batch(limit)

    def _wake(self) -> None:
        self.arrived.set()
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(True)
