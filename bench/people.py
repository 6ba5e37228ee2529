"""People who press: some walk the journeys of Bilateral, others the one card of a bare bot."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.emulator import Account, EmulatedBotApi, Message

_PATIENCE_SECONDS = 30.0


class LostError(Exception):
    """What a person looked for is not shown: somebody was faster. He begins anew."""


@dataclass(slots=True)
class Tally:
    """What was measured: seconds from each action to its result."""

    waits: list[float] = field(default_factory=list)
    lost: int = 0


class Audience:
    """Tells each person what happens in his chat, and nobody else."""

    def __init__(self, api: EmulatedBotApi) -> None:
        self.api = api
        self._waiting: dict[int, asyncio.Event] = {}

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Read the journal for the length of the block."""
        async with asyncio.TaskGroup() as tasks:
            reading = tasks.create_task(self._read())
            try:
                yield
            finally:
                reading.cancel()

    def bell(self, chat_id: int) -> asyncio.Event:
        """Give the event that is set whenever something happens in a chat."""
        return self._waiting.setdefault(chat_id, asyncio.Event())

    async def _read(self) -> None:
        journal = self.api.world.journal
        seen = journal.end
        while True:
            for event in journal.events[seen:]:
                if event.chat_id in self._waiting:
                    self._waiting[event.chat_id].set()
            seen = journal.end
            await journal.changed()


async def _at_once() -> None:
    """Let nobody wait."""


class Presser:
    """One person; every action waits for ``leave`` first, then for its result, and is tallied."""

    def __init__(
        self,
        account: Account,
        audience: Audience,
        tally: Tally,
        chance: random.Random,
        leave: Callable[[], Awaitable[object]] = _at_once,
    ) -> None:
        self.account = account
        self.tally = tally
        self.chance = chance
        self._leave = leave
        self._bell = audience.bell(account.id)
        self._now = audience.api.world.monotonic
        self.card: Message | None = None

    async def say(self, text: str, shown: str = "") -> Message:
        """Write a text and wait for a new card with a button of a kind."""
        return await self._answered(lambda: self.account.say(text), shown)

    async def send(self, file_name: str, content: bytes, shown: str = "") -> Message:
        """Send a file and wait for a new card with a button of a kind."""
        return await self._answered(lambda: self.account.send_document(file_name, content), shown)

    async def _answered(self, act: Callable[[], object], shown: str) -> Message:
        await self._leave()
        before = max(self.account.chat.messages, default=0)
        begun = self._now()
        act()

        def answer() -> Message | None:
            fresh = (one for number, one in self.account.chat.messages.items() if number > before)
            return next((one for one in fresh if one.from_bot and _offers(one, shown)), None)

        self.card = await self._until(answer, begun)
        return self.card

    async def press(self, prefix: str, card: Message | None = None, *, fresh: bool = False) -> Message:
        """Press one of the shown buttons of a kind and wait until the card changes.

        ``fresh``: wait for a new message instead.

        Raises:
            LostError: there is none.
        """
        message = card or self.card
        if message is None:
            raise LostError
        choices = [one.callback_data or "" for one in message.buttons]
        choices = [data for data in choices if data.startswith(prefix)]
        if not choices:
            raise LostError
        data = self.chance.choice(choices)
        if fresh:
            return await self._answered(lambda: self.account.press(message, data), "")
        await self._leave()
        version, begun = len(message.history), self._now()
        self.account.press(message, data)
        return await self._until(lambda: message if len(message.history) > version else None, begun)

    async def _until(self, found: Callable[[], Message | None], begun: float) -> Message:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while (result := found()) is None:
                self._bell.clear()
                await self._bell.wait()
        self.tally.waits.append(self._now() - begun)
        return result


def _shown(person: Presser) -> Message:
    if person.card is None:
        raise LostError
    return person.card


def _offers(message: Message, prefix: str) -> bool:
    return not prefix or any((one.callback_data or "").startswith(prefix) for one in message.buttons)


Walk = Callable[[Presser], Awaitable[None]]


async def bare_round(person: Presser) -> None:
    """Ask a bare bot for its card once, then press on and on."""
    if person.card is None:
        await person.say("/start")
    await person.press("")


async def journey(person: Presser) -> None:
    """Find somebody, ask for a time, look at the agenda, cancel or withdraw: a delegate's day."""
    try:
        await person.say("/start", "d:")
        await person.press("d:")
        for _ in range(person.chance.randrange(3)):
            await person.press("d:")
        await person.press("p:")
        await person.press("s:")
        await person.press("k:")
        await person.press("q:")
        await person.say("/agenda", "h")
        if _offers(_shown(person), "m:"):  # accepted by now
            await person.press("m:")
            await person.press("mc:")
            await person.press("mx:")
        else:
            await person.say("/requests", "h")
            await person.press("r:")
            await person.press("wd:")
    except LostError:
        person.tally.lost += 1
        person.card = None


async def host(person: Presser) -> None:
    """Accept whatever is asked, as long as it can be."""
    pressed: set[int] = set()
    while True:
        for message in list(person.account.chat.messages.values()):
            if message.from_bot and message.message_id not in pressed and _offers(message, "a:"):
                pressed.add(message.message_id)
                await person.press("a:", message)
        await asyncio.sleep(0.2)


async def without_pause(person: Presser, walk: Walk) -> None:
    """Go on for ever."""
    while True:
        await walk(person)


async def every(seconds: float, person: Presser) -> None:
    """Press on the same two cards at a fixed pace, whether the last answer has come or not."""
    await asyncio.sleep(person.chance.uniform(0, seconds))
    begun = asyncio.get_running_loop().time()
    for turn in range(1, 1_000_000):
        await person.press(there_or_back(person))
        await asyncio.sleep(max(0.0, begun + turn * seconds - asyncio.get_running_loop().time()))


def there_or_back(person: Presser) -> str:
    """Give the button that leads to the directory, or home from there."""
    codes = [one.callback_data or "" for one in person.card.buttons] if person.card else []
    return next((one for prefix in ("d:", "h") for one in codes if one.startswith(prefix)), "")
