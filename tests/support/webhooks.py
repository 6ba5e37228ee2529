"""Bots that Telegram calls: their settings, and calls like Telegram's."""

from __future__ import annotations

import socket
from typing import Any

import aiohttp

from bot.config import Address, Mode, Settings
from bot.emulator import EmulatedBotApi
from tests.support.stage import settings_for

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def webhook_settings(api: EmulatedBotApi, database_url: str, *, port: int = 0) -> Settings:
    """Give the settings of a bot that the emulated server calls, at ``port`` or a free one."""
    port = port or free_port()
    more = {
        "mode": Mode.WEBHOOK,
        "listen": Address("127.0.0.1", port),
        "webhook_url": f"http://127.0.0.1:{port}{PATH}",
    }
    return settings_for(api, database_url).model_copy(update=more)


def update(number: int, sender: int, text: str = "hello") -> dict[str, Any]:
    """Make an update as Telegram sends it for a text of somebody."""
    message = {
        "message_id": number,
        "date": 0,
        "text": text,
        "chat": {"id": sender, "type": "private"},
        "from": {"id": sender, "is_bot": False, "first_name": f"P{sender}"},
    }
    return {"update_id": number, "message": message}


async def call(session: aiohttp.ClientSession, settings: Settings, body: dict[str, Any]) -> int:
    """Call a bot as Telegram does; gives the status of its answer."""
    headers = {SECRET_HEADER: settings.webhook_token()}
    async with session.post(settings.webhook_url, json=body, headers=headers) as response:
        return response.status
