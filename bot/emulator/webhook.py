"""Updates pushed to the bot's own address, when it set one."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import aiohttp

from bot.emulator.model import Json
from bot.emulator.state import World
from bot.emulator.wire import encoded

PATIENCE_SECONDS = 60.0
RETRY_AFTER_SECONDS = 1.0


class WebhookPusher:
    """Delivers updates one after the other; each is repeated until the bot answers it with 2xx."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        updates = self._world.updates
        while True:
            await updates.arrived.wait()
            if not self._world.webhook or not (waiting := updates.waiting):
                updates.arrived.clear()
            elif await self._delivered(waiting[0]):
                updates.delivered.append(waiting[0])
                updates.confirm(waiting[0]["update_id"] + 1)
            else:
                await asyncio.sleep(RETRY_AFTER_SECONDS)

    async def _delivered(self, update: Json) -> bool:
        webhook = self._world.webhook
        headers = {"Content-Type": "application/json"}
        if webhook["secret_token"]:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook["secret_token"]
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE_SECONDS)) as session,
                session.post(webhook["url"], data=encoded(update), headers=headers) as response,
            ):
                complaint = "" if response.ok else f"Wrong response from the webhook: {response.status}"
        except (aiohttp.ClientError, TimeoutError) as error:
            complaint = str(error) or type(error).__name__
        if complaint:
            webhook["last_error_message"] = complaint
            webhook["last_error_date"] = int(self._world.now().timestamp())
        return not complaint
