"""The demo: the real bot in front of an embedded Bot API server, with people in a browser page.

Nothing here is a short cut: people join by their personal links and press the bot's own buttons.
"""

from __future__ import annotations

import asyncio
import tempfile
import webbrowser
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.clocks import MovableClock
from bot.config import Settings
from bot.domain.event import Event
from bot.domain.links import link_payload, registration_payload
from bot.domain.people import Participant
from bot.emulator import Account, EmulatedBotApi, Invitation, PageOptions
from bot.files.event_file import read_event
from bot.files.example import example_event_files
from bot.files.people import read_people
from bot.i18n import load_languages
from bot.main import running, stop_signal
from bot.usecases import event_load, people_import
from storage.migrate import upgrade
from storage.unit_of_work import SqlDatabase

_ORGANIZER_ID = 1000
_FIRST_ID = 1001
_DELEGATE, _DIRECTOR = "harriet-blythe", "andrei-kelemen"
_ABSENT_EVERY = 5  # one in so many hosts has not opened the bot yet
_JOIN_SECONDS = 20.0
_INTRO = (
    "This is the real bot, talking to an embedded Bot API server instead of Telegram. "
    "Join as the delegate, find Kelemen, ask for Thursday 14:30, accept as him, then move the clock. "
    "Add a person by the public link: they register, and Mara admits them."
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
    clock, stop = MovableClock(), stop_signal()
    with tempfile.TemporaryDirectory(prefix="bilateral-demo-") as folder:
        page = PageOptions(title="Bilateral", intro=_INTRO)
        async with await EmulatedBotApi(clock=clock, page=page, limits=True).start(port=port) as api:
            scene = await _set_up(Path(folder), api, clock.now())
            page.zone = scene.event.zone
            async with running(scene.settings, clock) as bilateral:
                clock.on_move(bilateral.alarm.rearm)
                await _fill(api, scene, page)
                print(f"Open {api.url} in a browser. Ctrl+C ends the demo.", flush=True)  # noqa: T201
                if browser:
                    webbrowser.open(api.url)
                await stop.wait()


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


async def _fill(api: EmulatedBotApi, scene: _Scene, page: PageOptions) -> None:
    """Let participants join, but the delegate, who is left to the one who looks, and a few who are late."""
    by_key = {person.key: person for person in scene.people}
    delegate, director = by_key[_DELEGATE], by_key[_DIRECTOR]
    others = [one for one in scene.people if one not in (delegate, director)]
    # The page shows people in this order.
    accounts = {delegate.id: _account(api, delegate, _FIRST_ID)}
    accounts[director.id] = _account(api, director, _FIRST_ID + 1)
    organizer = api.add_user("Mara", "Ionescu", language_code="en", user_id=_ORGANIZER_ID)
    for number, person in enumerate(others, start=_FIRST_ID + 2):
        accounts[person.id] = _account(api, person, number)
        page.hidden.add(number)
    late = others[::_ABSENT_EVERY]
    joining = [director, *(one for one in others if one not in late)]
    for person in joining:
        accounts[person.id].start(scene.payload(person))
    async with asyncio.timeout(_JOIN_SECONDS):
        for person in joining:
            await _consent(api, accounts[person.id])
    accounts[delegate.id].start(scene.payload(delegate))
    organizer.start()
    page.invitations = [
        Invitation("Somebody new, by the public link", registration_payload(scene.event.slug)),
        *(
            Invitation(
                one.profile.name,
                scene.payload(one),
                accounts[one.id].id,
                one.profile.name,
                one.language or "en",
            )
            for one in scene.people
        ),
    ]


async def _consent(api: EmulatedBotApi, account: Account) -> None:
    """Wait for the bot's greeting and press its first button."""
    while not (greetings := [one for one in api.messages(account.id) if one.from_bot]):
        await api.world.journal.changed()
    account.press(greetings[0], greetings[0].buttons[0].callback_data or "")


def _account(api: EmulatedBotApi, person: Participant, user_id: int) -> Account:
    first, _, last = person.profile.name.partition(" ")
    username = person.key.replace("-", "_")
    return api.add_user(
        first, last, username=username, language_code=person.language or "en", user_id=user_id
    )
