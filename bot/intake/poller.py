"""Long polling: fetch, store, and only then confirm by asking for what comes after."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any, Never
from urllib.parse import urlencode

from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.botapi.errors import FloodError
from bot.episodes import Episode
from bot.intake.receiver import ALLOWED_UPDATES, Receiver
from bot.usecases.ports import DatabaseUnavailableError

_LOG = logging.getLogger(__name__)
_POLL_SECONDS = 30
_REPLY_SECONDS = 10.0  # beyond the poll itself
_BACKOFF_SECONDS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)


class Poller:
    """Fetches updates for ever, from a bot's own request and the address ``…/bot<token>``."""

    def __init__(self, request: BaseRequest, base_url: str, receiver: Receiver) -> None:
        self._request = request
        self._base_url = base_url
        self._receiver = receiver
        self._offset: int | None = None  # not stored: what comes again meets its primary key
        self._failing = False

    def trouble(self) -> str:
        """Say why no updates come in; empty when they do, or when another process polls."""
        return "updates cannot be fetched" if self._failing else ""

    async def run(self) -> Never:
        """Poll until cancelled; trouble is logged when it begins and when it is over."""
        try:
            await self._poll()
        finally:
            self._failing = False  # another process may poll now

    async def _poll(self) -> Never:
        over = "Updates come in again, after %d failed attempts"
        failures, trouble = 0, Episode(_LOG, "No updates come in", over, calm_seconds=0)
        while True:
            try:
                updates = await self._fetch()
                if updates:
                    await self._receiver.receive(updates)
                    self._offset = max(update["update_id"] for update in updates) + 1
            except DatabaseUnavailableError:  # which it has said itself
                self._failing = True
                await asyncio.sleep(_BACKOFF_SECONDS[0])
            except Exception as error:  # noqa: BLE001 - whatever it is must only mean: again later
                self._failing = True
                trouble.failed(_explain(error))
                await asyncio.sleep(_pause(error, failures))
                failures += 1
            else:
                trouble.went_well()
                failures = 0
                self._failing = False

    async def _fetch(self) -> Sequence[Mapping[str, Any]]:
        parameters = {"timeout": _POLL_SECONDS, "allowed_updates": json.dumps(ALLOWED_UPDATES)}
        if self._offset is not None:
            parameters["offset"] = self._offset
        # Raw, not the library's objects: one update that it cannot read must not hold up the others.
        result = await self._request.post(
            f"{self._base_url}/getUpdates?{urlencode(parameters)}",
            read_timeout=_POLL_SECONDS + _REPLY_SECONDS,
        )
        return result if isinstance(result, list) else []


def _explain(error: Exception) -> str:
    if isinstance(error, Conflict):
        return f"another process or a webhook takes the updates of this bot ({error.message})"
    if isinstance(error, InvalidToken):
        return "the token is not valid any more"
    return error.message if isinstance(error, TelegramError) else type(error).__name__


def _pause(error: Exception, failures: int) -> float:
    if isinstance(error, FloodError):
        return error.seconds
    if isinstance(error, InvalidToken):
        return _BACKOFF_SECONDS[-1]
    return _BACKOFF_SECONDS[min(failures, len(_BACKOFF_SECONDS) - 1)]
