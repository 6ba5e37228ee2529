"""Whom of a crowd one could meet, against asking the rules of a pair about each of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.bookable import Seat, Standing, has_all_meetings, offered_slots, why_not
from bot.domain.crowd import Crowd, askable_slots
from bot.domain.event import BookingRules, Event
from bot.domain.finding import Entry
from bot.domain.intervals import Interval
from bot.domain.people import Participant, Profile
from bot.domain.slots import Slot
from tests.support.everybody import catalogue
from tests.support.world import make_event

EVENT = make_event()
STORED = replace(EVENT, blocks=tuple(replace(block, id=n) for n, block in enumerate(EVENT.blocks, start=1)))
SLOTS = STORED.slots
ALL_DAY = tuple(STORED.block_interval(block) for block in STORED.blocks)
EVE = datetime(2026, 11, 25, tzinfo=UTC)

rules = st.builds(
    BookingRules,
    max_meetings=st.sampled_from([0, 1, 2]),
    max_meetings_per_block=st.sampled_from([0, 1]),
    max_open_requests=st.sampled_from([0, 1]),
    same_organization=st.just(True),  # who belongs together is not for the crowd to know
)
instants = st.sampled_from([EVE, EVE, SLOTS[2].start - timedelta(minutes=5), STORED.interval.end])


@st.composite
def windows(draw: st.DrawFn) -> tuple[Interval, ...]:
    if draw(st.booleans()):
        return ALL_DAY
    ends = draw(st.lists(st.integers(0, 150), max_size=4, unique=True).map(sorted))
    minute, start = timedelta(minutes=1), SLOTS[0].start
    pairs = [pair for pair in pairwise(ends) if draw(st.booleans())]  # some of them touch
    return tuple(Interval(start + one * minute, start + other * minute) for one, other in pairs)


@st.composite
def standings(draw: st.DrawFn, number: int) -> Standing:
    taken = draw(st.lists(st.sampled_from(SLOTS), max_size=4, unique=True))
    by = timedelta(minutes=draw(st.sampled_from([0, 0, 7])))  # of a grid that there was before
    seats = [
        Seat(number, one.start + by, one.end + by, 1, confirmed=False, own=draw(st.booleans()))
        for one in taken
    ]
    blocks = Counter(draw(st.lists(st.sampled_from([1, 2]), max_size=2)))
    joined = draw(st.sampled_from([100 + number, 100 + number, None]))
    person = Participant(number, 1, f"{number}", Profile(f"P{number}"), draw(windows()), telegram_id=joined)
    return Standing(person, tuple(seats), blocks.total(), blocks, draw(st.integers(0, 1)))


crowds = st.integers(2, 5).flatmap(lambda count: st.tuples(*(standings(n) for n in range(1, count + 1))))
meant = st.just(list(SLOTS)) | st.sets(st.sampled_from(SLOTS)).map(sorted)


def as_crowd(event: Event, everybody: tuple[Standing, ...]) -> Crowd:
    hosts = {one.participant.id: one for one in everybody[1:]}
    people = catalogue(
        Entry(n, one.participant.profile.organization, {}, one.participant.windows)
        for n, one in hosts.items()
    )
    seats: dict[Interval, set[int]] = defaultdict(set)
    for seat in (seat for one in hosts.values() for seat in one.seats if not seat.own):
        seats[Interval(seat.start, seat.end)].add(seat.participant_id)
    able = [
        n
        for n, one in hosts.items()
        if one.participant.connected and not has_all_meetings(event, one.meetings)
    ]
    limit = event.booking.max_meetings_per_block
    laden = {
        block.id: [n for n, one in hosts.items() if one.meetings_by_block[block.id] >= limit]
        for block in event.blocks
        if limit
    }
    return Crowd(
        people,
        able=people.people(able),
        seats={stretch: people.people(ids) for stretch, ids in seats.items()},
        laden={block: people.people(ids) for block, ids in laden.items()},
    )


def free_with(
    event: Event,
    everybody: tuple[Standing, ...],
    slots: Sequence[Slot],
    full: Collection[datetime],
    now: datetime,
) -> dict[int, tuple[Slot, ...]]:
    crowd = as_crowd(event, everybody)
    free: dict[int, tuple[Slot, ...]] = defaultdict(tuple)
    for slot in askable_slots(event, everybody[0], slots, full, now):
        for one in crowd.people.ids(crowd.free_in(slot)):
            free[one] += (slot,)
    return dict(free)


fulls = st.sets(st.sampled_from([slot.start for slot in SLOTS]), max_size=3)


@given(crowds, meant, rules, fulls, instants)
def test_crowd_is_free_when_each_pair_is(
    everybody: tuple[Standing, ...],
    slots: list[Slot],
    booking: BookingRules,
    full: set[datetime],
    now: datetime,
) -> None:
    event: Event = replace(STORED, booking=booking)
    guest, *hosts = everybody
    expected = {}
    for host in hosts:
        offered = offered_slots(event, guest, host, full, now)
        both = tuple(slot for slot in offered if slot in slots)
        if both and why_not(event, guest, host, now) is None:
            expected[host.participant.id] = both

    assert free_with(event, everybody, slots, full, now) == expected


def test_whoever_has_all_his_meetings_is_left_out_and_nobody_else() -> None:
    event = replace(STORED, booking=BookingRules(max_meetings=2, same_organization=True))
    guest, host, other = (
        Standing(Participant(number, 1, f"{number}", Profile(f"P{number}"), ALL_DAY, telegram_id=number))
        for number in (1, 2, 3)
    )
    host = replace(host, meetings=2, meetings_by_block=Counter({1: 1, 2: 1}))
    other = replace(other, meetings=1, meetings_by_block=Counter({1: 1}))

    free = free_with(event, (guest, host, other), SLOTS, (), EVE)

    assert free == {3: SLOTS}
