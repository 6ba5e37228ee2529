"""The whole bot in front of the emulated Bot API server, in one process, with a clock that tests move."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

from pydantic import SecretStr

from bot.botapi.limiter import Limiter
from bot.config import Settings
from bot.domain.event import Event
from bot.domain.links import link_payload
from bot.domain.text import fold
from bot.emulator import EmulatedBotApi
from bot.main import Bilateral, running
from bot.usecases.files import PersonRow
from bot.usecases.outbox import OutboxState
from storage.unit_of_work import SqlDatabase
from tests.support.people import PATIENCE_SECONDS, Person
from tests.support.world import SECRET, THURSDAY_WINDOW, ManualClock, make_event, row

ORGANIZER_ID = 1000
_ALL, _LOOK_AGAIN_SECONDS = 1000, 0.02


@dataclass
class Stage:
    """A running bot with one event; people come in by their real links and buttons."""

    api: EmulatedBotApi
    bilateral: Bilateral
    settings: Settings
    clock: ManualClock
    database: SqlDatabase
    event: Event
    ids: dict[str, int]  # participants by name
    people: dict[str, Person] = field(default_factory=dict)
    running: AsyncExitStack = field(default_factory=AsyncExitStack)  # holds what runs now
    limits: bool = False  # whether the server counts what it is sent

    def payload(self, name: str, generation: int = 0) -> str:
        """Give the start payload of somebody's personal link."""
        return link_payload(SECRET, self.event.id, self.ids[name], generation)

    async def join(self, name: str, language: str = "en") -> Person:
        """Let a participant join by his link: greeting, consent, home."""
        first, _, last = name.partition(" ")
        username = fold(name).replace(" ", "_")
        person = Person.new(self.api, first, last, username=username, language_code=language)
        self.people[name] = person
        await person.start(self.payload(name))
        await person.expect(name)
        await person.press(lambda button: (button.callback_data or "").startswith("j:"))
        await person.expect_card(self.event.name)
        return person

    def organizer(self, language: str = "en") -> Person:
        """Give somebody named in ORGANIZERS."""
        account = self.api.add_user("Olga", "Organizer", language_code=language, user_id=ORGANIZER_ID)
        return Person(self.api, account)

    async def stop(self) -> None:
        """Stop the bot; people go on writing to it."""
        await self.running.aclose()

    async def start(self) -> None:
        """Start the bot on what it left: a new process in all but name."""
        bot = running(self.settings, self.clock, pace(limits=self.limits))
        self.bilateral = await self.running.enter_async_context(bot)

    def move_to(self, now: datetime) -> None:
        """Move the product's clock, as the demo's page does."""
        self.clock.set(now)
        self.bilateral.alarm.rearm()

    async def settled(self) -> None:
        """Wait until nothing that is due is left to be sent."""
        waiting = (OutboxState.NEW, OutboxState.CLAIMED, OutboxState.SENDING)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                async with self.database.reading() as uow:
                    rows = await uow.outbox.find(waiting, _ALL)
                if all(row.note.due_at > self.clock.now() for row in rows):
                    return
                await asyncio.sleep(_LOOK_AGAIN_SECONDS)

    def move(self, by: timedelta) -> None:
        """Move the product's clock on."""
        self.move_to(self.clock.now() + by)


DIRECTOR = row(
    "Andrei Kelemen",
    THURSDAY_WINDOW,
    organization="Cluj IT Cluster",
    role="Executive Director",
    organization_type="Clusters",
    city="Cluj-Napoca",
    street="28 Memorandumului St.",
    description="A cluster of technology companies, universities and public bodies. " * 30,
    email="director@example.org",
    phone="+40 700 000 000",
)
DELEGATE = row("Ioana Pop", THURSDAY_WINDOW, organization="Paper Kite Labs", role="Founder")
THIRD = row("Ştefan Mureşan", THURSDAY_WINDOW, organization="Öböl Kft", role="Engineer")


@asynccontextmanager
async def stage(
    database_url: str,
    *rows: PersonRow,
    event: Event | None = None,
    limits: bool = False,
    settings: Mapping[str, object] = MappingProxyType({}),
) -> AsyncIterator[Stage]:
    """Open a stage with an event and participants (the three above by default), nobody joined yet.

    ``settings`` go before those of ``settings_for``.
    """
    clock = ManualClock()
    async with AsyncExitStack() as stack:
        database = SqlDatabase(database_url)
        stack.push_async_callback(database.close)
        async with database.writing() as uow:
            saved = await uow.events.save(event or make_event())
            people = rows or (DIRECTOR, DELEGATE, THIRD)
            ids = {one.profile.name: await uow.participants.add(saved, one) for one in people}
        api = await stack.enter_async_context(EmulatedBotApi(limits=limits, now=clock.now))
        chosen = settings_for(api, database_url).model_copy(update=dict(settings))
        process = await stack.enter_async_context(AsyncExitStack())
        bilateral = await process.enter_async_context(running(chosen, clock, pace(limits=limits)))
        yield Stage(api, bilateral, chosen, clock, database, saved, ids, running=process, limits=limits)


def pace(*, limits: bool) -> Limiter:
    """Give a limiter; where the server does not count, news need not wait for people who press fast."""
    return Limiter(counted=limits)


def settings_for(api: EmulatedBotApi, database_url: str) -> Settings:
    """Give the settings of a bot on an emulated server."""
    return Settings.load(
        env_file=None,
        bot_token=SecretStr(api.bot.token),
        bot_api_url=api.url,
        database_url=database_url,
        organizers=frozenset({ORGANIZER_ID}),
        link_secret=SecretStr(SECRET.decode()),
    )
