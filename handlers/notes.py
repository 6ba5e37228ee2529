"""Confirmations of one's own presses, as the dispatcher would send them if the process died here."""

from __future__ import annotations

from typing import Any

from bot.botapi.turn import Turn
from bot.usecases.outbox import Note, Priority


def own(turn: Turn, kind: str, **params: Any) -> Note:
    """Make the note of a confirmation; ``handlers.notices`` knows each kind."""
    return Note(
        kind=kind,
        chat_id=turn.chat_id,
        due_at=turn.clock.now(),
        params=params,
        priority=Priority.CONFIRMATION,
    )
