"""Blocks of an event that is loaded again: which new one is which old one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.event import Block, Event


def with_ids(new: Event, old: Event) -> Event:
    """Give the new event with the id of the old one, and each block with the id of the one it continues.

    A block continues the one of its very times, else of its name and date, else of its name, else the
    one that shares most time with it. A block that continues none keeps id 0.
    """
    ids: dict[int, int] = {}  # by index of the new block
    free = {block.id: block for block in old.blocks}

    def settle(likeness: Callable[[Block], Hashable]) -> None:
        for index, block in enumerate(new.blocks):
            if index in ids:
                continue
            like = [one.id for one in free.values() if likeness(one) == likeness(block)]
            if len(like) == 1:
                ids[index] = like[0]
                del free[like[0]]

    settle(lambda block: (block.date, block.start, block.end))
    settle(lambda block: (block.name, block.date))
    settle(lambda block: block.name)
    for index in range(len(new.blocks)):
        if index not in ids and (nearest := _most_shared(new, index, old, list(free.values()))):
            ids[index] = nearest.id
            del free[nearest.id]
    blocks = tuple(replace(block, id=ids.get(index, 0)) for index, block in enumerate(new.blocks))
    return replace(new, id=old.id, blocks=blocks)


def _most_shared(new: Event, index: int, old: Event, candidates: Sequence[Block]) -> Block | None:
    stretch = new.block_interval(new.blocks[index])

    def shared(block: Block) -> timedelta:
        both = stretch & old.block_interval(block)
        return both.end - both.start if both else timedelta()

    best = max(candidates, key=shared, default=None)
    return best if best is not None and shared(best) else None
