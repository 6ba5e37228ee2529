"""Windows slot by slot: taking and leaving slots does just that, whatever the windows were."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.event import Block
from bot.domain.intervals import Interval, union
from bot.domain.slots import Slot
from bot.domain.windows import Windows, inside, slots_in, toggled, windows_of, without
from tests.support.world import make_event

EVENT = replace(
    make_event(), blocks=tuple(replace(one, id=n) for n, one in enumerate(make_event().blocks, 1))
)
MINUTE = timedelta(minutes=1)
SLOTS = st.sets(st.sampled_from(EVENT.slots))


def _stretch(block: Block, start: int, length: int) -> Interval:
    begin = EVENT.block_interval(block).start + start * MINUTE
    return Interval(begin, begin + length * MINUTE)


STRETCHES = st.builds(_stretch, st.sampled_from(EVENT.blocks), st.integers(-30, 150), st.integers(1, 200))
WINDOWS = st.lists(STRETCHES, max_size=4).map(lambda found: inside(EVENT, found))


@given(SLOTS)
def test_windows_of_slots_hold_just_them_and_stay_in_the_blocks(chosen: set[Slot]) -> None:
    windows = windows_of(EVENT, chosen)
    assert slots_in(EVENT, windows) == chosen
    assert inside(EVENT, windows) == windows == union(windows)


def test_rows_of_slots_are_windows_as_long_as_they_and_the_last_as_long_as_its_block() -> None:
    thursday = EVENT.block_slots(EVENT.blocks[0])  # 14:30–17:00, the last slot until 16:55
    whole = EVENT.block_interval(EVENT.blocks[0])

    assert windows_of(EVENT, thursday) == (whole,)
    assert windows_of(EVENT, thursday[1:]) == (Interval(thursday[1].start, whole.end),)
    assert windows_of(EVENT, thursday[:2]) == (Interval(whole.start, thursday[1].end),)
    apart = (Interval(whole.start, thursday[0].end), Interval(thursday[2].start, thursday[2].end))
    assert windows_of(EVENT, {thursday[0], thursday[2]}) == apart


@given(WINDOWS, SLOTS, st.booleans())
def test_slots_are_taken_or_left_and_no_other(windows: Windows, chosen: set[Slot], taken: bool) -> None:
    before, after = slots_in(EVENT, windows), slots_in(EVENT, toggled(EVENT, windows, chosen, taken=taken))
    assert after == (before | chosen if taken else before - chosen)


@given(WINDOWS, st.lists(STRETCHES, max_size=3))
def test_what_is_struck_is_touched_by_no_slot_that_is_left(windows: Windows, struck: list[Interval]) -> None:
    left = slots_in(EVENT, without(EVENT, windows, struck))
    assert left == {one for one in slots_in(EVENT, windows) if not any(each.overlaps(one) for each in struck)}
