"""The order of those who wait, and how long a time is held, for any list and any moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deadlines import notice
from bot.domain.event import BookingMode, ReminderRules
from bot.domain.quiet import is_quiet
from bot.domain.waiting import HELD, Chance, held, share_out
from tests.support.rules import stored_event
from tests.support.world import at

EVENT = stored_event()
SLOTS = EVENT.slots[:5]
lines = st.lists(st.sets(st.sampled_from(SLOTS)), max_size=6).map(
    lambda wanted: tuple(Chance(guest, tuple(sorted(slots))) for guest, slots in enumerate(wanted))
)


@given(lines)
def test_each_slot_goes_to_the_first_in_line_who_can_take_it(line: tuple[Chance, ...]) -> None:
    given_out = share_out(line)

    takers = [chance.guest_id for chance, _ in given_out]
    slots = [slot for _, slot in given_out]
    assert len(set(takers)) == len(takers)
    assert len(set(slots)) == len(slots)
    for chance, slot in given_out:
        assert slot in chance.slots
        earlier = line[: chance.guest_id]
        assert all(one.guest_id in takers for one in earlier if slot in one.slots)
    for chance in line:  # nobody goes without what is left over
        assert chance.guest_id in takers or set(chance.slots) <= set(slots)


@given(
    minutes=st.integers(-5, 48 * 60),
    seconds=st.integers(0, 59),
    mode=st.sampled_from(BookingMode),
    quiet=st.sampled_from([(time(21), time(7, 30)), (time(0), time(0)), (time(12), time(14, 25))]),
)
def test_hold_is_short_ends_in_time_and_begins_when_people_are_awake(
    minutes: int, seconds: int, mode: BookingMode, quiet: tuple[time, time]
) -> None:
    rules = replace(EVENT.booking, mode=mode)
    event = replace(EVENT, booking=rules, reminders=ReminderRules(quiet_start=quiet[0], quiet_end=quiet[1]))
    start = at("Thu 14:30")
    now: datetime = start - timedelta(minutes=minutes, seconds=seconds)
    last = start - notice(event)

    stretch = held(event, start, now)

    if stretch is None:  # there was no time for it
        opens = now
        while is_quiet(event, opens):
            opens += timedelta(seconds=1)
        assert opens + timedelta(minutes=2) > last
    else:
        assert now <= stretch.start
        assert not is_quiet(event, stretch.start)
        assert stretch.start == now or is_quiet(event, now)
        assert timedelta(minutes=2) <= stretch.end - stretch.start <= HELD
        assert stretch.end <= last
        assert stretch.end == last or stretch.end - stretch.start == HELD
