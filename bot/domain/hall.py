"""The hall of an event: which slot somebody looks at who stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.slots import Slot


def present(slots: Sequence[Slot], now: datetime) -> Slot:
    """Give the slot that goes on, in a break the next one, in the end the last.

    ``slots`` are those of an event, in time order: there is at least one.
    """
    return next((slot for slot in slots if slot.end > now), slots[-1])


def beside(slots: Sequence[Slot], slot: Slot) -> tuple[Slot | None, Slot | None]:
    """Give the slots before and after one of them; ``slots`` in time order."""
    number = slots.index(slot)
    before = slots[number - 1] if number else None
    return before, slots[number + 1] if number + 1 < len(slots) else None
