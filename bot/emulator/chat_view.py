"""Chats as the page shows them: plain JSON, built from what the bot sent."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from bot.emulator.journal import Event
from bot.emulator.model import Button, CallbackQuery, Chat, InlineQuery, Json, Message
from bot.emulator.page_options import Invitation, links_of
from bot.emulator.state import World

_TELEGRAM_HOSTS = frozenset({"t.me", "telegram.me"})


def start_payload(world: World, url: str) -> str | None:
    """Give the payload of a link that opens this bot; None when it leads elsewhere."""
    parts = urlsplit(url)
    if parts.hostname in _TELEGRAM_HOSTS and parts.path.strip("/").lower() == world.bot.username.lower():
        return parse_qs(parts.query).get("start", [""])[0]
    return None


def button_view(world: World, button: Button) -> Json:
    """Show what a button says and does; callback data stays on the server."""
    view: Json = {"label": button.label}
    if button.callback_data is not None:
        return view | {"does": "press"}
    if button.url is not None:
        payload = start_payload(world, button.url)
        if payload is not None:
            return view | {"does": "start", "payload": payload}
        return view | {"does": "open", "url": button.url}
    if "copy_text" in button.raw:
        return view | {"does": "copy", "text": button.raw["copy_text"]["text"]}
    if "switch_inline_query_current_chat" in button.raw:
        query = button.raw["switch_inline_query_current_chat"]
        return view | {"does": "insert", "text": f"@{world.bot.username} {query}"}
    return view | {"does": "nothing"}


def message_view(world: World, message: Message) -> Json:
    """Show one message as it stands now."""
    body = message.body
    view: Json = {
        "id": message.message_id,
        "from": "bot" if message.from_bot else "person",
        "at": message.sent_at.isoformat(),
        "text": message.written,
        "entities": [_entity_view(world, entity) for entity in message.entities],
        "rows": [[button_view(world, button) for button in row] for row in message.rows],
        "edited": "edit_date" in body,
        "silent": message.silent,
    }
    if "photo" in body:
        size = body["photo"][-1]
        view["photo"] = {"width": size["width"], "height": size["height"], "url": _url(world, message)}
    if "document" in body:
        file = body["document"]
        view["document"] = {"name": file["file_name"], "size": file["file_size"], "url": _url(world, message)}
    if "sticker" in body:
        view["sticker"] = body["sticker"]["emoji"]
    if "voice" in body:
        view["voice"] = body["voice"]["duration"]
    if "location" in body:
        view["location"] = body["location"]
    if shared := body.get("users_shared"):
        users = [world.chats[one["user_id"]].user for one in shared["users"] if one["user_id"] in world.chats]
        view["shared"] = ", ".join(user.name for user in users if user)
    if origin := body.get("forward_origin"):
        view["forwarded"] = origin["sender_user"]["first_name"]
    if via := body.get("via_bot"):
        view["via"] = via["username"]
    if reply := body.get("reply_to_message"):
        view["reply"] = str(reply.get("text") or reply.get("caption") or "")[:120]
    return view


def _entity_view(world: World, entity: Json) -> Json:
    if entity["type"] == "text_link" and (payload := start_payload(world, entity["url"])) is not None:
        return entity | {"payload": payload}
    return entity


def _url(world: World, message: Message) -> str:
    stored = world.files.by_id(message.file_id or "")
    return f"/_chat/files/{quote(stored.path)}" if stored else ""


def person_view(world: World, chat: Chat, invitations: list[Invitation]) -> Json:
    """Show one person, without the messages."""
    user = chat.user
    assert user is not None  # noqa: S101 - only private chats have a column
    return {
        "id": user.id,
        "name": user.name,
        "language": user.language_code,
        "started": chat.started,
        "blocked": chat.blocked,
        "pinned": chat.pinned,
        "keyboard": [[_key_view(key) for key in row] for row in chat.reply_keys],
        "placeholder": (chat.reply_keyboard or {}).get("input_field_placeholder", ""),
        "commands": world.commands.for_person(chat.id, user.language_code),
        "invitations": [{"label": i.label, "payload": i.payload} for i in links_of(invitations, user.id)],
    }


def _key_view(key: Json) -> Json:
    """Show what a key of the reply keyboard says, and whether it writes that or asks for people."""
    return {"label": key["text"], "does": "pick" if "request_users" in key else "say"}


def answer_view(query: CallbackQuery) -> Json:
    return {
        "id": query.id,
        "message": query.message_id,
        "text": query.text,
        "alert": query.alert,
    }


def inline_view(query: InlineQuery) -> Json:
    """Show what is offered for what somebody wrote; each is chosen by its place."""
    return {
        "id": query.id,
        "query": query.query,
        "offset": query.offset,
        "button": {"text": query.button["text"], "payload": query.button["start_parameter"]}
        if query.button
        else None,
        "results": [{"title": one.title, "description": one.description} for one in query.results],
        "next": query.next_offset,
    }


def event_view(
    world: World, event: Event, invitations: list[Invitation], hidden: AbstractSet[int] = frozenset()
) -> list[Json]:
    """Say what changed on the page by one event."""
    chat = world.chats.get(event.chat_id)
    detail: Any = event.detail
    if event.kind == "commands":
        return [
            {"type": "person", "person": person_view(world, c, invitations)}
            for c in world.chats.values()
            if c.user and c.id not in hidden
        ]
    if chat is None or chat.user is None:
        return []
    place: Json = {"type": event.kind, "person_id": chat.id}
    match event.kind:
        case "message" | "edit":
            # A message may have changed the reply keyboard, or be the first one.
            person = person_view(world, chat, invitations)
            return [
                {"type": "person", "person": person},
                place | {"message": message_view(world, detail), "shown": not detail.deleted},
            ]
        case "delete":
            return [place | {"message_id": detail.message_id}]
        case "press" | "answer":
            return [place | {"answer": answer_view(detail)}]
        case "inline":
            return [place | {"inline": inline_view(detail)}]
        case "action":
            return [place | {"action": detail}]
        case _:
            return [{"type": "person", "person": person_view(world, chat, invitations)}]
