"""The sockets of a process: one for Telegram, a load balancer and calendars, perhaps one for a monitor."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.config import Address, ConfigurationError, Settings
from bot.web.calendar_feeds import CalendarFeeds
from bot.web.monitor import Monitor

_MAX_BYTES = 1024 * 1024  # of a request; updates have some kilobytes
_CLOSE_SECONDS = 3.0  # for requests that are being answered when the port is closed


@asynccontextmanager
async def ports(
    settings: Settings, monitor: Monitor, on_update: Handler | None, feeds: CalendarFeeds | None = None
) -> AsyncIterator[None]:
    """Listen where the settings say, for the length of the block.

    ``on_update`` takes Telegram's calls, ``feeds`` answers calendars.

    Raises:
        ConfigurationError: an address cannot be listened on.
    """
    listen, metrics = settings.listen, settings.metrics_listen
    async with AsyncExitStack() as stack:
        if metrics and metrics != listen:
            await stack.enter_async_context(
                _served("METRICS_LISTEN", metrics, monitor.routes(everybody=True))
            )
        if listen:
            routes = monitor.routes(everybody=metrics == listen)
            if on_update:
                routes.append(web.post(urlsplit(settings.webhook_url).path or "/", on_update))
            if feeds:
                routes += feeds.routes(urlsplit(settings.public_url).path)
            await stack.enter_async_context(_served("LISTEN", listen, routes))
        yield


@asynccontextmanager
async def _served(name: str, address: Address, routes: Iterable[web.RouteDef]) -> AsyncIterator[None]:
    app = web.Application(client_max_size=_MAX_BYTES)
    app.add_routes(routes)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=_CLOSE_SECONDS)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, address.host, address.port).start()
        except OSError as error:
            where, reason = f"{address.host}:{address.port}", os.strerror(error.errno or 0).lower()
            raise ConfigurationError(f"{name}: cannot listen on {where}: {reason}") from None
        yield
    finally:
        await runner.cleanup()
