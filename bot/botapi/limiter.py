"""The one rate limiter of a bot: handlers and dispatcher send through it.

The dispatcher asks for a ``Permit`` first; answers to a person's own press or text get theirs here. Edits,
pins and answers to presses are not counted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram.error import TelegramError
from telegram.ext import BaseRateLimiter

from bot.botapi.errors import FloodError, NotSentError
from bot.botapi.permits import Permit, Permits, Scope, send_scopes

_OWN_RETRIES = 3
_OWN_RETRY_SECONDS = 30.0
_NOT_COUNTED = frozenset({"sendChatAction"})
_EDITS = ("edit", 0)  # those of the dispatcher

Json = bool | dict[str, Any] | list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Leave of the dispatcher for an edit or a pin, which nobody counts. Use it for calls at once."""


UNCOUNTED = Uncounted()


class Limiter(BaseRateLimiter[Permit | Uncounted]):
    """Paces the sends of one bot in one process.

    ``monotonic`` gives seconds; the loop's by default. ``counted``: whether the server counts; where it does
    not, nobody waits because of what one chat gets.
    """

    def __init__(self, monotonic: Callable[[], float] | None = None, *, counted: bool = True) -> None:
        self._monotonic = monotonic
        self._permits = Permits(self._now, counted=counted)

    @property
    def answers(self) -> int:
        """How many sends of this process asked for no permit, since the start."""
        return self._permits.answers

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Stop the timer; whoever waits for a permit is cancelled."""
        self._permits.shut()

    def take_over(self) -> None:
        """Begin to dispatch as if every chat had just had its burst: who sent before us did so unseen.

        So no row leaves before what the server counts for the whole bot, too, is over.
        """
        self._permits.take_over()

    def note_elsewhere(self, count: int) -> None:
        """Count answers that other processes of the same bot have sent just now."""
        self._permits.note_elsewhere(count)

    async def permit(self, chat_id: int, priority: int) -> Permit:
        """Wait for leave to send; low numbers go first, equal ones in the order of asking.

        Raises:
            FloodError: the server wants a pause that is too long to wait for here, or the chat's own
                limit does, or more urgent ones take every place.
        """
        return await self._permits.for_row(chat_id, priority)

    def leave_to_edit(self) -> Uncounted:
        """Give leave for an edit that nobody has asked for; it is not held back.

        Raises:
            FloodError: the server wants a pause of such edits.
        """
        if left := self._permits.paused_for((_EDITS,)):
            raise FloodError(left)
        return UNCOUNTED

    def give_back(self, permit: Permit | Uncounted) -> None:
        """Return a permit that was not used; one that was is left alone."""
        if isinstance(permit, Permit):
            self._permits.give_back(permit)

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Json]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Permit | Uncounted | None,
    ) -> Json:
        """Make the request as the library asks for; see the module."""
        chat_id = _chat(data)
        counted = endpoint.startswith(("send", "copy", "forward")) and endpoint not in _NOT_COUNTED

        async def call() -> Json:
            return await callback(*args, **kwargs)

        if isinstance(rate_limit_args, Uncounted):
            return await self._uncounted(call)
        if rate_limit_args is not None:
            self._permits.refuse_long_pause(chat_id)
            return await self._send(rate_limit_args, call)
        scopes = send_scopes(chat_id) if counted else ((endpoint, chat_id),)
        for attempt in range(_OWN_RETRIES + 1):
            await self._wait_out(scopes, last=attempt == _OWN_RETRIES)
            try:
                return await (self._answer(chat_id, call) if counted else call())
            except FloodError as error:
                if attempt == _OWN_RETRIES or error.seconds > _OWN_RETRY_SECONDS:
                    raise
                if not counted:
                    self._permits.pause(scopes[0], error.seconds)
        raise AssertionError("unreachable")

    async def _answer(self, chat_id: int, call: Callable[[], Coroutine[Any, Any, Json]]) -> Json:
        permit = await self._permits.for_answer(chat_id)
        try:
            return await self._send(permit, call)
        finally:
            self._permits.give_back(permit)

    async def _uncounted(self, call: Callable[[], Coroutine[Any, Any, Json]]) -> Json:
        try:
            return await call()
        except FloodError as error:
            self._permits.pause(_EDITS, error.seconds)
            raise

    async def _send(self, permit: Permit, call: Callable[[], Coroutine[Any, Any, Json]]) -> Json:
        permit.used = True
        begun = self._now()
        try:
            result = await call()
        except FloodError as error:
            self._permits.flooded(permit, error.seconds)
            raise
        except TelegramError as error:
            # The server counts what it refuses for other reasons; what never left it cannot count.
            if isinstance(error, NotSentError):
                self._permits.not_counted(permit)
            else:
                self._permits.replied(permit)
            raise
        except BaseException:
            self._permits.replied(permit)
            raise
        self._permits.replied(permit, self._now() - begun)
        return result

    async def _wait_out(self, scopes: tuple[Scope, ...], *, last: bool) -> None:
        while left := self._permits.paused_for(scopes):
            if last or left > _OWN_RETRY_SECONDS:
                raise FloodError(left)
            await asyncio.sleep(left)

    def _now(self) -> float:
        return self._monotonic() if self._monotonic else asyncio.get_running_loop().time()


def _chat(data: dict[str, Any]) -> int:
    chat_id = data.get("chat_id")
    return chat_id if isinstance(chat_id, int) else 0
