"""What a call wants to say: text, caption, media and keyboard, checked against the limits."""

from __future__ import annotations

from typing import Any

from bot.emulator.entities import Formatted, formatted, utf16_length
from bot.emulator.errors import bad_request
from bot.emulator.markup import checked_markup
from bot.emulator.media import MAX_PHOTO_BYTES, photo_size
from bot.emulator.model import Chat, Json, Message, StoredFile
from bot.emulator.params import Params, Upload
from bot.emulator.state import World

MAX_TEXT = 4096
MAX_CAPTION = 1024


def text_content(params: Params, *, too_long: str) -> Json:
    """Read `text`.

    Raises:
        ApiError: Empty, unreadable or longer than 4,096 UTF-16 units without its markup.
    """
    text = params.text("text")
    if not text:
        raise bad_request("message text is empty")
    written = formatted(text, params.text("parse_mode"), params.decoded("entities", "entities"))
    if not written.text:
        raise bad_request("text must be non-empty")
    if utf16_length(written.text) > MAX_TEXT:
        raise bad_request(too_long)
    content: Json = {"text": written.text}
    if written.entities:
        content["entities"] = written.entities
    if preview := params.decoded("link_preview_options", "link preview options"):
        content["link_preview_options"] = preview
    return content


def caption_content(text: str, parse_mode: str, entities: object) -> Json:
    """Check a caption; an empty one gives nothing.

    Raises:
        ApiError: Unreadable or longer than 1,024 UTF-16 units without its markup.
    """
    written: Formatted = formatted(text, parse_mode, entities)
    if utf16_length(written.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    content: Json = {"caption": written.text} if written.text else {}
    if written.text and written.entities:
        content["caption_entities"] = written.entities
    return content


def caption_of(params: Params) -> Json:
    return caption_content(
        params.text("caption"),
        params.text("parse_mode"),
        params.decoded("caption_entities", "caption entities"),
    )


def keyboard_of(params: Params, *, inline_only: bool = False, private: bool = True) -> Json | None:
    raw = params.decoded("reply_markup", "reply keyboard markup")
    return checked_markup(raw, inline_only=inline_only, private=private)


def media_content(world: World, kind: str, params: Params, field: str) -> Json:
    """Find the file of a call and describe it as a message does.

    Raises:
        ApiError: There is no file, or it is not what it should be.
    """
    if (upload := params.upload(field)) is not None:
        return stored_media(world, kind, upload)
    reference = params.text(field)
    if not reference:
        raise bad_request(f"there is no {kind} in the request")
    return media_by_reference(world, kind, reference)


def media_by_reference(world: World, kind: str, reference: str) -> Json:
    """Describe a file that the server has."""
    if reference.startswith("attach://"):
        raise bad_request(f"there is no {kind} in the request")
    if "://" in reference:
        raise bad_request("failed to get HTTP URL content")
    stored = world.files.by_id(reference)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return described(kind, stored)


def stored_media(world: World, kind: str, upload: Upload) -> Json:
    """Keep an uploaded file and describe it."""
    if not upload.content:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        if len(upload.content) > MAX_PHOTO_BYTES:
            raise bad_request(
                f"file of size {len(upload.content)} bytes is too big for a photo; "
                f"the maximum size is {MAX_PHOTO_BYTES} bytes"
            )
        photo_size(upload.content)
    return described(kind, world.files.keep(upload.name, upload.content, upload.mime_type))


def described(kind: str, stored: StoredFile) -> Json:
    """Describe a stored file as part of a message."""
    plain: Json = {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.content),
    }
    if kind == "photo":
        width, height = photo_size(stored.content)
        return {"photo": [plain | {"width": width, "height": height}]}
    if kind == "voice":
        return {"voice": plain | {"duration": 1, "mime_type": stored.mime_type}}
    return {kind: plain | {"file_name": stored.name, "mime_type": stored.mime_type}}


def replied_to(chat: Chat, params: Params) -> Json:
    """Read `reply_parameters` into the part of the message that shows what it answers."""
    raw: Any = params.decoded("reply_parameters", "reply parameters") or {}
    message_id = raw.get("message_id") or params.integer("reply_to_message_id")
    if not message_id:
        return {}
    target = chat.messages.get(int(message_id))
    if target is None or target.deleted:
        if raw.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": {k: v for k, v in target.body.items() if k != "reply_to_message"}}


def message_in(chat: Chat, params: Params, purpose: str) -> Message:
    """Find the message a call is about.

    Raises:
        ApiError: "message to edit not found" and the like.
    """
    if not params.text("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(params.integer("message_id"))
    if message is None or message.deleted:
        raise bad_request(f"message to {purpose} not found")
    return message
