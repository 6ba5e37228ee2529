"""How much of what somebody may have he has: open requests, meetings, and meetings of a block."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.bookable import Standing
from bot.domain.event import BookingMode, Event


class Limit(StrEnum):
    """What an event may limit for each participant."""

    REQUESTS = "requests"
    MEETINGS = "meetings"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Use:
    """How much of a limit is used; ``block`` names the block of a limit of one."""

    limit: Limit
    used: int
    most: int
    block: str = ""


def ahead(event: Event, now: datetime) -> tuple[int, ...]:
    """Give the blocks that are not over yet."""
    return tuple(block.id for block in event.blocks if event.block_interval(block).end > now)


def uses(event: Event, standing: Standing, blocks: Collection[int] = ()) -> tuple[Use, ...]:
    """Give what somebody has used of each limit of an event; of the limit per block for some blocks.

    What is withdrawn, declined or has run out counts no more, as the rows of ``standing`` say.
    """
    rules = event.booking
    found = []
    if rules.max_open_requests and rules.mode is BookingMode.REQUEST:
        found.append(Use(Limit.REQUESTS, standing.open_requests, rules.max_open_requests))
    if rules.max_meetings:
        found.append(Use(Limit.MEETINGS, standing.meetings, rules.max_meetings))
    if most := rules.max_meetings_per_block:
        found += [
            Use(Limit.BLOCK, standing.meetings_by_block.get(block.id, 0), most, block.name)
            for block in event.blocks
            if block.id in blocks
        ]
    return tuple(found)
