"""Rules against models: sets of minutes for intervals and offers, bounds for times, round trips for codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.domain.bookable import Seat, Standing, offered_slots
from bot.domain.deadlines import deadline, notice, nudge_at
from bot.domain.event import BookingMode, BookingRules, Event, Grid, ReminderRules
from bot.domain.intervals import Interval, Stretch, covered, intersection, union
from bot.domain.links import PAYLOAD_CHARACTERS, is_link_payload, link_payload, role_payload
from bot.domain.people import Participant, Profile
from bot.domain.quiet import is_quiet, quiet_end
from bot.domain.reminders import reminder_times
from bot.domain.roles import Role
from bot.domain.text import fold
from bot.screens import actions, all_actions
from bot.screens.callbacks import MAX_DATA_BYTES, Action
from tests.support.rules import one_block_event, stored_event

MINUTE = timedelta(minutes=1)
# The night in which the clocks of Bucharest go back: local days are no safe ruler, UTC minutes are.
BASE = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
ZONES = ("Europe/Bucharest", "UTC", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")
CHANGE_DAYS = (date(2026, 10, 25), date(2027, 3, 28), date(2026, 11, 1), date(2027, 4, 4))


@st.composite
def stretches(draw: st.DrawFn, last: int = 300, longest: int = 120) -> Interval:
    start = draw(st.integers(0, last))
    return Interval(BASE + start * MINUTE, BASE + (start + draw(st.integers(1, longest))) * MINUTE)


def minutes(intervals: Iterable[Stretch]) -> set[int]:
    """Give the model of a set of intervals: every minute that lies in one of them."""
    found: set[int] = set()
    for one in intervals:
        found |= set(range((one.start - BASE) // MINUTE, (one.end - BASE) // MINUTE))
    return found


many = st.lists(stretches(), max_size=6)


@given(many)
def test_union_holds_the_same_minutes_in_pieces_that_are_apart(pieces: list[Interval]) -> None:
    merged = union(pieces)

    assert minutes(merged) == minutes(pieces)
    assert all(one.end < other.start for one, other in pairwise(merged))


@given(many, many)
def test_intersection_holds_the_common_minutes(left: list[Interval], right: list[Interval]) -> None:
    common = intersection(left, right)

    assert minutes(common) == minutes(left) & minutes(right)
    assert common == intersection(right, left)


@given(stretches(), stretches())
def test_two_intervals_agree_with_their_minutes(one: Interval, other: Interval) -> None:
    mine, theirs = minutes([one]), minutes([other])

    assert one.overlaps(other) == bool(mine & theirs)
    assert one.covers(other) == (theirs <= mine)
    assert minutes([both] if (both := one & other) else []) == mine & theirs


@given(stretches(longest=40), many)
def test_covered_means_that_no_minute_is_missing(slot: Interval, pieces: list[Interval]) -> None:
    assert covered(slot, pieces) == (minutes([slot]) <= minutes(pieces))


@st.composite
def blocks(draw: st.DrawFn) -> Event:
    """Draw an event of one block, often on a day on which clocks change."""
    day = draw(st.sampled_from(CHANGE_DAYS) | st.dates(date(2026, 1, 1), date(2028, 12, 31)))
    start = draw(st.integers(0, 23 * 60))
    end = draw(st.integers(start + 1, 24 * 60)) % (24 * 60)
    grid = Grid(draw(st.integers(5, 90)), draw(st.integers(0, 30)))
    event = one_block_event(day, wall(start), wall(end), draw(st.sampled_from(ZONES)), grid)
    # A block that lies in an hour that the clocks leave out, or ends in one that comes twice, has no length.
    assume(length_of(event) > timedelta())
    return event


def wall(minute: int) -> time:
    return time(minute // 60, minute % 60)


def length_of(event: Event) -> timedelta:
    block = event.blocks[0]
    end_day = block.date + timedelta(days=1) if block.end == time(0) else block.date
    return event.instant(end_day, block.end) - event.instant(block.date, block.start)


@given(blocks())
@example(one_block_event(date(2026, 10, 25), time(2, 30), time(4, 30)))
@example(one_block_event(date(2027, 3, 28), time(2, 30), time(4, 30)))
def test_slots_fill_a_block_from_its_start_in_real_time(event: Event) -> None:
    stretch = event.block_interval(event.blocks[0])
    length = timedelta(minutes=event.grid.slot_minutes)
    step = length + timedelta(minutes=event.grid.break_minutes)

    slots = event.slots

    assert [slot.start for slot in slots] == [stretch.start + number * step for number in range(len(slots))]
    assert all(slot.end - slot.start == length and stretch.covers(slot) for slot in slots)
    assert stretch.start + len(slots) * step + length > stretch.end  # not one more fits


# --- what is offered


@st.composite
def people(draw: st.DrawFn, person_id: int, event: Event) -> Standing:
    windows = tuple(draw(st.lists(stretches(), max_size=3)))
    seats = tuple(
        Seat(person_id, one.start, one.end, 1, confirmed=not own, own=own)
        for one, own in draw(st.lists(st.tuples(stretches(longest=30), st.booleans()), max_size=3))
    )
    meetings = draw(st.integers(0, 3))
    who = Participant(person_id, event.id, str(person_id), Profile(name="X"), windows, telegram_id=person_id)
    return Standing(who, seats, meetings, {event.blocks[0].id: meetings})


@st.composite
def situations(draw: st.DrawFn) -> tuple[Event, Standing, Standing, set[datetime], datetime]:
    rules = BookingRules(
        mode=draw(st.sampled_from(BookingMode)),
        min_notice_minutes=draw(st.integers(0, 40)),
        max_meetings_per_block=draw(st.integers(0, 3)),
    )
    event = one_block_event(date(2026, 10, 25), time(1, 0), time(5, 0))
    event = replace(event, booking=rules, grid=Grid(draw(st.integers(10, 30)), draw(st.integers(0, 10))))
    full = draw(st.sets(st.sampled_from([slot.start for slot in event.slots]), max_size=3))
    now = BASE + draw(st.integers(-60, 300)) * MINUTE
    return event, draw(people(1, event)), draw(people(2, event)), full, now


@given(situations())
def test_offered_is_exactly_what_both_can_take(
    situation: tuple[Event, Standing, Standing, set[datetime], datetime],
) -> None:
    event, guest, host, full, now = situation
    asked = minutes(guest.participant.windows or [event.interval])
    busy = minutes(Interval(seat.start, seat.end) for seat in guest.seats)
    busy |= minutes(Interval(seat.start, seat.end) for seat in host.seats if not seat.own)
    most = event.booking.max_meetings_per_block
    limited = most > 0 and max(guest.meetings, host.meetings) >= most

    expected = [
        slot
        for slot in event.slots
        if minutes([slot]) <= minutes(host.participant.windows) & asked - busy
        and slot.start >= now + notice(event)
        and slot.start not in full
        and not limited
    ]

    assert list(offered_slots(event, guest, host, full, now)) == expected


# --- deadlines, nudges, reminders


@st.composite
def quiet_events(draw: st.DrawFn) -> Event:
    """Draw an event with up to 20 quiet hours, so that an hour after their end is never quiet again."""
    start = draw(st.integers(0, 24 * 60 - 1))
    end = (start + draw(st.integers(0, 20 * 60))) % (24 * 60)
    reminders = ReminderRules(quiet_start=wall(start), quiet_end=wall(end))
    return replace(stored_event(), zone=draw(st.sampled_from(ZONES)), reminders=reminders)


@st.composite
def sent_times(draw: st.DrawFn) -> datetime:
    day = draw(st.sampled_from(CHANGE_DAYS))
    return datetime.combine(day, time(0), tzinfo=UTC) + draw(st.integers(-36 * 60, 36 * 60)) * MINUTE


ahead = st.integers(1, 72 * 60).map(lambda count: count * MINUTE)
NIGHT = replace(stored_event(), reminders=ReminderRules(quiet_start=time(21), quiet_end=time(3, 30)))


@given(quiet_events(), sent_times())
@example(NIGHT, datetime(2026, 10, 25, 1, 15, tzinfo=UTC))  # 03:15 for the second time
@example(NIGHT, datetime(2027, 3, 28, 0, 59, tzinfo=UTC))  # 03:30 does not exist
def test_quiet_hours_end_ahead_and_out_of_them(event: Event, now: datetime) -> None:
    end = quiet_end(event, now)

    assert end == now or is_quiet(event, now)
    assert now <= end <= now + timedelta(hours=22)
    assert not is_quiet(event, end)


@given(quiet_events(), sent_times(), ahead)
@example(NIGHT, datetime(2026, 10, 24, 23, 0, tzinfo=UTC), timedelta(hours=4, minutes=30))
def test_deadline_keeps_its_promises(event: Event, sent: datetime, left: timedelta) -> None:
    slot = sent + left
    latest = max(slot - 10 * MINUTE, sent + 10 * MINUTE)

    answer_by = deadline(event, sent, slot)

    assert sent + 10 * MINUTE <= answer_by <= latest
    by_day = min(sent + timedelta(hours=24), sent + left / 2 if left < timedelta(hours=24) else slot, latest)
    plain = max(by_day, sent + 10 * MINUTE)
    if not is_quiet(event, plain):
        assert answer_by == plain
    else:
        assert answer_by == min(quiet_end(event, plain) + timedelta(hours=1), latest)
        assert answer_by > plain or plain == latest
    assert not is_quiet(event, answer_by) or answer_by == latest


@given(quiet_events(), sent_times(), ahead)
def test_nudge_comes_once_half_the_time_is_over_and_never_at_night(
    event: Event, sent: datetime, left: timedelta
) -> None:
    answer_by = sent + left

    nudge = nudge_at(event, sent, answer_by)

    half = sent + left / 2
    if nudge is None:
        assert quiet_end(event, half) >= answer_by
    else:
        assert half <= nudge < answer_by
        assert not is_quiet(event, nudge)


@given(st.lists(st.integers(0, 120), max_size=5), ahead)
def test_reminders_come_between_the_confirmation_and_the_start(leads: list[int], left: timedelta) -> None:
    start = BASE + left

    planned = reminder_times(tuple(leads), start, BASE)

    assert all(BASE < at == start - lead * MINUTE for lead, at in planned)
    assert {lead for lead, _ in planned} == {lead for lead in leads if lead * MINUTE < left}
    assert len(planned) == len(dict(planned))


# --- buttons, links, folding


def fields_of(kind: type[Action]) -> st.SearchStrategy[Action]:
    ids = st.integers(-1, 2**50)
    kinds: dict[Any, st.SearchStrategy[Any]] = {
        "int": ids,
        "bool": st.booleans(),
        "str": st.text(st.characters(codec="ascii", exclude_characters=":"), max_size=22),
    }
    return st.builds(kind, **{field.name: kinds[field.type] for field in fields(kind)})


@given(st.sampled_from(sorted(all_actions.ALL.values(), key=str)).flatmap(fields_of))
def test_every_button_comes_back_as_it_was(action: Action) -> None:
    data = action.pack()

    assert len(data.encode()) <= MAX_DATA_BYTES
    assert all_actions.unpack(data) == action


any_text = st.text(st.characters(), max_size=80)  # lone surrogates as well: JSON can carry them
almost = st.builds(
    lambda code, parts: ":".join([code, *parts]),
    st.sampled_from(sorted(all_actions.ALL)),
    st.lists(
        st.sampled_from(["", "0", "1", "-1", "007", "٣", "²", "1_0", " 1", "9" * 30, "x"]) | any_text,
        max_size=4,
    ),
)


@given(any_text | almost)
@example("\ud800")
@example("p:1:" + "9" * 59)
@example("a:1:1:2")
def test_decoding_is_total(data: str) -> None:
    action = all_actions.unpack(data)

    assert action is None or all_actions.unpack(action.pack()) == action


@given(st.integers(min_value=-(2**70), max_value=2**70))
def test_forged_minutes_are_still_a_time(minute: int) -> None:
    assert actions.from_minute(minute).tzinfo is UTC


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001  # bounds have to be naive
def test_minutes_of_a_slot_come_back(moment: datetime) -> None:
    start = moment.replace(second=0, microsecond=0, tzinfo=UTC)

    assert actions.from_minute(actions.to_minute(start)) == start


@given(st.binary(min_size=1, max_size=64), st.integers(1), st.integers(1), st.integers(0))
def test_links_have_one_form(secret: bytes, event: int, participant: int, generation: int) -> None:
    payload = link_payload(secret, event, participant, generation)

    assert len(payload) == PAYLOAD_CHARACTERS == 22
    assert is_link_payload(payload)
    assert payload != link_payload(secret, event, participant, generation + 1)
    assert payload != role_payload(secret, Role.ORGANIZER, event, generation)
    assert all_actions.unpack(actions.Join(payload).pack()) == actions.Join(payload)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text) == fold(f"  {text} ")
