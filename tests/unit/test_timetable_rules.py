from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.event import Event
from bot.domain.timetable import stretches
from tests.support.rules import stored_event

EVENT: Event = stored_event()
CELLS = EVENT.slots


@given(st.sets(st.sampled_from(CELLS)))
def test_stretches_hold_all_that_is_free_and_end_where_anything_else_is(free: set[object]) -> None:
    found = stretches(CELLS, [one for one in CELLS if one in free])
    assert [slot for one in found for slot in one] == [one for one in CELLS if one in free]
    for one in found:
        assert len({slot.block_id for slot in one}) == 1
        at = CELLS.index(one[0])
        assert CELLS[at : at + len(one)] == one
    for before, after in pairwise(found):
        apart = CELLS[CELLS.index(before[-1]) + 1 : CELLS.index(after[0])]
        assert apart or before[-1].block_id != after[0].block_id


def test_slot_of_another_block_begins_another_stretch() -> None:
    assert len(stretches(CELLS, CELLS)) == len({one.block_id for one in CELLS}) == len(EVENT.blocks)
    assert stretches(CELLS, [replace(CELLS[0])]) == [(CELLS[0],)]
