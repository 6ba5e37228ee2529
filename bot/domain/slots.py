"""Slots: the cells that blocks are cut into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.intervals import Interval


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One cell of the grid, half-open, in UTC. Blocks never overlap, so ``start`` names it in its event.

    It is the stretch of the meeting itself; the break after it belongs to nobody.
    """

    start: datetime
    end: datetime
    block_id: int


def cut(stretch: Interval, slot_minutes: int, break_minutes: int, block_id: int) -> Iterator[Slot]:
    """Cut a block into slots; the whole slot must fit, the break after the last need not."""
    length = timedelta(minutes=slot_minutes)
    step = length + timedelta(minutes=break_minutes)
    start = stretch.start
    while start + length <= stretch.end:
        yield Slot(start, start + length, block_id)
        start += step
