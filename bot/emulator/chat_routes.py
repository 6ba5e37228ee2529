"""The chat page over HTTP: its files, a stream of what happens, and what people do."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from importlib import resources
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.emulator.chat_view import event_view, message_view, person_view
from bot.emulator.errors import ApiError
from bot.emulator.model import Chat, Json, User
from bot.emulator.page_options import MovableClock, PageOptions
from bot.emulator.state import World
from bot.emulator.users import Account, NotPossibleError
from bot.emulator.wire import encoded

_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_PICTURES = {b"\x89PNG": "image/png", b"GIF8": "image/gif", b"\xff\xd8\xff": "image/jpeg"}
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ChatPage:
    """Routes for one world. Only pages of this very server may use them."""

    def __init__(self, world: World, options: PageOptions, clock: MovableClock | None) -> None:
        self._world = world
        self._options = options
        self._clock = clock

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_get("/", _guarded(self._file))
        router.add_get("/_chat/page/{name}", _guarded(self._file))
        router.add_get("/_chat/events", _guarded(self._events))
        router.add_get("/_chat/files/{path:.*}", _guarded(self._download))
        router.add_get("/_chat/people/{id}/picker", _guarded(self._picker))
        router.add_post("/_chat/people", _guarded(self._add_person))
        router.add_post("/_chat/people/{id}/upload", _guarded(self._upload))
        router.add_post("/_chat/people/{id}/{action}", _guarded(self._act))
        router.add_post("/_chat/clock", _guarded(self._move_clock))

    # Reading

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info.get("name", "index.html")
        found = resources.files("bot.emulator").joinpath("page", name)
        kind = _TYPES.get(f".{name.rpartition('.')[2]}")
        if kind is None or not found.is_file():
            raise web.HTTPNotFound
        return web.Response(
            text=found.read_text("utf-8"), content_type=kind, charset="utf-8", headers=_HEADERS
        )

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        journal = self._world.journal
        seen = journal.end
        await response.write(_event(self._snapshot()))
        while True:
            while seen == journal.end:
                await journal.changed()
            news = journal.events[seen : journal.end]
            seen = journal.end
            shown = [view for event in news for view in self._views(event)]
            if shown:
                await response.write(b"".join(map(_event, shown)))

    def _views(self, event: Any) -> list[Json]:
        if event.kind == "clock":
            return [{"type": "clock", "clock": self._clock_view()}]
        if event.kind == "unhidden":
            return [self._snapshot()]
        if event.chat_id in self._options.hidden:
            return []
        return event_view(self._world, event, self._options.invitations, self._options.hidden)

    def _snapshot(self) -> Json:
        hidden = self._options.hidden
        chats = [chat for chat in self._world.chats.values() if chat.user and chat.id not in hidden]
        invitations = self._options.invitations
        return {
            "type": "snapshot",
            "title": self._options.title,
            "intro": self._options.intro,
            "zone": self._options.zone,
            "bot": {"name": self._world.bot.name, "username": self._world.bot.username},
            "clock": self._clock_view(),
            "invitations": [
                {"label": i.label, "payload": i.payload, "name": i.name, "language": i.language_code}
                for i in self._options.to_add()
            ],
            "people": [
                person_view(self._world, chat, invitations)
                | {"messages": [message_view(self._world, message) for message in chat.shown()]}
                for chat in chats
            ],
        }

    def _clock_view(self) -> Json | None:
        return {"now": self._clock.now().isoformat()} if self._clock is not None else None

    async def _download(self, request: web.Request) -> web.Response:
        stored = self._world.files.by_path(request.match_info["path"])
        if stored is None:
            raise web.HTTPNotFound
        picture = next((kind for head, kind in _PICTURES.items() if stored.content.startswith(head)), None)
        headers = _HEADERS | ({} if picture else {"Content-Disposition": "attachment"})
        return web.Response(
            body=stored.content, content_type=picture or "application/octet-stream", headers=headers
        )

    async def _picker(self, request: web.Request) -> web.Response:
        """List whom somebody can choose when the bot asks for people: everybody else there is."""
        own = self._account(request).id
        people = [one for one in self._world.to_pick({"user_is_bot": False}) if one.id != own]
        named = sorted(people, key=lambda one: one.name)
        return _done(people=[{"id": one.id, "name": one.name} for one in named])

    # Doing

    async def _act(self, request: web.Request) -> web.Response:
        account, given = self._account(request), await _body(request)
        match request.match_info["action"]:
            case "start":
                account.start(str(given.get("payload", "")))
            case "say":
                account.say(str(given.get("text", "")))
            case "press":
                self._press(account, given)
            case "ask":
                account.ask(str(given.get("text", "")), offset=str(given.get("offset", "")))
            case "choose":
                self._choose(account, given)
            case "pick":
                self._pick(account, given)
            case "block":
                account.block()
            case "sticker":
                account.send_sticker()
            case "unblock":
                account.unblock()
            case _:
                raise web.HTTPNotFound
        return _done()

    def _press(self, account: Account, given: Json) -> None:
        message = account.chat.messages.get(int(given.get("message", 0)))
        row, column = int(given.get("row", 0)), int(given.get("column", 0))
        rows = message.rows if message is not None and not message.deleted else []
        if message is None or not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
            raise NotPossibleError("this button is not shown any more")
        button = rows[row][column]
        if button.callback_data is None:
            raise NotPossibleError("this button does not call the bot")
        account.press(message, button.callback_data)

    def _pick(self, account: Account, given: Json) -> None:
        row, column = int(given.get("row", -1)), int(given.get("column", -1))
        keys = account.chat.reply_keys
        if not (0 <= row < len(keys) and 0 <= column < len(keys[row])):
            raise NotPossibleError("this button is not shown any more")
        account.pick(keys[row][column], [int(one) for one in given.get("users", [])])

    def _choose(self, account: Account, given: Json) -> None:
        query = self._world.inline_queries.get(str(given.get("query", "")))
        place = int(given.get("place", -1))
        if query is None or query.user.id != account.id or not 0 <= place < len(query.results):
            raise NotPossibleError("this is not offered any more")
        account.choose(query.results[place])

    async def _upload(self, request: web.Request) -> web.Response:
        account, form = self._account(request), await request.post()
        file, caption = form.get("file"), str(form.get("caption", ""))
        if not isinstance(file, web.FileField):
            raise NotPossibleError("no file was chosen")
        content = file.file.read()
        if file.content_type in _PICTURES.values():
            account.send_photo(content, caption=caption)
        else:
            name = file.filename or "file"
            account.send_document(name, content, caption=caption, mime_type=file.content_type)
        return _done()

    async def _add_person(self, request: web.Request) -> web.Response:
        given = await _body(request)
        payload = str(given.get("payload") or "")
        if (waiting := self._hidden_person(payload)) is not None:
            self._options.hidden.discard(waiting)
            self._world.journal.add("unhidden", waiting, None)
            return _done(id=waiting)
        first, _, last = str(given.get("name", "")).strip()[:64].partition(" ")
        if not first:
            raise NotPossibleError("a person needs a name")
        language = str(given.get("language") or "en")[:8]
        user = User(self._world.next_user_id(), first, last.strip(), "", language)
        account = Account(self._world, self._world.add_chat(user).user or user)
        if payload:
            account.start(payload)
        return _done(id=user.id)

    def _hidden_person(self, payload: str) -> int | None:
        """Give the person without a column whose link this is."""
        return next((i.person_id for i in self._options.to_add() if payload and i.payload == payload), None)

    async def _move_clock(self, request: web.Request) -> web.Response:
        given = await _body(request)
        if self._clock is None:
            raise NotPossibleError("this clock cannot be moved")
        if "to" in given:
            try:
                target = datetime.fromisoformat(str(given["to"])).replace(tzinfo=ZoneInfo(self._options.zone))
            except ValueError:
                raise NotPossibleError("this is not a date and time") from None
            seconds = (target - self._clock.now()).total_seconds()
        else:
            seconds = float(given.get("seconds", 0))
        if seconds <= 0:
            raise NotPossibleError("the clock moves forward only")
        await self._clock.shift(seconds)
        self._world.journal.add("clock", 0, None)
        return _done()

    def _account(self, request: web.Request) -> Account:
        chat: Chat | None = None
        if request.match_info["id"].isdecimal():
            chat = self._world.chats.get(int(request.match_info["id"]))
        if chat is None or chat.user is None:
            raise web.HTTPNotFound
        return Account(self._world, chat.user)


def _guarded(handler: _Handler) -> _Handler:
    """Let only this server's own page in, and turn what is not possible into a readable refusal."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if not _loopback(request.host) or (origin and urlsplit(origin).netloc != request.host):
            raise web.HTTPForbidden
        try:
            return await handler(request)
        except (NotPossibleError, ApiError, ValueError) as error:
            return web.Response(
                body=encoded({"error": str(error)}), status=400, content_type="application/json"
            )

    return guarded


def _loopback(host: str) -> bool:
    """A foreign name that resolves to this machine is not this page's address."""
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


async def _body(request: web.Request) -> Json:
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    given = json.loads(await request.read() or b"{}")
    return given if isinstance(given, dict) else {}


def _done(**more: Any) -> web.Response:
    return web.Response(body=encoded({"ok": True} | more), content_type="application/json")


def _event(view: Json) -> bytes:
    return b"data: " + encoded(view) + b"\n\n"
