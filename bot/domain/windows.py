"""Windows slot by slot: which slots somebody takes meetings in, and the windows that some slots make."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

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
    """Give the windows without every slot that one of some stretches touches; the others are as they were."""
    struck = tuple(stretches)
    touched = {window for window in windows if any(one.overlaps(window) for one in struck)}
    kept = {slot for slot in slots_in(event, touched) if not any(one.overlaps(slot) for one in struck)}
    return tuple(sorted((*({*windows} - touched), *windows_of(event, kept))))


def on_days(event: Event, windows: Windows, days: Collection[date], by: Windows) -> Windows:
    """Give the windows with those of some event days replaced by others; the other days stay."""
    kept = (one for one in windows if event.local(one.start).date() not in days)
    return tuple(sorted((*kept, *by)))


class Change(NamedTuple):
    """What other windows mean for somebody: the meeting times that go, those that are new, and the rest."""

    gone: Windows
    new: Windows
    stays: Windows


def change(event: Event, before: Windows, after: Windows) -> Change:
    """Compare windows by the slots that lie in them."""
    old, new = slots_in(event, before), slots_in(event, after)
    return Change(windows_of(event, old - new), windows_of(event, new - old), windows_of(event, old & new))


def inside(event: Event, windows: Iterable[Interval]) -> Windows:
    """Cut windows to the blocks of an event, which may have changed since."""
    return intersection(windows, (event.block_interval(block) for block in event.blocks))
