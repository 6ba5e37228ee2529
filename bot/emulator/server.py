"""The emulated Bot API over HTTP."""

from __future__ import annotations

import asyncio
import ipaddress
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Self

from aiohttp import web

from bot.emulator import methods_bot, methods_edit, methods_inline, methods_send
from bot.emulator.chat_routes import ChatPage
from bot.emulator.errors import ApiError, bad_request, conflict, not_found, unauthorized
from bot.emulator.faults import ConnectionCut, Fault, Faults
from bot.emulator.media import MAX_UPLOAD_BYTES
from bot.emulator.method import Method
from bot.emulator.model import ApiCall, BotAccount, CallbackQuery, Chat, Message, StoredFile, User
from bot.emulator.page_options import MovableClock, PageOptions
from bot.emulator.params import Params, read_params
from bot.emulator.state import World
from bot.emulator.updates import MAX_LIMIT
from bot.emulator.users import Account
from bot.emulator.webhook import WebhookPusher
from bot.emulator.wire import encoded

MAX_POLL_SECONDS = 50
_METHODS: Mapping[str, Method] = MappingProxyType(
    {
        **methods_bot.METHODS,
        **methods_send.METHODS,
        **methods_edit.METHODS,
        **methods_inline.METHODS,
    }
)


def _system_now() -> datetime:
    """Stand in for the server's own clock, which no client can set."""
    return datetime.fromtimestamp(time.time(), tz=UTC)


class EmulatedBotApi:
    """A Bot API server for one bot, on the loopback interface.

    Args:
        token: The one token it knows; the number before the colon is the bot's id.
        username: Of the bot, without @.
        name: Of the bot.
        limits: Whether sends faster than Telegram allows are refused with 429.
        monotonic: Seconds for limits and the age of presses; the running loop's time by default.
        now: Aware instant for message dates; the clock's by default.
        clock: The bot's clock, when the chat page may move it.
        page: Texts and links of the chat page at `/`.
    """

    def __init__(
        self,
        *,
        token: str = "4200000001:embedded-server-token",  # noqa: S107 - known to this server alone
        username: str = "bilateral_demo_bot",
        name: str = "Bilateral",
        limits: bool = False,
        monotonic: Callable[[], float] | None = None,
        now: Callable[[], datetime] | None = None,
        clock: MovableClock | None = None,
        page: PageOptions | None = None,
    ) -> None:
        self.bot = BotAccount(token, int(token.partition(":")[0]), username, name)
        self.world = World(
            self.bot,
            monotonic=monotonic or (lambda: asyncio.get_running_loop().time()),
            now=now or (clock.now if clock is not None else _system_now),
            limits=limits,
        )
        self.faults = Faults()
        self.page = page or PageOptions()
        self._chat_page = ChatPage(self.world, self.page, clock)
        self.url = ""
        self._webhook = WebhookPusher(self.world)
        self._runner: web.AppRunner | None = None
        self._port = 0

    # Life

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> Self:
        """Listen, at a free port unless one is given; `url` has no slash at its end.

        Raises:
            ValueError: The host is not a loopback address: whoever reaches this server is anybody.
        """
        if not ipaddress.ip_address(host).is_loopback:
            raise ValueError(f"the emulated Bot API listens on loopback only, not on {host}")
        # Only getUpdates and switched-on faults wait; when their client leaves they must end with it.
        self._runner = web.AppRunner(
            self._application(), handler_cancellation=True, access_log=None, shutdown_timeout=0.1
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port or self._port)
        await site.start()
        self._webhook.start()
        self._port = self._runner.addresses[0][1]
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{self._port}"
        return self

    async def stop(self) -> None:
        """Close the socket and every connection; what was said stays, and `start` opens the same port."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await self._webhook.stop()
            await runner.cleanup()

    async def __aenter__(self) -> Self:
        return await self.start() if self._runner is None else self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=MAX_UPLOAD_BYTES + 1024 * 1024)
        self._chat_page.add_routes(app.router)
        app.router.add_route("*", "/{path:.*}", self._handle)
        return app

    # People and what they see

    def add_user(
        self,
        first_name: str,
        last_name: str = "",
        username: str = "",
        language_code: str = "en",
        *,
        user_id: int | None = None,
    ) -> Account:
        """Add a person, who has not pressed Start yet."""
        user = User(user_id or self.world.next_user_id(), first_name, last_name, username, language_code)
        self.world.add_chat(user)
        return Account(self.world, user)

    def account(self, user_id: int) -> Account:
        """Give the account of a person added before."""
        user = self.world.chats[user_id].user
        if user is None:
            raise LookupError(f"{user_id} is a group")
        return Account(self.world, user)

    def add_group(self, title: str) -> Chat:
        """Add a group with the bot in it."""
        return self.world.add_group(title)

    @property
    def calls(self) -> list[ApiCall]:
        """Every call of the bot, the oldest first."""
        return self.world.calls

    async def bot_is_polling(self) -> None:
        """Wait until the bot hangs on getUpdates: it is up, and has taken all there is."""
        await self.world.updates.polling.wait()

    def calls_of(self, method: str) -> list[ApiCall]:
        return [call for call in self.calls if call.method.lower() == method.lower()]

    def messages(self, chat_id: int) -> list[Message]:
        """What stands in a chat, the oldest first."""
        return self.world.chats[chat_id].shown()

    @property
    def answers(self) -> list[CallbackQuery]:
        """Every press that was answered."""
        return [query for query in self.world.queries.values() if query.answered]

    def file(self, message: Message) -> StoredFile:
        """Give the file a message carries."""
        stored = self.world.files.by_id(message.file_id or "")
        if stored is None:
            raise LookupError(f"message {message.message_id} carries no file")
        return stored

    # HTTP

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        path = request.path
        if path.startswith("/file/bot"):
            return self._download(path)
        token, slash, method = path.removeprefix("/bot").partition("/")
        if not path.startswith("/bot") or not slash or not method or "/" in method or ":" not in token:
            return _refusal(not_found())
        if token != self.bot.token:
            return _refusal(unauthorized())
        try:
            params = await read_params(request)
            return web.Response(
                body=encoded({"ok": True, "result": await self._call(method, params)}),
                content_type="application/json",
            )
        except web.HTTPRequestEntityTooLarge:
            return _refusal(ApiError(413, "Request Entity Too Large"))
        except ApiError as error:
            return _refusal(error)
        except ConnectionCut:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()

    async def _call(self, method: str, params: Params) -> Any:
        name = method.lower()
        fault = self.faults.take(name, params)
        try:
            result = await self._executed(name, params, fault)
        except ApiError as error:
            self._log(method, params, error)
            raise
        self._log(method, params, None)
        if fault is not None:
            await self.faults.after(fault)
        return result

    async def _executed(self, name: str, params: Params, fault: Fault | None) -> Any:
        if fault is not None:
            await self.faults.before(fault)
        if name == "getupdates":
            return await self._get_updates(params)
        if (implementation := _METHODS.get(name)) is None:
            raise not_found()
        return implementation(self.world, params)

    async def _get_updates(self, params: Params) -> list[dict[str, Any]]:
        if self.world.webhook:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        allowed = params.decoded("allowed_updates", "allowed updates")
        if allowed is not None and not isinstance(allowed, list):
            raise bad_request("expected an Array of String as allowed_updates")
        self.world.updates.allow(allowed)
        limit = min(max(params.integer("limit", MAX_LIMIT), 1), MAX_LIMIT)
        timeout = min(max(params.integer("timeout"), 0), MAX_POLL_SECONDS)
        return await self.world.updates.poll(params.integer("offset"), limit, timeout)

    def _log(self, method: str, params: Params, error: ApiError | None) -> None:
        kept = params.values | {name: f"<{len(file.content)} bytes>" for name, file in params.files.items()}
        call = ApiCall(self.world.monotonic(), method, kept, error is None)
        if error is not None:
            call = ApiCall(call.at, method, kept, ok=False, code=error.code, description=error.description)
        self.world.calls.append(call)

    def _download(self, path: str) -> web.Response:
        token, _, name = path.removeprefix("/file/bot").partition("/")
        if token != self.bot.token:
            return _refusal(unauthorized())
        stored = self.world.files.by_path(name)
        if stored is None or len(stored.content) > MAX_UPLOAD_BYTES:
            return _refusal(not_found())
        return web.Response(body=stored.content, content_type="application/octet-stream")


def _refusal(error: ApiError) -> web.Response:
    headers = {}
    if error.parameters and "retry_after" in error.parameters:
        headers["Retry-After"] = str(error.parameters["retry_after"])
    return web.Response(
        body=encoded(error.as_json()), status=error.code, content_type="application/json", headers=headers
    )
