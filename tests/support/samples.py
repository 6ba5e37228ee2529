"""Every screen with data: usual ones, and the worst that files and people can put into the database."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from bot.domain.booking import MOST_TIMES, Attendance, Meeting, MeetingState, Request, RequestState
from bot.domain.event import Block, Event, Grid, PrivacyNotice
from bot.domain.limits import Limit, Use
from bot.domain.people import Participant, Profile
from bot.domain.persons import Person
from bot.domain.slots import Slot
from bot.domain.waiting import InLine, Offer, Place
from bot.i18n import Language, Languages
from bot.screens.screen import Screen
from bot.usecases.agenda import Entry
from bot.usecases.home import Home
from bot.usecases.identity import Me
from tests.support.world import make_event

NOW = datetime.fromisoformat("2026-11-25T10:00:00+02:00")
HOSTILE = "<b>x</i> & \"y\" 'z' &lt; <script>{}</script> "


@dataclass(frozen=True)
class Sample:
    """One call of a screen function; the language comes first where it takes one."""

    function: Callable[..., Screen]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]

    def __call__(self, language: Language) -> Screen:
        takes_language = "language" in inspect.signature(self.function).parameters
        return self.function(*((language,) if takes_language else ()), *self.args, **self.kwargs)


def call(function: Callable[..., Screen], *args: Any, **kwargs: Any) -> Sample:
    """Note a call to be made in each language."""
    return Sample(function, args, kwargs)


@dataclass(frozen=True)
class Data:
    """What screens are drawn from: an event, two people and ``busy`` meetings on one day."""

    languages: Languages
    event: Event
    profile: Profile
    note: str  # at most 500 characters
    reason: str  # at most 300 characters
    busy: int

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        return self.event.slots

    @cached_property
    def slot(self) -> Slot:
        return self.slots[0]

    @cached_property
    def other(self) -> Participant:
        windows = tuple(self.event.block_interval(block) for block in self.event.blocks)
        return Participant(2**40, 1, "k" * 400, self.profile, windows, "en", "1", 2**50)

    @cached_property
    def in_line(self) -> InLine:
        return InLine(Place(1, 1, 7, self.other.id, (self.slot.start,), NOW), 2**20, 2**20)

    @cached_property
    def offer(self) -> Offer:
        stretch = (self.slot.start, self.slot.end, NOW, NOW + timedelta(minutes=10))
        return Offer(1, 1, 7, self.other.id, *stretch)

    @cached_property
    def former(self) -> Participant:
        return replace(self.other, profile=Profile(name=""), windows=(), telegram_id=None)

    @cached_property
    def absent(self) -> Participant:
        return replace(self.other, telegram_id=None)

    @cached_property
    def me(self) -> Me:
        mine = replace(self.other, id=7)
        return Me(Person(2**50, "en", "somebody", 1), mine, self.event)

    def request(
        self, state: RequestState = RequestState.PENDING, *, mine: bool = False, countered: bool = False
    ) -> Request:
        """Make a request between the two; ``mine``: I sent it; ``countered``: the turn has passed."""
        guest, host = (self.me.id, self.other.id) if mine else (self.other.id, self.me.id)
        return Request(
            id=2**50,
            event_id=1,
            guest_id=guest,
            host_id=host,
            slot=self.slot,
            state=state,
            turn_id=guest if countered else host,
            note=self.note,
            reason=self.reason if state is RequestState.DECLINED else "",
            version=2**20,
            sent_at=NOW,
            deadline=NOW + timedelta(hours=20),
        )

    @cached_property
    def limits(self) -> tuple[Use, ...]:
        block = self.event.blocks[0].name
        return (Use(Limit.REQUESTS, 3, 10), Use(Limit.MEETINGS, 2, 20), Use(Limit.BLOCK, 1, 4, block))

    def any_of(self, *, mine: bool = False) -> Request:
        """Make an open request for any of three times."""
        return self.request(mine=mine).only(self.slots[-3:])

    def move(self, *, mine: bool = False) -> Request:
        """Make a proposal for another time of the meeting of the two; ``mine``: I made it."""
        return replace(self.request(mine=mine), note="", slot=self.slots[1], moves=2**50)

    def move_to_any(self, *, mine: bool = False) -> Request:
        """Make such a proposal for any of several times."""
        return replace(self.move(mine=mine), further=self.slots[2 : MOST_TIMES + 1])

    def meeting(
        self, state: MeetingState = MeetingState.CONFIRMED, slot: Slot | None = None, table: str = ""
    ) -> Meeting:
        """Make a meeting of the two, agreed unless ``state`` says otherwise."""
        cancelled = state in (MeetingState.CANCELLED, MeetingState.CANCELLED_LATE)
        return Meeting(
            id=2**50,
            request_id=1,
            event_id=1,
            guest_id=self.me.id,
            host_id=self.other.id,
            slot=slot or self.slot,
            state=state,
            version=2,
            confirmed_at=NOW,
            table=table,
            cancelled_by=self.other.id if cancelled else None,
            reason=self.reason if cancelled else "",
        )

    @cached_property
    def entry(self) -> Entry:
        return Entry(self.meeting(), self.other, Attendance.LATE, Attendance.ON_MY_WAY)

    @cached_property
    def day_of_meetings(self) -> list[Entry]:
        return [Entry(self.meeting(slot=slot), self.other) for slot in self.slots[: self.busy]]

    @cached_property
    def home(self) -> Home:
        return Home(self.me, self.entry, 3, 2, 1, 2)


def usual(languages: Languages) -> Data:
    """Make the example event with somebody as event sites describe people."""
    event = replace(make_event(), id=1, venue_address="Aleea Stadionului 4, Cluj-Napoca")
    profile = Profile(
        name="Ștefania Łuczak-Nagy",
        role="Head of Research & Development",
        organization="Școala de Date <Cluj>",
        organization_type="University",
        areas=("Energy", "Health"),
        offers=("Data sets",),
        seeks=("Pilot sites", "Sensors & <probes>"),
        city="Cluj-Napoca",
        street="Strada Observatorului 2",
        country="România",
        website="https://example.org/?a=1&b=2",
        description="Builds labs.\n\nLooks for partners.",
        participation_type="On site",
        email="stefania@example.org",
        phone="+40 700 000 000",
    )
    return Data(languages, event, profile, "About <energy> & health", "On a train", 6)


def worst(languages: Languages) -> Data:
    """Make everything as long as import and chat let it be, in a two-week event with full days."""
    long = (HOSTILE + "Ő😀 ") * 400
    text = long[:10_000]
    days = [date(2026, 11, 26) + timedelta(days=number) for number in range(14)]
    event = replace(
        make_event(),
        id=1,
        name=long[:200],
        blocks=tuple(
            Block(long[:200], day, time(9), time(17), ("T" * 60,), id=n) for n, day in enumerate(days, 1)
        ),
        grid=Grid(5, 0),
        venue_name=long[:200],
        venue_address=long[:200],
        privacy=PrivacyNotice(long[:200], long[:200], 30),
    )
    profile = Profile(
        name=text,
        role=text,
        organization=text,
        organization_type=text,
        areas=tuple(text[number : number + 200] for number in range(40)),
        offers=(text,),
        seeks=(text,) * 3,
        city=text,
        street=text,
        country=text,
        website=text,
        description=text,
        participation_type=text,
        email="x" * 300 + "@example.org",
        phone=text,
    )
    return Data(languages, event, profile, long[:500], long[:300], 40)
