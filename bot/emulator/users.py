"""What a person does with their messenger."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from bot.emulator.content import described
from bot.emulator.entities import found_entities
from bot.emulator.media import photo_size
from bot.emulator.model import CallbackQuery, Chat, InlineQuery, InlineResult, Json, Message, User
from bot.emulator.state import World

MAX_WRITTEN = 4096
MAX_INLINE = 256
_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}\Z")


class NotPossibleError(Exception):
    """A person cannot do this in their messenger."""


class Account:
    """One person's side of the private chat with the bot."""

    def __init__(self, world: World, user: User) -> None:
        self._world = world
        self.user = user

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def chat(self) -> Chat:
        return self._world.chats[self.user.id]

    def start(self, payload: str = "") -> Message:
        """Press Start, or follow a link `https://t.me/<bot>?start=<payload>`."""
        if not _PAYLOAD.match(payload):
            raise NotPossibleError(f"no messenger opens a link with the start payload {payload!r}")
        return self.say(f"/start {payload}".strip())

    def say(self, text: str, group: Chat | None = None) -> Message:
        """Write a text, here or into a group; what is too long is cut as clients do."""
        written = text.strip()[:MAX_WRITTEN]
        if not written:
            raise NotPossibleError("an empty message cannot be sent")
        content: Json = {"text": written}
        if entities := found_entities(written, []):
            content["entities"] = entities
        return self._world.post(group, self.user, content) if group else self._post(content)

    def press(self, message: Message, data: str) -> CallbackQuery:
        """Press a button with this callback data, shown or not: clients can forge it."""
        return self._world.press(self.user, message, data)

    def ask(self, text: str = "", *, offset: str = "", group: Chat | None = None) -> InlineQuery:
        """Write something after the bot's name, here or in a group; `offset` names the page."""
        return self._world.ask_inline(self.user, text[:MAX_INLINE], offset, "group" if group else "sender")

    def choose(self, result: InlineResult, group: Chat | None = None) -> Message:
        """Send what the bot offered, here or into a group, as a message of one's own."""
        if group is None:
            self._open()
        return self._world.choose_inline(self.user, group or self.chat, result)

    def send_document(self, name: str, content: bytes, *, caption: str = "", mime_type: str = "") -> Message:
        """Send a file."""
        kind = mime_type or "application/octet-stream"
        return self._file("document", name, content, caption, kind)

    def send_photo(self, content: bytes, *, caption: str = "", album: str = "") -> Message:
        """Send a picture (PNG, GIF or JPEG); those of one `album` are shown together."""
        photo_size(content)
        return self._file("photo", "photo.jpg", content, caption, "image/jpeg", album)

    def send_voice(self, content: bytes = b"OggS", *, seconds: int = 3) -> Message:
        """Send a voice note."""
        stored = self._world.files.keep("voice.ogg", content, "audio/ogg")
        voice = {"duration": seconds, "mime_type": stored.mime_type, "file_size": len(content)}
        ids = {"file_id": stored.file_id, "file_unique_id": stored.unique_id}
        return self._post({"voice": ids | voice})

    def send_sticker(self, emoji: str = "👍") -> Message:
        """Send a sticker."""
        stored = self._world.files.keep("sticker.webp", b"RIFF", "image/webp")
        sticker = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        ids = {"file_id": stored.file_id, "file_unique_id": stored.unique_id}
        return self._post({"sticker": ids | sticker | {"emoji": emoji}})

    def send_location(self, latitude: float, longitude: float) -> Message:
        """Send a place on the map."""
        return self._post({"location": {"latitude": latitude, "longitude": longitude}})

    def pick(self, key: Json, users: Sequence[int]) -> Message:
        """Press a key of the reply keyboard that asks for people, and choose some in its picker.

        Raises:
            NotPossibleError: it is not shown, or its picker does not give these.
        """
        wanted: Json | None = key.get("request_users")
        if wanted is None or all(key not in row for row in self.chat.reply_keys):
            raise NotPossibleError("no such key is shown that asks for people")
        if not 1 <= len(users) <= wanted["max_quantity"] or len(set(users)) < len(users):
            raise NotPossibleError(f"the picker gives from one to {wanted['max_quantity']} people")
        if not set(users) <= {one.id for one in self._world.to_pick(wanted)}:
            raise NotPossibleError("the picker does not show these")
        return self.share(wanted["request_id"], users, wanted)

    def share(
        self, request_id: int, users: Sequence[int], wanted: Mapping[str, Any] = MappingProxyType({})
    ) -> Message:
        """Share people with the bot, asked for or not; of each it hears what is ``wanted``."""
        known = {one.id: one for one in self._world.to_pick({})}
        shared = [{"user_id": one} | _told(known.get(one), wanted) for one in users]
        return self._post({"users_shared": {"request_id": request_id, "users": shared}})

    def forward(self, message: Message) -> Message:
        """Forward any message to the bot.

        Raises:
            NotPossibleError: it is a service message.
        """
        if message.is_service:
            raise NotPossibleError("a service message cannot be forwarded")
        sender: Any = message.body["from"]
        origin = {"type": "user", "sender_user": sender, "date": message.body["date"]}
        return self._post(message.carried | {"forward_origin": origin})

    def edit(self, message: Message, text: str) -> None:
        """Change an own text after it was sent."""
        if message.from_bot or "text" not in message.body:
            raise NotPossibleError("only an own text can be changed")
        kept = {k: v for k, v in message.body.items() if k not in ("text", "entities", "edit_date")}
        content: Json = {"text": text}
        if entities := found_entities(text, []):
            content["entities"] = entities
        self._world.edit(message, kept | content, None)
        self._world.updates.add("edited_message", message.body)

    def block(self) -> None:
        """Block the bot."""
        self._world.set_blocked(self.chat, blocked=True)

    def unblock(self) -> None:
        """Let the bot write again."""
        self._world.set_blocked(self.chat, blocked=False)

    def _file(
        self, kind: str, name: str, content: bytes, caption: str, mime_type: str, album: str = ""
    ) -> Message:
        stored = self._world.files.keep(name, content, mime_type)
        more = {"caption": caption, "media_group_id": album}
        return self._post(described(kind, stored) | {name: said for name, said in more.items() if said})

    def _open(self) -> None:
        if self.chat.blocked:
            self.unblock()  # a client unblocks before it writes
        self.chat.started = True

    def _post(self, content: Json) -> Message:
        self._open()
        keyboard = self.chat.reply_keyboard
        if keyboard and (keyboard.get("one_time_keyboard") or "force_reply" in keyboard):
            self.chat.reply_keyboard = None
        return self._world.post(self.chat, self.user, content)


def _told(user: User | None, wanted: Mapping[str, Any]) -> Json:
    """Give what a bot hears of somebody who is shared with it, beside the id."""
    told: Json = {}
    if user and wanted.get("request_name"):
        told |= {"first_name": user.first_name} | ({"last_name": user.last_name} if user.last_name else {})
    if user and wanted.get("request_username") and user.username:
        told["username"] = user.username
    return told
