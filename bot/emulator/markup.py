"""Keyboards: what the server takes as `reply_markup`."""

from __future__ import annotations

from typing import Any

from bot.emulator.errors import ApiError, bad_request
from bot.emulator.links import LinkError, checked_link

Json = dict[str, Any]

MAX_INLINE_BUTTONS = 100
MAX_BUTTONS_IN_ROW = 8
MAX_CALLBACK_DATA_BYTES = 64
MAX_PICKED = 10
_INT32 = 2**31
_WISHES = ("user_is_bot", "user_is_premium", "request_name", "request_username", "request_photo")
_ACTIONS = (
    "callback_data",
    "url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "web_app",
    "login_url",
    "pay",
)


def checked_markup(raw: object, *, inline_only: bool = False, private: bool = True) -> Json | None:
    """Give the keyboard as the server keeps it; None when there is none. ``private``: the kind of the chat.

    Raises:
        ApiError: It is not a keyboard, or a button in it is not a button.
    """
    if raw in (None, "", {}):
        return None
    if not isinstance(raw, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in raw:
        return _inline(raw["inline_keyboard"])
    if inline_only:
        raise bad_request("inline keyboard expected")
    if "keyboard" in raw:
        return {**raw, "keyboard": _reply_rows(raw["keyboard"], private=private)}
    if raw.get("remove_keyboard") or raw.get("force_reply"):
        return raw
    return None


def _rows(raw: object, kind: str) -> list[list[Any]]:
    if not isinstance(raw, list):
        raise bad_request(f'field "{kind}" of the ReplyMarkup must be an Array of Arrays')
    for row in raw:
        if not isinstance(row, list):
            raise bad_request(f'field "{kind}" of the ReplyMarkup must be an Array of Arrays')
    return raw


def _inline(raw: object) -> Json | None:
    rows = [[_inline_button(button) for button in row] for row in _rows(raw, "inline_keyboard")]
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > MAX_INLINE_BUTTONS or any(len(row) > MAX_BUTTONS_IN_ROW for row in rows):
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _label(button: object, kind: str) -> str:
    if not isinstance(button, dict):
        raise bad_request(f"can't parse {kind} button: {kind.capitalize()} button must be an Object")
    text = button.get("text")
    if text is None:
        raise bad_request(f"can't parse {kind} button: Can't find field \"text\"")
    if not isinstance(text, str):
        raise bad_request(f'can\'t parse {kind} button: Field "text" must be of type String')
    if not text.strip():
        raise bad_request(f"{kind} button text must be non-empty")
    return text


def _inline_button(button: Any) -> Json:
    _label(button, "inline keyboard")
    action = next(
        (name for name in _ACTIONS if button.get(name) not in (None, "") or _empty_query(button, name)), None
    )
    if action is None:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    checked: Json = dict(button)
    if action == "callback_data":
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= MAX_CALLBACK_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif action == "url":
        try:
            checked["url"] = checked_link(str(button["url"]))
        except LinkError as error:
            raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: {error}") from None
    elif action == "copy_text":
        copied = button["copy_text"]
        text = copied.get("text") if isinstance(copied, dict) else None
        if not isinstance(text, str) or not 1 <= len(text) <= 256:  # noqa: PLR2004 - the documented limit
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return checked


def _empty_query(button: Json, name: str) -> bool:
    """An empty inline query is allowed: it only inserts the bot's name."""
    return name.startswith("switch_inline") and button.get(name) == ""


def _reply_rows(raw: object, *, private: bool) -> list[list[Json]]:
    rows = [[_reply_button(button, private=private) for button in row] for row in _rows(raw, "keyboard")]
    asked = [one["request_users"]["request_id"] for row in rows for one in row if "request_users" in one]
    if len(set(asked)) < len(asked):
        raise bad_request("request identifiers must be unique within the message")
    return [row for row in rows if row]


def _reply_button(raw: Any, *, private: bool) -> Json:
    button: Json = {"text": raw} if isinstance(raw, str) else raw
    _label(button, "keyboard")
    if "request_users" not in button:
        return button
    wanted = button["request_users"]
    if not isinstance(wanted, dict):
        raise _unreadable('Field "request_users" must be of type Object')
    request_id, most = _number(wanted, "request_id"), _number(wanted, "max_quantity", 1)
    if not 1 <= most <= MAX_PICKED:
        raise bad_request("the number of requested users must be from 1 to 10")
    for name in _WISHES:
        if not isinstance(wanted.get(name, False), bool):
            raise _unreadable(f'Field "{name}" must be of type Boolean')
    if not private:
        raise bad_request("Users can be requested in private chats only")
    return {**button, "request_users": {**wanted, "request_id": request_id, "max_quantity": most}}


def _number(raw: Json, name: str, default: int | None = None) -> int:
    """Read a whole number of 32 bits, which may also be written as a text."""
    value = raw.get(name, default)
    if value is None:
        raise _unreadable(f'Can\'t find field "{name}"')
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise _unreadable(f'Field "{name}" must be of type Number')
    try:
        number = int(str(value))
    except ValueError:
        raise _unreadable(f'Can\'t parse "{value}" as an integer') from None
    if not -_INT32 <= number < _INT32:
        raise _unreadable(f'Can\'t parse "{value}" as an integer')
    return number


def _unreadable(why: str) -> ApiError:
    return bad_request(f"can't parse keyboard button: {why}")
