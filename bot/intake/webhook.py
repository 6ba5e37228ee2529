"""Telegram's calls to us: an update is stored before Telegram is told that it arrived.

Updates that come in while a transaction is under way share the next one.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from bot.botapi.tasks import Nursery
from bot.intake.receiver import Receiver

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of it
MAX_CONNECTIONS = 40  # at once, all processes together
_LOG = logging.getLogger(__name__)
_BODY_SECONDS = 10.0
_BATCH = 100
_MAX_ID = 2**63

_Arrival = tuple[Mapping[str, Any], asyncio.Future[None]]


class Webhook:
    """Takes updates from whoever knows the secret; ``receive`` is the handler of a POST."""

    def __init__(self, receiver: Receiver, nursery: Nursery, secret: str) -> None:
        self._receiver = receiver
        self._nursery = nursery
        self._secret = secret.encode()
        self._arrived: list[_Arrival] = []
        self._storing = False
        self._failing = False

    def trouble(self) -> str:
        """Say why no updates are taken in; empty when they are."""
        return "updates cannot be stored" if self._failing else ""

    async def receive(self, request: web.Request) -> web.Response:
        """Answer 200 when the update is stored; after anything else Telegram sends it again."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        if request.content_type != "application/json":
            return web.Response(status=415)
        try:
            async with asyncio.timeout(_BODY_SECONDS):
                update = json.loads(await request.read())
        except TimeoutError:
            return web.Response(status=408)
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if not _is_update(update):
            return web.Response(status=400)
        try:
            await self._stored(update)
        except Exception:  # noqa: BLE001 - whatever it is, it must only mean: again later
            return web.Response(status=503)
        return web.Response()

    async def _stored(self, update: Mapping[str, Any]) -> None:
        stored = asyncio.get_running_loop().create_future()
        self._arrived.append((update, stored))
        if not self._storing:
            self._storing = True
            self._nursery.start(self._store(), "webhook")
        await asyncio.shield(stored)  # a caller who goes away takes nothing from the others of the batch

    async def _store(self) -> None:
        try:
            while self._arrived:
                batch, self._arrived = self._arrived[:_BATCH], self._arrived[_BATCH:]
                await self._store_together(batch)
        finally:
            self._storing = False

    async def _store_together(self, batch: list[_Arrival]) -> None:
        try:
            await self._receiver.receive([update for update, _ in batch])
        except BaseException as error:
            for _, stored in batch:
                stored.set_exception(ConnectionError(type(error).__name__))
            if not isinstance(error, Exception):
                raise
            if not self._failing:
                _LOG.error("No updates are taken in: %s", type(error).__name__)
            self._failing = True
            return
        if self._failing:
            _LOG.warning("Updates are taken in again")
        self._failing = False
        for _, stored in batch:
            stored.set_result(None)


def _is_update(update: object) -> bool:
    number = update.get("update_id") if isinstance(update, dict) else None
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < _MAX_ID
