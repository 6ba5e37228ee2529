"""``/healthz``, ``/readyz`` and ``/metrics``."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Awaitable, Callable, Sequence

from aiohttp import web
from aiohttp.typedefs import Handler
from prometheus_client import CONTENT_TYPE_LATEST

from bot.botapi.services import Runtime
from bot.usecases import monitoring
from bot.usecases.ports import DatabaseUnavailableError

_PATIENCE_SECONDS = 3.0
_NO_DATABASE = "the database does not answer"
_FORWARDED = frozenset({"Forwarded", "X-Forwarded-For", "X-Real-Ip"})

# Says why updates are not taken in; empty when they are.
Check = Callable[[], str]


class Monitor:
    """Tells whether the process lives, whether it can work, and what it has done."""

    def __init__(self, runtime: Runtime, checks: Sequence[Check]) -> None:
        self._runtime = runtime
        self._checks = checks

    def routes(self, *, everybody: bool) -> list[web.RouteDef]:
        """Give the routes; unless for ``everybody``, only ``/healthz`` answers beyond this machine."""
        guard = _as_it_is if everybody else _only_this_machine
        return [
            web.get("/healthz", self._healthz),
            web.get("/readyz", guard(self._readyz)),
            web.get("/metrics", guard(self._metrics)),
        ]

    async def _healthz(self, _request: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def _readyz(self, _request: web.Request) -> web.Response:
        reasons = [reason for check in self._checks if (reason := check())]
        if not await self._database_answers():
            reasons.append(_NO_DATABASE)
        return web.Response(text="\n".join(reasons or ["ready"]) + "\n", status=503 if reasons else 200)

    async def _metrics(self, _request: web.Request) -> web.Response:
        now = self._runtime.clock.now()
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS), self._runtime.database.reading() as uow:
                stock = await monitoring.stock(uow, now)
        except (DatabaseUnavailableError, TimeoutError):
            return web.Response(text=f"{_NO_DATABASE}\n", status=503)
        page = self._runtime.metrics.page(
            stock.outbox, stock.late.total_seconds(), stock.requests, stock.meetings
        )
        return web.Response(body=page, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _database_answers(self) -> bool:
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS), self._runtime.database.reading() as uow:
                await uow.outbox.next_due()
        except Exception:  # noqa: BLE001 - storage's errors are not known in this ring
            return False
        return True


def _as_it_is(handler: Callable[[web.Request], Awaitable[web.Response]]) -> Handler:
    return handler


def _only_this_machine(handler: Callable[[web.Request], Awaitable[web.Response]]) -> Handler:
    async def guarded(request: web.Request) -> web.StreamResponse:
        if not _is_from_this_machine(request):
            return web.Response(status=403)
        return await handler(request)

    return guarded


def _is_from_this_machine(request: web.Request) -> bool:
    # What a proxy on this machine passes on is not from this machine.
    if any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.remote or "").is_loopback
    except ValueError:
        return False
