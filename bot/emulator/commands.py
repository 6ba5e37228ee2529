"""The bot's command menus by scope and language."""

from __future__ import annotations

import re

from bot.emulator.errors import bad_request
from bot.emulator.model import Json

MAX_COMMANDS = 100
MAX_DESCRIPTION = 256
_COMMAND = re.compile(r"[a-z0-9_]{1,32}\Z")
_SCOPES = frozenset(
    [
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    ]
)
_Key = tuple[str, int, str]


def scope_key(scope: object) -> tuple[str, int]:
    """Read a BotCommandScope into its type and chat (0: none)."""
    if scope is None:
        return "default", 0
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return scope["type"], int(scope.get("chat_id", 0))


class Commands:
    """What `setMyCommands` said."""

    def __init__(self) -> None:
        self._lists: dict[_Key, list[Json]] = {}

    def put(self, scope: object, language: str, commands: object) -> None:
        """Set one list.

        Raises:
            ApiError: A command or description is not allowed.
        """
        if not isinstance(commands, list):
            raise bad_request("expected an Array of BotCommand")
        if len(commands) > MAX_COMMANDS:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        kept = [_checked(command) for command in commands]
        if kept:
            self._lists[*scope_key(scope), language] = kept
        else:
            self.drop(scope, language)

    def get(self, scope: object, language: str) -> list[Json]:
        return self._lists.get((*scope_key(scope), language), [])

    def drop(self, scope: object, language: str) -> None:
        self._lists.pop((*scope_key(scope), language), None)

    def for_person(self, chat_id: int, language: str) -> list[Json]:
        """Give the menu a person sees in the private chat: the narrowest list that exists."""
        for scope in (("chat", chat_id), ("all_private_chats", 0), ("default", 0)):
            for code in (language, ""):
                if found := self._lists.get((*scope, code)):
                    return found
        return []


def _checked(command: object) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(command.get("command", "")).lstrip("/")
    description = str(command.get("description", "")).strip()
    if not _COMMAND.match(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
