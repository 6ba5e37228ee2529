"""People, seats and events for tests of the rules, without any database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from bot.domain.bookable import Seat, Standing
from bot.domain.booking import Meeting, MeetingState, Request, RequestState
from bot.domain.event import Block, Event, Grid
from bot.domain.intervals import Interval
from bot.domain.people import Participant, Profile
from bot.domain.slots import Slot
from tests.support.world import at, make_event

THURSDAY_BLOCK, FRIDAY_BLOCK = 1, 2  # ids of the blocks of ``stored_event``
ANA, HANA = 11, 12  # the guest and the host of most tests


def stored_event(tables: int = 12, **booking: Any) -> Event:
    """Make the example event as the database gives it: with ids."""
    event = make_event(tables, **booking)
    blocks = tuple(replace(block, id=number) for number, block in enumerate(event.blocks, start=1))
    return replace(event, id=7, blocks=blocks)


def one_block_event(
    day: date, start: time, end: time, zone: str = "Europe/Bucharest", grid: Grid | None = None
) -> Event:
    """Make an event of a single block, for days on which clocks change."""
    blocks = (Block("Meetings", day, start, end, id=1),)
    return replace(make_event(), zone=zone, blocks=blocks, grid=grid or Grid())


def stretch(text: str) -> Interval:
    """Make an interval of one day: ``"Thu 14:30-17:00"``."""
    day, times = text.split()
    start, end = times.split("-")
    return Interval(at(f"{day} {start}"), at(f"{day} {end}"))


def person(
    person_id: int,
    *windows: str,
    organization: str = "",
    kind: str = "",
    connected: bool = True,
    table: str = "",
) -> Participant:
    """Make a participant with windows such as ``"Thu 14:30-17:00"``."""
    return Participant(
        id=person_id,
        event_id=7,
        key=str(person_id),
        profile=Profile(name=f"Person {person_id}", organization=organization, participation_type=kind),
        windows=tuple(stretch(window) for window in windows),
        table=table,
        telegram_id=100 + person_id if connected else None,
    )


def seat(person_id: int, start: str, *, confirmed: bool = True, own: bool = False) -> Seat:
    """Make a seat of 20 minutes, such as ``"Thu 14:30"``."""
    begins = at(start)
    return Seat(person_id, begins, begins + timedelta(minutes=20), request_id=1, confirmed=confirmed, own=own)


def guest(
    *seats: Seat,
    who: Participant | None = None,
    by_block: Mapping[int, int] | None = None,
    open_requests: int = 0,
) -> Standing:
    """Make a guest who takes meetings at any time of the event, with the seats he has."""
    return _standing(who or person(ANA), seats, by_block, open_requests)


def host(*seats: Seat, who: Participant | None = None, by_block: Mapping[int, int] | None = None) -> Standing:
    """Make a host whose window is the whole Thursday block, with the seats he has."""
    return _standing(who or person(HANA, "Thu 14:30-17:00"), seats, by_block, 0)


def _standing(
    who: Participant, seats: tuple[Seat, ...], by_block: Mapping[int, int] | None, open_requests: int
) -> Standing:
    counts = dict(by_block or {})
    return Standing(who, seats, sum(counts.values()), counts, open_requests)


def slot(event: Event, start: str) -> Slot:
    """Give the slot of an event that begins at ``"Thu 14:30"``."""
    return next(one for one in event.slots if one.start == at(start))


def asked(*slots: Slot) -> Request:
    """Make an open request of the guest for any of some slots, sent on Tuesday and due on Wednesday."""
    first, *further = slots
    return Request(
        id=1,
        event_id=7,
        guest_id=ANA,
        host_id=HANA,
        slot=first,
        state=RequestState.PENDING,
        turn_id=HANA,
        note="",
        reason="",
        version=1,
        sent_at=at("Tue 10:00"),
        deadline=at("Wed 10:00"),
        further=tuple(further),
    )


def agreed(in_slot: Slot) -> Meeting:
    """Make a meeting of the guest and the host."""
    return Meeting(
        id=5,
        request_id=1,
        event_id=7,
        guest_id=ANA,
        host_id=HANA,
        slot=in_slot,
        state=MeetingState.CONFIRMED,
        version=1,
        confirmed_at=at("Tue 10:00"),
    )


def clock(event: Event, slots: Iterable[Slot]) -> list[str]:
    """Write the starts of slots on the event's clocks: ``"Thu 14:30"``."""
    return [f"{event.local(slot.start):%a %H:%M}" for slot in slots]
