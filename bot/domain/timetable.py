"""A day as a timetable: what is between the meetings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.slots import Slot


def stretches(cells: Sequence[Slot], free: Iterable[Slot]) -> list[tuple[Slot, ...]]:
    """Join free slots that follow each other: in one block, with no other of its cells between them.

    ``cells`` are the slots of the event in time order; all that is free is one of them.
    """
    numbers = {cell: number for number, cell in enumerate(cells)}
    found: list[list[Slot]] = []
    for slot in sorted(free):
        before = found[-1][-1] if found else None
        if before and before.block_id == slot.block_id and numbers[slot] == numbers[before] + 1:
            found[-1].append(slot)
        else:
            found.append([slot])
    return [tuple(one) for one in found]
