"""Windows slot by slot: which slots somebody takes meetings in, and the windows that some slots make."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby

from bot.domain.event import Event
from bot.domain.intervals import Interval, covered, intersection, union
from bot.domain.slots import Slot

Windows = tuple[Interval, ...]


def slots_in(event: Event, windows: Iterable[Interval]) -> frozenset[Slot]:
    """Give the slots that lie in windows, the whole of each."""
    apart = union(windows)
    return frozenset(slot for slot in event.slots if covered(slot, apart))


def windows_of(event: Event, slots: Collection[Slot]) -> Windows:
    """Give the windows that hold just these slots: one for each row of them, as long as its block lets it be.

    A row that ends with the last slot of a block ends with the block.
    """
    found: list[Interval] = []
    for block in event.blocks:
        stretch, cells = event.block_interval(block), event.block_slots(block)
        for chosen, row in groupby(cells, key=lambda slot: slot in slots):
            if not chosen:
                continue
            run = list(row)
            end = stretch.end if run[-1] == cells[-1] else run[-1].end
            found.append(Interval(run[0].start, end))
    return tuple(sorted(found))


def toggled(event: Event, windows: Windows, slots: Collection[Slot], *, taken: bool) -> Windows:
    """Give the windows with some slots more, or fewer."""
    there = slots_in(event, windows)
    return windows_of(event, there | {*slots} if taken else there - {*slots})


def without(event: Event, windows: Windows, stretches: Iterable[Interval]) -> Windows:
    """Give the windows without every slot that one of some stretches touches; as they are without any."""
    struck = tuple(stretches)
    if not struck:
        return windows
    kept = {slot for slot in slots_in(event, windows) if not any(one.overlaps(slot) for one in struck)}
    return windows_of(event, kept)


def inside(event: Event, windows: Iterable[Interval]) -> Windows:
    """Cut windows to the blocks of an event, which may have changed since."""
    return intersection(windows, (event.block_interval(block) for block in event.blocks))
