"""Calls that put a new message into a chat; only these are limited."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.emulator.content import (
    caption_of,
    keyboard_of,
    media_content,
    message_in,
    replied_to,
    text_content,
)
from bot.emulator.errors import bad_request
from bot.emulator.method import Method
from bot.emulator.model import Chat, Json, Message
from bot.emulator.params import Params
from bot.emulator.state import World

_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


def _send(world: World, chat: Chat, params: Params, content: Json) -> Message:
    content |= replied_to(chat, params)
    keyboard = keyboard_of(params, private=chat.user is not None)
    world.limits.admit(chat.id)
    if params.flag("protect_content"):
        content["has_protected_content"] = True
    return world.post(chat, None, content, keyboard=keyboard, silent=params.flag("disable_notification"))


def send_message(world: World, params: Params) -> Json:
    chat = world.chat(params.text("chat_id"))
    content = text_content(params, too_long="message is too long")
    return _send(world, world.chat_to_write(str(chat.id)), params, content).body


def send_photo(world: World, params: Params) -> Json:
    return _send_file(world, params, "photo")


def send_document(world: World, params: Params) -> Json:
    return _send_file(world, params, "document")


def send_voice(world: World, params: Params) -> Json:
    return _send_file(world, params, "voice")


def _send_file(world: World, params: Params, kind: str) -> Json:
    world.chat(params.text("chat_id"))
    content = media_content(world, kind, params, kind) | caption_of(params)
    return _send(world, world.chat_to_write(params.text("chat_id")), params, content).body


def copy_message(world: World, params: Params) -> Json:
    original = message_in(world.chat(params.text("from_chat_id")), params, "copy")
    if original.is_service:
        raise bad_request("message can't be copied")
    content = original.carried
    if "text" not in content and "caption" in params.values:
        content = {k: v for k, v in content.items() if not k.startswith("caption")} | caption_of(params)
    chat = world.chat_to_write(params.text("chat_id"))
    return {"message_id": _send(world, chat, params, content).message_id}


def forward_message(world: World, params: Params) -> Json:
    original = message_in(world.chat(params.text("from_chat_id")), params, "forward")
    if original.is_service or original.body.get("has_protected_content"):
        raise bad_request("the message can't be forwarded")
    content = original.carried
    origin = {"type": "user", "sender_user": original.body["from"], "date": original.body["date"]}
    chat = world.chat_to_write(params.text("chat_id"))
    return _send(world, chat, params, content | {"forward_origin": origin}).body


def send_chat_action(world: World, params: Params) -> bool:
    chat = world.chat_to_write(params.text("chat_id"))
    if (action := params.text("action")) not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.journal.add("action", chat.id, action)
    return True


METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "sendmessage": send_message,
        "sendphoto": send_photo,
        "senddocument": send_document,
        "sendvoice": send_voice,
        "copymessage": copy_message,
        "forwardmessage": forward_message,
        "sendchataction": send_chat_action,
    }
)
