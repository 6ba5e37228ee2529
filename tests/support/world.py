"""A small world to test rules on: an event, people and a clock that only a test moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.domain.event import Block, BookingRules, Event, PrivacyNotice
from bot.domain.people import Profile
from bot.domain.persons import Person
from bot.usecases.files import PersonRow, WallWindow
from bot.usecases.identity import Me, current_of, in_event
from bot.usecases.ports import UnitOfWork

THURSDAY, FRIDAY = date(2026, 11, 26), date(2026, 11, 27)
SECRET = b"a secret for tests"


class ManualClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def move(self, by: timedelta) -> None:
        self._now += by

    def set(self, now: datetime) -> None:
        self._now = now


def make_event(tables: int = 12, **booking: object) -> Event:
    """Make the example event: Thursday afternoon with tables, Friday morning without."""
    names = tuple(str(number) for number in range(1, tables + 1))
    return Event(
        slug="cluj-2026",
        name="Cluj Innovation Days",
        zone="Europe/Bucharest",
        languages=("en", "ro", "hu"),
        venue_name="Sala Polivalentă",
        blocks=(
            Block("Bilateral meetings", THURSDAY, time(14, 30), time(17), names),
            Block("Friday meetings", FRIDAY, time(9), time(12)),
        ),
        booking=replace(BookingRules(), **booking),  # type: ignore[arg-type]
        privacy=PrivacyNotice("Example Cluster", "privacy@example.org", 30),
    )


def at(text: str) -> datetime:
    """Give the UTC instant of a local time of the event: ``"Thu 14:30"``."""
    day, clock = text.split()
    days = {
        "Tue": date(2026, 11, 24),
        "Wed": date(2026, 11, 25),
        "Thu": THURSDAY,
        "Fri": FRIDAY,
        "Sat": date(2026, 11, 28),
    }
    return make_event().instant(days[day], time.fromisoformat(clock))


THURSDAY_WINDOW = WallWindow(THURSDAY, time(14, 30), time(17))
FRIDAY_WINDOW = WallWindow(FRIDAY, time(9), time(12))


def row(name: str, *windows: WallWindow, organization: str = "", **more: Any) -> PersonRow:
    """Make a row of a participants file; without windows he takes no meetings."""
    key = more.pop("key", name.lower())
    table = more.pop("table", "")
    profile = Profile(name=name, organization=organization or f"{name} Ltd", **more)
    return PersonRow(line=2, key=key, profile=profile, windows=windows, table=table)


async def add_people(
    uow: UnitOfWork, event: Event, *rows: PersonRow, now: datetime, first_id: int = 101
) -> dict[str, Me]:
    """Add connected participants; Telegram ids count up from ``first_id``."""
    found = {}
    for number, one in enumerate(rows, start=first_id):
        await uow.persons.save(Person(number, "en", username=one.key.replace(" ", "_")), now)
        participant_id = await uow.participants.add(event, one)
        await uow.participants.connect(participant_id, number, now)
        found[one.profile.name] = await in_event(uow, number, event.id)
    return found


async def current(uow: UnitOfWork, telegram_id: int) -> Me:
    """Give a person of the directory in the event that he is in at present."""
    me = await current_of(uow, await uow.persons.known(telegram_id))
    assert me is not None
    return me
