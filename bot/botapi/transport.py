"""HTTP to the Bot API over aiohttp: the library's httpx transport is its slowest part.

What a caller must be able to tell apart when a request fails: ``NotSentError`` (a ``NetworkError``) means
that it never left, ``TimedOut`` that it left and nobody knows what became of it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import aiohttp
from telegram.error import TimedOut
from telegram.request import BaseRequest, RequestData

from bot.botapi.errors import FloodError, NotSentError

_FLOOD = 429
_JSON = {"Content-Type": "application/json"}
# Shorter than any server's: a connection that the server closes under our hand costs a lost reply.
_KEEP_ALIVE_SECONDS = 15.0
_CONNECTIONS = 64
_UPLOAD_SECONDS = 60.0


@dataclass(slots=True)
class _Progress:
    left: bool = False  # whether any of the request may have reached the server


class AiohttpRequest(BaseRequest):
    """Requests over one connection pool. All time-outs are seconds; the defaults are per request.

    ``on_flood`` is called when the server asks for a pause.
    """

    def __init__(
        self,
        *,
        connect_timeout: float = 5.0,
        read_timeout: float = 10.0,
        on_flood: Callable[[], None] | None = None,
    ) -> None:
        self._on_flood = on_flood
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """The default time to wait for a reply."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the pool, in the loop that will use it."""
        if self._session is None:
            trace = aiohttp.TraceConfig()
            trace.on_request_headers_sent.append(_note_that_it_left)
            connector = aiohttp.TCPConnector(limit=_CONNECTIONS, keepalive_timeout=_KEEP_ALIVE_SECONDS)
            self._session = aiohttp.ClientSession(
                connector=connector,
                trace_configs=[trace],
                headers={"User-Agent": "bilateral"},
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - the pool is never that full
    ) -> tuple[int, bytes]:
        """Make one request and give status and body.

        Raises:
            telegram.error.TimedOut: the request left and no whole reply came.
            NotSentError: the request never left.
            FloodError: the server asks for a pause.
            RuntimeError: before ``initialize``.
        """
        if self._session is None:
            raise RuntimeError("the transport is not open")
        connect = _given(connect_timeout, self._connect_timeout)
        read = _given(read_timeout, self._read_timeout)
        upload = request_data is not None and request_data.contains_files
        write = _given(write_timeout, _UPLOAD_SECONDS if upload else self._read_timeout)
        progress = _Progress()
        try:
            # aiohttp has no limit for writing, hence one for the whole.
            async with (
                asyncio.timeout(connect + write + read),
                self._session.request(
                    method,
                    url,
                    timeout=aiohttp.ClientTimeout(total=None, connect=connect, sock_read=read),
                    trace_request_ctx=progress,
                    **_body(request_data),
                ) as response,
            ):
                status, payload = response.status, await response.read()
        except (aiohttp.ClientError, OSError) as error:  # TimeoutError is an OSError
            # Without its text: that may hold the address, and so the token.
            reason = type(error).__name__
            if progress.left:
                raise TimedOut(f"No reply: {reason}") from None
            raise NotSentError(f"No connection: {reason}") from None
        if status == _FLOOD:
            if self._on_flood:
                self._on_flood()
            raise FloodError(_pause(payload))
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read a reply.

        Raises:
            telegram.error.TimedOut: it is not what the Bot API says, so nobody knows what happened.
        """
        try:
            parsed = json.loads(payload)
        except ValueError:
            parsed = None
        if not isinstance(parsed, dict):
            raise TimedOut("No readable reply")
        return parsed


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    if not data.contains_files:
        # As one value: the library writes each parameter as JSON, and the whole as JSON once more.
        return {"data": json.dumps(data.parameters).encode(), "headers": _JSON}
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, mime_type) in data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=mime_type)
    return {"data": form}


def _given(value: Any, default: float) -> float:
    return float(value) if isinstance(value, int | float) else default


def _pause(payload: bytes) -> float:
    try:
        return max(1.0, float(json.loads(payload)["parameters"]["retry_after"]))
    except (ValueError, KeyError, TypeError):
        return 1.0


async def _note_that_it_left(
    _session: aiohttp.ClientSession, context: SimpleNamespace, _params: aiohttp.TraceRequestHeadersSentParams
) -> None:
    context.trace_request_ctx.left = True
