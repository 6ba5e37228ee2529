"""Which block of an event continues which: no block is continued twice, none is lost without need."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.blocks import with_ids
from bot.domain.event import Block, Event
from tests.support.world import make_event

_DAY = date(2026, 11, 26)
_HOURS = st.integers(8, 19)


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Draw an event whose blocks do not overlap: at most one an hour."""
    cells = draw(st.lists(st.tuples(st.integers(0, 2), _HOURS), min_size=1, max_size=6, unique=True))
    names = st.sampled_from(("Morning", "Afternoon", "Extra"))
    blocks = [
        Block(draw(names), _DAY + timedelta(days=day), time(hour), time(hour, draw(st.integers(20, 59))))
        for day, hour in cells
    ]
    return replace(make_event(), blocks=tuple(blocks))


def stored(event: Event) -> Event:
    return replace(event, id=7, blocks=tuple(replace(one, id=n) for n, one in enumerate(event.blocks, 1)))


@given(events(), events())
def test_no_block_is_continued_twice(old: Event, new: Event) -> None:
    old = stored(old)
    ids = [block.id for block in with_ids(new, old).blocks]
    continued = [one for one in ids if one]
    assert len(set(continued)) == len(continued)
    assert set(continued) <= {block.id for block in old.blocks}


@given(events(), st.randoms(use_true_random=False))
def test_order_in_the_file_does_not_matter(event: Event, random: object) -> None:
    old = stored(event)
    shuffled = list(event.blocks)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert set(with_ids(replace(event, blocks=tuple(shuffled)), old).blocks) == set(old.blocks)


@given(events(), events())
def test_block_of_the_same_times_goes_on(old: Event, new: Event) -> None:
    old = stored(old)
    times = {(one.date, one.start, one.end): one.id for one in old.blocks}
    for block in with_ids(new, old).blocks:
        same = times.get((block.date, block.start, block.end))
        assert same is None or block.id == same


@given(events(), events())
def test_everything_but_ids_is_as_the_file_says(old: Event, new: Event) -> None:
    loaded = with_ids(new, stored(old))
    assert replace(loaded, id=0, blocks=tuple(replace(one, id=0) for one in loaded.blocks)) == new
