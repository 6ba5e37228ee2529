"""A load balancer for a test: each call goes to the next of several processes, past those that are down."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web


class Balancer:
    """Passes calls on in turn; ``served`` counts what each port answered well."""

    def __init__(self, ports: Sequence[int], session: aiohttp.ClientSession) -> None:
        self.url = ""
        self.served = Counter[int]()
        self._ports = ports
        self._session = session
        self._turn = itertools.count()

    async def handle(self, request: web.Request) -> web.Response:
        """Try each process once; a call that none of them takes is the caller's to repeat."""
        body, first = await request.read(), next(self._turn)
        for number in range(len(self._ports)):
            port = self._ports[(first + number) % len(self._ports)]
            try:
                async with self._session.post(
                    f"http://127.0.0.1:{port}{request.path}", data=body, headers=request.headers
                ) as answer:
                    self.served[port] += answer.ok
                    return web.Response(status=answer.status)
            except aiohttp.ClientError:
                continue
        return web.Response(status=502)


@asynccontextmanager
async def balanced(ports: Sequence[int], path: str) -> AsyncIterator[Balancer]:
    """Open one in front of processes on this machine; ``url`` is where Telegram should call."""
    async with aiohttp.ClientSession() as session:
        balancer = Balancer(ports, session)
        app = web.Application()
        app.add_routes([web.post(path, balancer.handle)])
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        balancer.url = f"http://127.0.0.1:{runner.addresses[0][1]}{path}"
        try:
            yield balancer
        finally:
            await runner.cleanup()
