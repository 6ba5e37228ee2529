"""The one rate limiter of a bot: handlers and dispatcher send through it.

Answers to a person's own press or text (no permit) are never held back in advance; they are counted,
and the dispatcher, which asks for a ``Permit`` first, takes what they leave. Edits and answers to
presses are not counted. A pause that the server asks for (429) stops what it names, for everybody.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from telegram.error import TelegramError
from telegram.ext import BaseRateLimiter

from bot.botapi.errors import FloodError, NotSentError
from bot.botapi.pacing import Bucket, Chats, Place, ReplyTimes, Reserve, Window

_SENDS_PER_SECOND = 30
_DISPATCHER_AT_LEAST = 5
_DISPATCHER_BURST = 6
_PEAK_MEMORY_SECONDS = 10.0
_FIRST_RESERVE = 2  # until it is known how many answers go out beside a crowd of messages
_CHAT_BURST = 3
_CHAT_INTERVAL_SECONDS = 1.0
_GROUP_SENDS = 20
_GROUP_SECONDS = 60.0
# A row waits in memory for no longer than this: then it goes back to the outbox, unharmed.
_REFUND_SECONDS = 5.0
_OWN_RETRIES = 3
_OWN_RETRY_SECONDS = 30.0
# Timers land a rounding error early; without it a waiter would be looked at for ever.
_SLACK_SECONDS = 0.0005
# A permit is given this much before its time, for the row to be committed as *sending* meanwhile.
_AHEAD_SECONDS = 0.02
_NOT_COUNTED = frozenset({"sendChatAction"})
_ALL_SENDS = ("send", 0)

Json = bool | dict[str, Any] | list[dict[str, Any]]
Scope = tuple[str, int]  # what a pause stops: all sends, a chat, or a method in a chat


@dataclass(slots=True, eq=False)
class Permit:
    """Leave to send one message to a chat. Use it for one call, at once, else give it back."""

    chat_id: int
    place: Place
    chat: Bucket | Place
    at: float  # the call waits for this moment
    over: bool = False  # whether the chat's own limit was passed with it
    used: bool = False


@dataclass(slots=True, eq=False)
class _Waiter:
    chat_id: int
    priority: int
    number: int
    granted: asyncio.Future[Permit] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Limiter(BaseRateLimiter[Permit]):
    """Paces the sends of one bot in one process.

    ``monotonic`` gives seconds; the loop's by default. ``chat_burst`` is how many messages one chat may
    get at once: more than the default only where no server counts.
    """

    def __init__(self, monotonic: Callable[[], float] | None = None, chat_burst: int = _CHAT_BURST) -> None:
        self._monotonic = monotonic
        self._bot = Window(_SENDS_PER_SECOND, 1.0)
        self._dispatcher = Bucket(
            _DISPATCHER_BURST, 1.0 / _SENDS_PER_SECOND
        )  # spreads, so that room keeps coming
        self._reserve = Reserve(_SENDS_PER_SECOND - _DISPATCHER_AT_LEAST, _PEAK_MEMORY_SECONDS)
        self._replies = ReplyTimes()
        self._chats = Chats(chat_burst, _CHAT_INTERVAL_SECONDS)
        self._groups: dict[int, Window] = {}
        self._pauses: dict[Scope, float] = {}
        self._waiters: list[_Waiter] = []
        self._last_grant = -math.inf
        self._count = 0
        self._timer: asyncio.TimerHandle | None = None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Stop the timer; whoever waits for a permit is cancelled."""
        if self._timer:
            self._timer.cancel()
        for waiter in self._waiters:
            waiter.granted.cancel()

    async def permit(self, chat_id: int, priority: int) -> Permit:
        """Wait for leave to send; low numbers go first, equal ones in the order of asking.

        Raises:
            FloodError: the server wants a pause that is too long to wait for here, or the chat's own
                limit does.
        """
        self._refuse_long_pause(chat_id)
        self._refuse_crowded_chat(chat_id)
        self._count += 1
        waiter = _Waiter(chat_id, priority, self._count)
        self._waiters.append(waiter)
        self._waiters.sort(key=lambda one: (one.priority, one.number))
        self._pump()
        try:
            return await waiter.granted
        except asyncio.CancelledError:
            if waiter.granted.done() and not waiter.granted.cancelled():
                self.give_back(waiter.granted.result())
            raise
        finally:
            if waiter in self._waiters:
                self._waiters.remove(waiter)

    def give_back(self, permit: Permit) -> None:
        """Return a permit that was not used; one that was is left alone."""
        if not permit.used:
            permit.used = True
            self._refund(permit)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Json]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Permit | None,
    ) -> Json:
        """Make the request as the library asks for; see the module."""
        chat_id = _chat(data)
        counted = endpoint.startswith(("send", "copy", "forward")) and endpoint not in _NOT_COUNTED

        async def call() -> Json:
            return await callback(*args, **kwargs)

        if rate_limit_args is not None:
            self._refuse_long_pause(chat_id)
            await asyncio.sleep(rate_limit_args.at - self._now())
            return await self._send(rate_limit_args, call)
        scopes = _send_scopes(chat_id) if counted else ((endpoint, chat_id),)
        for attempt in range(_OWN_RETRIES + 1):
            await self._wait_out(scopes, last=attempt == _OWN_RETRIES)
            try:
                return await (
                    self._send(self._take(chat_id, self._now(), direct=True), call) if counted else call()
                )
            except FloodError as error:
                if attempt == _OWN_RETRIES or error.seconds > _OWN_RETRY_SECONDS:
                    raise
                if not counted:
                    self._pause(scopes[0], error.seconds)
        raise AssertionError("unreachable")

    async def _send(self, permit: Permit, call: Callable[[], Coroutine[Any, Any, Json]]) -> Json:
        permit.used = True
        begun = self._now()
        try:
            result = await call()
        except FloodError as error:
            self._refund(permit)
            self._pause(("chat", permit.chat_id) if permit.over else _ALL_SENDS, error.seconds)
            raise
        except TelegramError as error:
            # The server counts what it refuses for other reasons; what never left it cannot count.
            if isinstance(error, NotSentError):
                self._refund(permit)
            else:
                self._replied(permit)
            raise
        except BaseException:
            self._replied(permit)
            raise
        self._replies.note(self._now() - begun)
        self._replied(permit)
        return result

    def _take(self, chat_id: int, at: float, *, direct: bool) -> Permit:
        now = self._now()
        over = self._chat_free_at(chat_id, now) > at
        place = self._bot.enter(now, direct=direct)
        if direct:
            self._reserve.note(self._bot.direct(now), now)
        if chat_id < 0:
            return Permit(chat_id, place, self._group(chat_id).enter(now), at, over)
        bucket = self._chats.of(chat_id, now)
        bucket.take(at)
        return Permit(chat_id, place, bucket, at, over)

    def _replied(self, permit: Permit) -> None:
        now = self._now()
        self._bot.replied(permit.place, now, credit=self._replies.certain())
        if isinstance(permit.chat, Place):
            self._group(permit.chat_id).replied(permit.chat, now)
        else:
            permit.chat.delay(now - permit.at)
        self._pump()

    def _refund(self, permit: Permit) -> None:
        self._bot.give_back(permit.place)
        if isinstance(permit.chat, Place):
            self._group(permit.chat_id).give_back(permit.chat)
        else:
            permit.chat.give_back()
        self._pump()

    def _pump(self) -> None:
        """Grant what can be granted, and come back when the next one can be."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        now = self._now()
        earliest = math.inf
        for waiter in list(self._waiters):
            if waiter.granted.done():
                continue
            at = max(
                self._bot_free_at(now), self._chat_free_at(waiter.chat_id, now), self._paused(waiter.chat_id)
            )
            if at <= now + _AHEAD_SECONDS:
                if now - self._last_grant > _PEAK_MEMORY_SECONDS:
                    self._reserve.note(_FIRST_RESERVE, now)
                self._last_grant = now
                self._dispatcher.take(at)
                waiter.granted.set_result(self._take(waiter.chat_id, at + _SLACK_SECONDS, direct=False))
            else:
                earliest = min(earliest, at)
        if earliest < math.inf:
            wait = earliest - now - _AHEAD_SECONDS + _SLACK_SECONDS
            self._timer = asyncio.get_running_loop().call_later(wait, self._pump)

    def _bot_free_at(self, now: float) -> float:
        kept = self._reserve.size(self._bot.direct(now), now)
        return max(self._bot.free_at(now, kept=kept), self._dispatcher.free_at(now))

    def _chat_free_at(self, chat_id: int, now: float) -> float:
        if chat_id < 0:
            return self._group(chat_id).free_at(now)
        return self._chats.of(chat_id, now).free_at(now)

    def _group(self, chat_id: int) -> Window:
        return self._groups.setdefault(chat_id, Window(_GROUP_SENDS, _GROUP_SECONDS))

    def _paused(self, chat_id: int) -> float:
        return max(self._pauses.get(scope, 0.0) for scope in _send_scopes(chat_id))

    def _pause(self, scope: Scope, seconds: float) -> None:
        now = self._now()
        self._pauses = {known: until for known, until in self._pauses.items() if until > now}
        self._pauses[scope] = max(self._pauses.get(scope, 0.0), now + seconds)
        for waiter in self._waiters:
            if (
                not waiter.granted.done()
                and scope in _send_scopes(waiter.chat_id)
                and seconds > _REFUND_SECONDS
            ):
                waiter.granted.set_exception(FloodError(seconds))
        self._pump()

    def _refuse_long_pause(self, chat_id: int) -> None:
        left = self._paused(chat_id) - self._now()
        if left > _REFUND_SECONDS:
            raise FloodError(left)

    def _refuse_crowded_chat(self, chat_id: int) -> None:
        now = self._now()
        left = self._chat_free_at(chat_id, now) - now
        if _REFUND_SECONDS < left < math.inf:
            raise FloodError(left)

    async def _wait_out(self, scopes: tuple[Scope, ...], *, last: bool) -> None:
        while (left := max(self._pauses.get(scope, 0.0) for scope in scopes) - self._now()) > _SLACK_SECONDS:
            if last or left > _OWN_RETRY_SECONDS:
                raise FloodError(left)
            await asyncio.sleep(left)

    def _now(self) -> float:
        return self._monotonic() if self._monotonic else asyncio.get_running_loop().time()


def _send_scopes(chat_id: int) -> tuple[Scope, ...]:
    return (_ALL_SENDS, ("chat", chat_id))


def _chat(data: dict[str, Any]) -> int:
    chat_id = data.get("chat_id")
    return chat_id if isinstance(chat_id, int) else 0
