"""Switches that make the server misbehave as networks and servers do."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.emulator.errors import ApiError
from bot.emulator.params import Params

_REASONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    504: "Gateway Timeout",
}
Matcher = Callable[[Params], bool]


class ConnectionCut(Exception):  # noqa: N818 - it is not an error of the server, it is the switch at work
    """The connection ends without a reply."""


@dataclass(slots=True)
class Fault:
    """One switch: applies to a method (`*` for all) until it was used up."""

    method: str
    times: int | None
    when: Matcher | None = None
    error: ApiError | None = None
    seconds_before: float = 0.0
    seconds_after: float = 0.0
    cut_before: bool = False
    cut_after: bool = False
    hang_before: bool = False
    hang_after: bool = False

    def applies(self, method: str, params: Params) -> bool:
        if self.times == 0 or self.method not in ("*", method):
            return False
        return self.when is None or self.when(params)


class Faults:
    """All switches that are on.

    `times=None` means until `clear()`; `method="*"` means every method but getUpdates, which has to be
    named, because breaking it by accident stops a bot without a trace.
    """

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._released = asyncio.Event()
        self.used = 0

    def fail(
        self,
        method: str = "*",
        code: int = 500,
        description: str | None = None,
        *,
        times: int | None = 1,
        retry_after: int | None = None,
        migrate_to_chat_id: int | None = None,
        when: Matcher | None = None,
    ) -> None:
        """Answer the next calls with an error instead of executing them."""
        parameters: dict[str, Any] = {}
        if retry_after is not None:
            code, parameters["retry_after"] = 429, retry_after
            description = description or f"Too Many Requests: retry after {retry_after}"
        if migrate_to_chat_id is not None:
            code, parameters["migrate_to_chat_id"] = 400, migrate_to_chat_id
            description = description or "Bad Request: group chat was upgraded to a supergroup chat"
        error = ApiError(code, description or _REASONS.get(code, "Error"), parameters)
        self._add(Fault(method, times, when, error=error))

    def delay(
        self,
        method: str = "*",
        seconds: float = 1.0,
        *,
        times: int | None = None,
        executed: bool = True,
        when: Matcher | None = None,
    ) -> None:
        """Make calls slow, on the loop's clock: after they were executed, or before."""
        before, after = (0.0, seconds) if executed else (seconds, 0.0)
        self._add(Fault(method, times, when, seconds_before=before, seconds_after=after))

    def drop_reply(self, method: str = "*", *, times: int | None = 1, when: Matcher | None = None) -> None:
        """Execute the call, then close the connection without a reply."""
        self._add(Fault(method, times, when, cut_after=True))

    def refuse(self, method: str = "*", *, times: int | None = None, when: Matcher | None = None) -> None:
        """Close the connection at once; nothing is executed."""
        self._add(Fault(method, times, when, cut_before=True))

    def hang(
        self,
        method: str = "*",
        *,
        times: int | None = 1,
        executed: bool = False,
        when: Matcher | None = None,
    ) -> None:
        """Give no reply until `clear()` or until the client goes away."""
        self._add(Fault(method, times, when, hang_before=not executed, hang_after=executed))

    def clear(self) -> None:
        """Switch all off and let go what hangs."""
        self._faults.clear()
        self._released.set()
        self._released = asyncio.Event()

    def take(self, method: str, params: Params) -> Fault | None:
        """Use up one fault for this call, if there is any (method in lower case)."""
        for fault in self._faults:
            if fault.applies(method, params) and (method != "getupdates" or fault.method == method):
                self.used += 1
                if fault.times is not None:
                    fault.times -= 1
                self._faults = [f for f in self._faults if f.times != 0]
                return fault
        return None

    async def before(self, fault: Fault) -> None:
        """Do what happens before the call is executed.

        Raises:
            ApiError: The call fails.
            ConnectionCut: There is no reply.
        """
        if fault.seconds_before:
            await asyncio.sleep(fault.seconds_before)
        if fault.hang_before:
            await self._released.wait()
        if fault.cut_before:
            raise ConnectionCut
        if fault.error is not None:
            raise fault.error

    async def after(self, fault: Fault) -> None:
        """Do what happens between execution and reply.

        Raises:
            ConnectionCut: There is no reply.
        """
        if fault.seconds_after:
            await asyncio.sleep(fault.seconds_after)
        if fault.hang_after:
            await self._released.wait()
        if fault.cut_after:
            raise ConnectionCut

    def _add(self, fault: Fault) -> None:
        fault.method = fault.method.lower()
        self._faults.append(fault)
