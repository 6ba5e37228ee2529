"""Work on thousands, during which others have their turn."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import TypeVar

_T = TypeVar("_T")
_AT_ONCE = 50  # rows of a list, some milliseconds


async def by_turns(items: Iterable[_T]) -> AsyncIterator[_T]:
    """Give one item after the other; whoever else has something to do comes in between."""
    for number, item in enumerate(items, 1):
        yield item
        if number % _AT_ONCE == 0:
            await asyncio.sleep(0)
