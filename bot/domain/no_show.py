"""Somebody does not come: when the one who is there is asked, and until when he can say so."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.domain.errors import DomainError
from bot.domain.slots import Slot

_PATIENCE = timedelta(minutes=5)


class NotBegunError(DomainError):
    """The meeting has not begun yet, so nobody can be missed."""


def asked_at(slot: Slot) -> datetime:
    """Give when the one who is there is asked: a few minutes into the slot, half of a short one."""
    return slot.start + min(_PATIENCE, (slot.end - slot.start) / 2)
