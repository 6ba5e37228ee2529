"""Calls about the bot itself, its menus, chats and files."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from bot.emulator.errors import bad_request
from bot.emulator.media import MAX_DOWNLOAD_BYTES
from bot.emulator.method import Method
from bot.emulator.model import Json
from bot.emulator.params import Params
from bot.emulator.state import World

_CONNECTIONS, _MAX_CONNECTIONS = 40, 100
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_MAX_NAME, _MAX_DESCRIPTION, _MAX_SHORT_DESCRIPTION = 64, 512, 120


def get_me(world: World, _params: Params) -> Json:
    return world.bot.as_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": world.inline_mode,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(world: World, params: Params) -> bool:
    world.commands.put(_scope(params), params.text("language_code"), params.decoded("commands", "commands"))
    world.journal.add("commands", 0, None)
    return True


def get_my_commands(world: World, params: Params) -> list[Json]:
    return world.commands.get(_scope(params), params.text("language_code"))


def delete_my_commands(world: World, params: Params) -> bool:
    world.commands.drop(_scope(params), params.text("language_code"))
    world.journal.add("commands", 0, None)
    return True


def _scope(params: Params) -> object:
    return params.decoded("scope", "BotCommandScope")


def set_my_name(_world: World, params: Params) -> bool:
    return _checked_length(params.text("name"), _MAX_NAME, "BOT_TITLE_INVALID")


def set_my_description(_world: World, params: Params) -> bool:
    return _checked_length(params.text("description"), _MAX_DESCRIPTION, "BOT_DESCRIPTION_TOO_LONG")


def set_my_short_description(_world: World, params: Params) -> bool:
    return _checked_length(params.text("short_description"), _MAX_SHORT_DESCRIPTION, "BOT_ABOUT_TOO_LONG")


def _checked_length(text: str, limit: int, complaint: str) -> bool:
    if len(text) > limit:
        raise bad_request(complaint)
    return True


def get_chat(world: World, params: Params) -> Json:
    chat = world.chat(params.text("chat_id"))
    if not chat.started:
        raise bad_request("chat not found")
    body = chat.as_json() | {"accent_color_id": 0, "max_reaction_count": 11}
    if chat.pinned:
        body["pinned_message"] = chat.messages[chat.pinned[-1]].body
    return body


def get_file(world: World, params: Params) -> Json:
    stored = world.files.by_id(params.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.content) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.content),
        "file_path": stored.path,
    }


def set_chat_menu_button(world: World, params: Params) -> bool:
    button: Any = params.decoded("menu_button", "MenuButton")
    if button is not None and (
        not isinstance(button, dict) or button.get("type") not in ("default", "commands", "web_app")
    ):
        raise bad_request("can't parse MenuButton: Unsupported type specified")
    if params.text("chat_id"):
        world.chat(params.text("chat_id")).menu_button = button
    return True


def get_chat_menu_button(world: World, params: Params) -> Json:
    chosen = world.chat(params.text("chat_id")).menu_button if params.text("chat_id") else None
    return chosen or {"type": "commands"}


def set_webhook(world: World, params: Params) -> bool:
    if not (url := params.text("url")):
        return delete_webhook(world, params)
    parts = urlsplit(url)
    if parts.scheme != "https" and not _loopback(parts.hostname or ""):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    allowed = params.decoded("allowed_updates", "allowed updates")
    world.updates.allow(allowed)
    if params.flag("drop_pending_updates"):
        world.updates.drop_pending()
    connections = params.integer("max_connections", _CONNECTIONS)
    if not 1 <= connections <= _MAX_CONNECTIONS:
        raise bad_request("bad webhook: invalid max_connections specified")
    secret = params.text("secret_token")
    if not _SECRET.fullmatch(secret):
        raise bad_request("bad webhook: secret token contains unallowed characters")
    world.webhook = {"url": url, "secret_token": secret, "max_connections": connections}
    world.updates.arrived.set()
    return True


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def delete_webhook(world: World, params: Params) -> bool:
    world.webhook = {}
    if params.flag("drop_pending_updates"):
        world.updates.drop_pending()
    return True


def get_webhook_info(world: World, _params: Params) -> Json:
    info: Json = {
        "url": world.webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    shown = ("last_error_message", "last_error_date", "max_connections")
    info |= {name: world.webhook[name] for name in shown if name in world.webhook}
    if world.updates.allowed:
        info["allowed_updates"] = world.updates.allowed
    return info


METHODS: Mapping[str, Method] = MappingProxyType(
    {
        "getme": get_me,
        "setmycommands": set_my_commands,
        "getmycommands": get_my_commands,
        "deletemycommands": delete_my_commands,
        "setmyname": set_my_name,
        "setmydescription": set_my_description,
        "setmyshortdescription": set_my_short_description,
        "getchat": get_chat,
        "getfile": get_file,
        "setchatmenubutton": set_chat_menu_button,
        "getchatmenubutton": get_chat_menu_button,
        "setwebhook": set_webhook,
        "deletewebhook": delete_webhook,
        "getwebhookinfo": get_webhook_info,
    }
)
