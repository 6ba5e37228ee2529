"""The demo: the real bot in front of an embedded Bot API server, with people in a browser page.

Nothing here is a short cut: people join by their personal links and press the bot's own buttons.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
import webbrowser
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.clocks import MovableClock
from bot.config import Settings
from bot.domain.event import Event
from bot.domain.links import link_payload
from bot.domain.people import Participant
from bot.emulator import Account, EmulatedBotApi, Invitation, PageOptions
from bot.files.event_file import read_event
from bot.files.example import example_event_files
from bot.files.people import read_people
from bot.i18n import load_languages
from bot.main import Bilateral, running
from bot.screens.actions import Join
from bot.usecases import event_load, people_import
from storage.migrate import upgrade
from storage.unit_of_work import SqlDatabase

_LOG = logging.getLogger(__name__)
_ORGANIZER_ID = 1000
_FIRST_ID = 1001
_DELEGATE, _DIRECTOR = "harriet-blythe", "andrei-kelemen"
_ABSENT_EVERY = 5  # one in so many hosts has not opened the bot yet
_JOIN_SECONDS = 20.0
_INTRO = (
    "This is the real bot, talking to an embedded Bot API server instead of Telegram. "
    "Join as the delegate, find Kelemen, ask for Thursday 14:30, accept as him, then move the clock."
)


@dataclass(frozen=True, slots=True)
class _Scene:
    """The example event in a database, with everybody's personal link."""

    settings: Settings
    event: Event
    people: tuple[Participant, ...]

    def payload(self, person: Participant) -> str:
        """Give the start payload of a participant's personal link."""
        return link_payload(self.settings.secret(), self.event.id, person.id, person.generation)


async def demo(port: int, *, browser: bool) -> None:
    """Run the demo until interrupted; its database is its own and is gone afterwards."""
    clock = MovableClock()
    with tempfile.TemporaryDirectory(prefix="bilateral-demo-") as folder:
        page = PageOptions(title="Bilateral", intro=_INTRO)
        async with EmulatedBotApi(clock=clock, page=page, limits=True) as api:
            await api.start(port=port)
            scene = await _set_up(Path(folder), api, clock.now())
            page.zone = scene.event.zone
            async with running(scene.settings, clock) as bilateral:
                clock.on_move(bilateral.alarm.rearm)
                await _fill(api, bilateral, scene, page)
                print(f"Open {api.url} in a browser. Ctrl+C ends the demo.", flush=True)  # noqa: T201
                if browser:
                    webbrowser.open(api.url)
                await asyncio.Event().wait()


async def _set_up(folder: Path, api: EmulatedBotApi, now: datetime) -> _Scene:
    settings = Settings.load(
        env_file=None,
        bot_token=SecretStr(api.bot.token),
        bot_api_url=api.url,
        database_url=f"sqlite+aiosqlite:///{folder / 'demo.db'}",
        organizers=frozenset({_ORGANIZER_ID}),
        link_secret=SecretStr("only for the demo"),
    )
    event_file, people_file = example_event_files(now.astimezone(ZoneInfo("Europe/Bucharest")).date())
    database = SqlDatabase(settings.database_url)
    try:
        await upgrade(database.writer)
        async with database.writing() as uow:
            event = (await event_load.load(uow, read_event(event_file, load_languages().by_code), now)).event
            people = read_people("participants.csv", people_file, event)
            await people_import.load(uow, event, people, settings.secret(), now)
            everybody = await uow.participants.of_event(event.id)
    finally:
        await database.close()
    return _Scene(settings, event, tuple(everybody))


async def _fill(api: EmulatedBotApi, bilateral: Bilateral, scene: _Scene, page: PageOptions) -> None:
    """Let the participants join, but the delegate, who is left to the one who looks, and a few who are late."""
    by_key = {person.key: person for person in scene.people}
    delegate, director = by_key[_DELEGATE], by_key[_DIRECTOR]
    organizer = api.add_user("Mara", "Ionescu", language_code="en", user_id=_ORGANIZER_ID)
    accounts = {
        person.id: _account(api, person, _FIRST_ID + number) for number, person in enumerate(scene.people)
    }
    late = {person.id for person in scene.people[::_ABSENT_EVERY]} - {delegate.id, director.id}
    joining = [one for one in scene.people if one.id not in late and one.id != delegate.id]
    await _join(bilateral, scene, ((accounts[one.id], scene.payload(one)) for one in joining), len(joining))
    organizer.start()
    accounts[delegate.id].start(scene.payload(delegate))
    page.hidden |= {accounts[one.id].id for one in scene.people if one.key not in (_DELEGATE, _DIRECTOR)}
    page.invitations = [
        Invitation(one.profile.name, scene.payload(one), accounts[one.id].id, one.profile.name, one.language)
        for one in scene.people
    ]


async def _join(
    bilateral: Bilateral, scene: _Scene, links: Iterable[tuple[Account, str]], count: int
) -> None:
    for account, payload in links:
        greeting = account.start(payload)
        account.press(greeting, Join(payload).pack())
    async with asyncio.timeout(_JOIN_SECONDS):
        while await _connected(bilateral, scene.event.id) < count:
            await asyncio.sleep(0.05)


async def _connected(bilateral: Bilateral, event_id: int) -> int:
    async with bilateral.services.database.reading() as uow:
        return sum(one.connected for one in await uow.participants.of_event(event_id))


def _account(api: EmulatedBotApi, person: Participant, user_id: int) -> Account:
    first, _, last = person.profile.name.partition(" ")
    username = person.key.replace("-", "_")
    return api.add_user(first, last, username=username, language_code=person.language, user_id=user_id)
