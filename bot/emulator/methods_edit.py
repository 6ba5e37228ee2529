"""Calls that change what is there already: edits, deletion, pins, answers to presses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from bot.emulator.content import (
    caption_content,
    caption_of,
    keyboard_of,
    media_by_reference,
    message_in,
    stored_media,
    text_content,
)
from bot.emulator.errors import bad_request, forbidden
from bot.emulator.links import LinkError, checked_link
from bot.emulator.method import Method
from bot.emulator.model import Chat, Json, Message
from bot.emulator.params import Params
from bot.emulator.state import World

MAX_ANSWER = 200
DELETABLE_FOR = timedelta(hours=48)


def _editable(world: World, params: Params) -> Message:
    if params.text("inline_message_id"):
        raise bad_request("invalid inline message identifier specified")
    chat = world.chat(params.text("chat_id"))
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    message = message_in(chat, params, "edit")
    if not message.from_bot or (message.keyboard and "inline_keyboard" not in message.keyboard):
        raise bad_request("message can't be edited")
    return message


def _without(body: Json, *names: str) -> Json:
    fixed = {"message_id", "from", "chat", "date", "edit_date", "reply_markup", "reply_to_message", *names}
    return {name: value for name, value in body.items() if name not in fixed}


def edit_message_text(world: World, params: Params) -> Json:
    message = _editable(world, params)
    content = text_content(params, too_long="MESSAGE_TOO_LONG")
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    kept = _without(message.body, "text", "entities", "link_preview_options")
    return world.edit(message, kept | content, keyboard_of(params, inline_only=True)).body


def edit_message_caption(world: World, params: Params) -> Json:
    message = _editable(world, params)
    if message.file_id is None:
        raise bad_request("there is no caption in the message to edit")
    kept = _without(message.body, "caption", "caption_entities")
    return world.edit(message, kept | caption_of(params), keyboard_of(params, inline_only=True)).body


def edit_message_reply_markup(world: World, params: Params) -> Json:
    message = _editable(world, params)
    return world.edit(message, _without(message.body), keyboard_of(params, inline_only=True)).body


def edit_message_media(world: World, params: Params) -> Json:
    message = _editable(world, params)
    media: Any = params.decoded("media", "input media")
    if not isinstance(media, dict):
        raise bad_request('parameter "media" is required')
    kind = media.get("type")
    if kind not in ("photo", "document"):
        raise bad_request(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    reference = str(media.get("media", ""))
    upload = params.files.get(reference.removeprefix("attach://"))
    found = stored_media(world, kind, upload) if upload else media_by_reference(world, kind, reference)
    caption = caption_content(
        str(media.get("caption", "")), str(media.get("parse_mode", "")), media.get("caption_entities")
    )
    return world.edit(message, found | caption, keyboard_of(params, inline_only=True)).body


def delete_message(world: World, params: Params) -> bool:
    _delete(world, message_in(world.chat(params.text("chat_id")), params, "delete"))
    return True


def delete_messages(world: World, params: Params) -> bool:
    chat = world.chat(params.text("chat_id"))
    ids: Any = params.decoded("message_ids", "message identifiers") or []
    if not 1 <= len(ids) <= 100:  # noqa: PLR2004 - the documented limit
        raise bad_request(
            "too many message identifiers specified" if ids else "message identifiers are not specified"
        )
    for message in [chat.messages[i] for i in ids if i in chat.messages and not chat.messages[i].deleted]:
        _delete(world, message)
    return True


def _delete(world: World, message: Message) -> None:
    if world.now() - message.sent_at > DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    world.delete(message)


def pin_chat_message(world: World, params: Params) -> bool:
    chat = world.chat_to_write(params.text("chat_id"))
    message = message_in(chat, params, "pin")
    if message.message_id not in chat.pinned:
        chat.pinned.append(message.message_id)
        world.journal.add("pin", chat.id, list(chat.pinned))
    return True


def unpin_chat_message(world: World, params: Params) -> bool:
    chat = world.chat_to_write(params.text("chat_id"))
    if params.text("message_id"):
        message = message_in(chat, params, "unpin")
        if message.message_id not in chat.pinned:
            raise bad_request("message to unpin not found")
        chat.pinned.remove(message.message_id)
    elif chat.pinned:
        chat.pinned.pop()
    return _unpinned(world, chat)


def unpin_all_chat_messages(world: World, params: Params) -> bool:
    chat = world.chat_to_write(params.text("chat_id"))
    chat.pinned.clear()
    return _unpinned(world, chat)


def _unpinned(world: World, chat: Chat) -> bool:
    world.journal.add("pin", chat.id, list(chat.pinned))
    return True


def answer_callback_query(world: World, params: Params) -> bool:
    if len(text := params.text("text")) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if url := params.text("url"):
        try:
            url = checked_link(url)
        except LinkError:
            raise bad_request("URL_INVALID") from None
        if not url.lower().startswith((f"https://t.me/{world.bot.username.lower()}?", "tg://")):
            raise bad_request("URL_INVALID")
    world.answer(params.text("callback_query_id"), text, alert=params.flag("show_alert"), url=url)
    return True


METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "editmessagetext": edit_message_text,
        "editmessagecaption": edit_message_caption,
        "editmessagereplymarkup": edit_message_reply_markup,
        "editmessagemedia": edit_message_media,
        "deletemessage": delete_message,
        "deletemessages": delete_messages,
        "pinchatmessage": pin_chat_message,
        "unpinchatmessage": unpin_chat_message,
        "unpinallchatmessages": unpin_all_chat_messages,
        "answercallbackquery": answer_callback_query,
    }
)
