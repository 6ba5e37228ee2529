"""Who and what there is in the emulated messenger."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]

# What a copy or a forward of a message takes along.
CARRIED = (
    "text",
    "entities",
    "caption",
    "caption_entities",
    "photo",
    "document",
    "sticker",
    "voice",
    "location",
    "contact",
    "link_preview_options",
)


@dataclass(frozen=True, slots=True)
class BotAccount:
    """The bot whose token the server knows."""

    token: str
    id: int
    username: str
    name: str

    def as_json(self) -> Json:
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}


@dataclass(frozen=True, slots=True)
class User:
    """A person with an account; the id is also that of the private chat with the bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "en"

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def as_json(self) -> Json:
        names = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name} | _filled(names)


@dataclass(frozen=True, slots=True)
class Button:
    """A button as it is shown: inline (with what it does) or of a reply keyboard (label only)."""

    label: str
    callback_data: str | None = None
    url: str | None = None
    raw: Json = field(default_factory=dict, compare=False)


def _written(body: Json) -> str:
    return str(body.get("text") or body.get("caption") or "")


def _as_read(written: str) -> str:
    return written.replace("\u2060", "")


@dataclass(slots=True)
class Message:
    """A message as it stands now, with every earlier version of it."""

    chat_id: int
    message_id: int
    from_bot: bool
    sent_at: datetime
    body: Json
    keyboard: Json | None = None  # as sent, reply keyboards included
    silent: bool = False
    deleted: bool = False
    history: list[Json] = field(default_factory=list)

    @property
    def written(self) -> str:
        """The text, or the caption of a file; entities count its characters."""
        return _written(self.body)

    @property
    def text(self) -> str:
        """What a reader sees of it: word joiners only keep lines from ending."""
        return _as_read(self.written)

    @property
    def earlier_texts(self) -> list[str]:
        """What a reader saw of it before it was edited, the oldest first."""
        return [_as_read(_written(body)) for body in self.history]

    @property
    def entities(self) -> list[Json]:
        return list(self.body.get("entities") or self.body.get("caption_entities") or [])

    @property
    def rows(self) -> list[list[Button]]:
        """The inline buttons shown under the message."""
        markup = self.body.get("reply_markup", {})
        return [[_button(raw) for raw in row] for row in markup.get("inline_keyboard", [])]

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.rows for button in row]

    @property
    def is_service(self) -> bool:
        """Whether it tells of something that was done, and says nothing of its own."""
        return "users_shared" in self.body

    @property
    def carried(self) -> Json:
        """The content without who, where and when."""
        return {name: self.body[name] for name in CARRIED if name in self.body}

    @property
    def file_id(self) -> str | None:
        """The file it carries, if any."""
        if "document" in self.body:
            return str(self.body["document"]["file_id"])
        return str(self.body["photo"][-1]["file_id"]) if "photo" in self.body else None


@dataclass(slots=True)
class Chat:
    """A private chat of the bot with one person, or a group."""

    id: int
    user: User | None = None
    title: str = ""
    started: bool = False
    blocked: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    reply_keyboard: Json | None = None
    menu_button: Json | None = None

    def as_json(self) -> Json:
        if self.user is None:
            return {"id": self.id, "type": "group", "title": self.title}
        names = {"last_name": self.user.last_name, "username": self.user.username}
        return {"id": self.id, "type": "private", "first_name": self.user.first_name} | _filled(names)

    @property
    def reply_keys(self) -> list[list[Json]]:
        """The keys of the reply keyboard that is shown now, row by row."""
        return list((self.reply_keyboard or {}).get("keyboard", []))

    def shown(self) -> list[Message]:
        """The messages that were not deleted, the oldest first."""
        return [message for message in self.messages.values() if not message.deleted]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Bytes that the server keeps."""

    file_id: str
    unique_id: str
    name: str
    mime_type: str
    content: bytes

    @property
    def path(self) -> str:
        """Where it can be fetched; as with the real server, nobody chooses that by a name."""
        ending = self.name.rpartition(".")[2]
        return f"files/{self.unique_id}.{ending if ending.isascii() and ending.isalnum() else 'bin'}"


@dataclass(slots=True)
class CallbackQuery:
    """One press of an inline button, and what the bot answered to it."""

    id: str
    chat_id: int
    user: User
    message_id: int
    data: str
    pressed_at: float  # monotonic seconds
    answered: bool = False
    text: str = ""
    alert: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One thing that an inline query may be answered with: an article, and the message it would become."""

    id: str
    title: str
    description: str
    content: Json
    keyboard: Json | None

    @property
    def buttons(self) -> list[Button]:
        """The buttons that would stand under the message."""
        return [_button(raw) for row in (self.keyboard or {}).get("inline_keyboard", []) for raw in row]


@dataclass(slots=True)
class InlineQuery:
    """What a person wrote after the bot's name in some chat, and what the bot answered to it."""

    id: str
    user: User
    query: str
    offset: str
    asked_at: float  # monotonic seconds
    answered: bool = False
    results: list[InlineResult] = field(default_factory=list)
    next_offset: str = ""
    button: Json | None = None
    personal: bool = False
    cache_time: int = 0  # seconds


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One request of the bot, as it was answered."""

    at: float  # monotonic seconds
    method: str
    params: Json
    ok: bool
    code: int = 200
    description: str = ""


def _filled(fields: dict[str, str]) -> Json:
    return {name: value for name, value in fields.items() if value}


def _button(raw: Json) -> Button:
    return Button(raw["text"], raw.get("callback_data"), raw.get("url"), raw)
