"""How fast a bot may send: a sliding second per bot, a bucket per private chat, a minute per group."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.emulator.errors import too_many_requests

SENDS_PER_SECOND = 30
CHAT_BURST = 3
CHAT_REFILL_PER_SECOND = 1.0
GROUP_SENDS_PER_MINUTE = 20
# Sums of binary fractions: without it a send exactly one second later is refused now and then.
_EPSILON_SECONDS = 1e-9


@dataclass(slots=True)
class _Window:
    """At most `size` sends in any half-open span of `span` seconds."""

    size: int
    span: float
    times: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        while self.times and now - self.times[0] >= self.span - _EPSILON_SECONDS:
            self.times.popleft()
        return self.times[0] + self.span - now if len(self.times) >= self.size else 0.0

    def take(self, now: float) -> None:
        self.times.append(now)


@dataclass(slots=True)
class _Bucket:
    """A burst of `CHAT_BURST`, then one send a second."""

    level: float
    at: float

    def wait(self, now: float) -> float:
        self.level = min(CHAT_BURST, self.level + (now - self.at) * CHAT_REFILL_PER_SECOND)
        self.at = now
        missing = 1.0 - self.level
        return missing / CHAT_REFILL_PER_SECOND if missing > _EPSILON_SECONDS else 0.0

    def take(self, now: float) -> None:
        self.at = now
        self.level -= 1.0


class Limits:
    """Admits or refuses sends. Edits and answers to presses are not its business.

    A refused send takes nothing from any limit. `monotonic` gives seconds.
    """

    def __init__(self, monotonic: Callable[[], float], *, enforced: bool) -> None:
        self.enforced = enforced
        self.refused = 0
        self._monotonic = monotonic
        self._bot = _Window(SENDS_PER_SECOND, 1.0)
        self._private: dict[int, _Bucket] = {}
        self._groups: dict[int, _Window] = {}

    def admit(self, chat_id: int) -> None:
        """Take one send to this chat.

        Raises:
            ApiError: 429 with the whole seconds to wait.
        """
        if not self.enforced:
            return
        now = self._monotonic()
        needed = (self._bot, self._of_chat(chat_id, now))
        self._refuse_if_early(needed, now)
        for limit in needed:
            limit.take(now)

    def _of_chat(self, chat_id: int, now: float) -> _Window | _Bucket:
        if chat_id < 0:
            return self._groups.setdefault(chat_id, _Window(GROUP_SENDS_PER_MINUTE, 60.0))
        return self._private.setdefault(chat_id, _Bucket(CHAT_BURST, now))

    def _refuse_if_early(self, needed: Sequence[_Window | _Bucket], now: float) -> None:
        wait = max(limit.wait(now) for limit in needed)
        if wait > 0:
            self.refused += 1
            raise too_many_requests(max(1, math.ceil(wait - _EPSILON_SECONDS)))
