"""A bot made of plain HTTP calls: no library between a test and the emulated server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.emulator import EmulatedBotApi


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answered."""

    status: int
    body: dict[str, Any]

    @property
    def result(self) -> Any:
        assert self.body.get("ok") is True, self.body
        return self.body["result"]

    @property
    def refusal(self) -> str:
        """The status and description of an error."""
        assert self.body.get("ok") is False, self.body
        assert self.body["error_code"] == self.status
        return f"{self.status} {self.body['description']}"


class RawBot:
    """Calls methods as a bot does; sends JSON unless told otherwise."""

    def __init__(self, api: EmulatedBotApi, session: aiohttp.ClientSession) -> None:
        self.api = api
        self.session = session
        self.base = f"{api.url}/bot{api.bot.token}"
        self._offset = 0

    async def call(self, method: str, **params: Any) -> Reply:
        async with self.session.post(f"{self.base}/{method}", json=params) as response:
            return Reply(response.status, await response.json())

    async def form(self, method: str, data: object) -> Reply:
        async with self.session.post(f"{self.base}/{method}", data=data) as response:
            return Reply(response.status, await response.json())

    async def text(self, chat_id: int, text: str, **params: Any) -> Reply:
        return await self.call("sendMessage", chat_id=chat_id, text=text, **params)

    async def updates(self, timeout: int = 0) -> list[dict[str, Any]]:  # noqa: ASYNC109 - the parameter's name in the Bot API
        """Take what waits, confirming what was taken before."""
        found: list[dict[str, Any]] = (
            await self.call("getUpdates", offset=self._offset, timeout=timeout)
        ).result
        if found:
            self._offset = found[-1]["update_id"] + 1
        return found


def keyboard(*rows: dict[str, str]) -> dict[str, Any]:
    """Make an inline keyboard: each row label → callback data."""
    return {
        "inline_keyboard": [
            [{"text": label, "callback_data": data} for label, data in row.items()] for row in rows
        ]
    }
