"""Updates pushed to the bot's own address, when it set one."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress

import aiohttp

from bot.emulator.model import Json
from bot.emulator.state import World
from bot.emulator.wire import encoded

PATIENCE_SECONDS = 60.0
RETRY_AFTER_SECONDS = 1.0


class WebhookPusher:
    """Delivers updates, several at once but never two of one person; each again until the bot takes it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._task: asyncio.Task[None] | None = None
        self._session: aiohttp.ClientSession | None = None
        self._queues: dict[int, deque[Json]] = {}  # by person, of updates that wait for a delivery
        self._pushing: set[asyncio.Task[None]] = set()
        self._seen = 0  # the newest update that stands in a queue
        self._left = asyncio.Event()  # set when a push has ended

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        for task in (self._task, *self._pushing):
            if task is not None:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
        self._queues, self._seen = {}, 0
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def _run(self) -> None:
        updates = self._world.updates
        while True:
            await updates.arrived.wait()
            updates.arrived.clear()
            for update in updates.after(self._seen) if self._world.webhook else ():
                self._seen = update["update_id"]
                await self._queue(update)

    async def _queue(self, update: Json) -> None:
        person = _person(update)
        if person in self._queues:
            self._queues[person].append(update)
            return
        self._queues[person] = deque([update])
        while len(self._pushing) >= self._world.webhook.get("max_connections", 1):
            self._left.clear()
            await self._left.wait()
        task = asyncio.get_running_loop().create_task(self._push(person))
        self._pushing.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._pushing.discard(task)
        self._left.set()

    async def _push(self, person: int) -> None:
        """Deliver what waits for a person, one after the other."""
        queue, updates = self._queues[person], self._world.updates
        while queue:
            update = queue[0]
            if not self._world.webhook:
                self._seen = min(self._seen, update["update_id"] - 1)  # for the next webhook
                break
            if await self._delivered(update):
                queue.popleft()
                updates.delivered.append(update)
                updates.take(update["update_id"])
            else:
                await asyncio.sleep(RETRY_AFTER_SECONDS)
        del self._queues[person]

    async def _delivered(self, update: Json) -> bool:
        webhook = self._world.webhook
        headers = {"Content-Type": "application/json"}
        if webhook["secret_token"]:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook["secret_token"]
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE_SECONDS))
        try:
            async with self._session.post(webhook["url"], data=encoded(update), headers=headers) as response:
                complaint = "" if response.ok else f"Wrong response from the webhook: {response.status}"
        except (aiohttp.ClientError, TimeoutError) as error:
            complaint = str(error) or type(error).__name__
        if complaint:
            webhook["last_error_message"] = complaint
            webhook["last_error_date"] = int(self._world.now().timestamp())
        return not complaint


def _person(update: Json) -> int:
    """Give the person that an update is from."""
    return next(int(content["from"]["id"]) for content in update.values() if isinstance(content, dict))
