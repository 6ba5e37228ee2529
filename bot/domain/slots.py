"""The grid of an event, cut into slots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.event import Block, Event
from bot.domain.intervals import Interval


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One cell of the grid, half-open, in UTC. Blocks never overlap, so ``start`` names it in its event."""

    start: datetime
    end: datetime
    block_id: int

    @property
    def interval(self) -> Interval:
        """The stretch of the meeting itself; the break after it belongs to nobody."""
        return Interval(self.start, self.end)


def block_slots(event: Event, block: Block) -> Iterator[Slot]:
    """Cut a block into slots; the whole slot must fit, the break after the last need not."""
    stretch = event.block_interval(block)
    length = timedelta(minutes=event.grid.slot_minutes)
    step = length + timedelta(minutes=event.grid.break_minutes)
    start = stretch.start
    while start + length <= stretch.end:
        yield Slot(start, start + length, block.id)
        start += step


def grid_slots(event: Event) -> tuple[Slot, ...]:
    """Cut every block of the event, in time order."""
    return tuple(sorted(slot for block in event.blocks for slot in block_slots(event, block)))
