"""Errors of the Bot API that the library does not carry in a usable form."""

from __future__ import annotations

import re
from datetime import timedelta

from telegram.error import NetworkError, RetryAfter, TelegramError

_QUOTED = re.compile(r"""".*"|(?<!\w)'.*'(?!\w)""", re.DOTALL)


def said(error: TelegramError) -> str:
    """Give what the server said, without what it quotes: that may be a piece of somebody's text."""
    return _QUOTED.sub("…", error.message)


class NotSentError(NetworkError):
    """The request never left this machine."""

    __slots__ = ()


class FloodError(RetryAfter):
    """The server, or our own limiter, asks for a pause of ``seconds``.

    The library's class warns about its own attribute whenever it is made; this one does not.
    """

    __slots__ = ("seconds",)

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._retry_after = timedelta(seconds=seconds)
        TelegramError.__init__(self, f"Flood control: retry after {seconds:g} s")

    @property
    def retry_after(self) -> timedelta:
        """How long to wait."""
        return self._retry_after

    def __reduce__(self) -> tuple[type, tuple[float]]:  # type: ignore[override] # as its parent does
        return self.__class__, (self.seconds,)
