"""The inbox: updates are stored before Telegram is told that they arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.usecases.outbox import Note, Priority

UPDATE_FAILED = "not_done"  # the kind of the note that tells a person: that did not work
INSTEAD_OF = "instead_of"  # the parameter of a note that names the message whose place it takes


@dataclass(frozen=True, slots=True)
class InboxRow:
    """An update waiting to be handled; ``sender`` is the person, or the chat where there is none."""

    update_id: int
    sender: int
    payload: str  # the update as JSON
    attempts: int = 0
    card_id: int | None = None  # the message that says that the bot is at it


def update_failed(update_id: int, chat_id: int, due_at: datetime, card_id: int | None = None) -> Note:
    """Make the one note that tells a person that an update of his could not be dealt with.

    It takes the place of ``card_id``, which says that the bot is at it.
    """
    return Note(
        UPDATE_FAILED,
        chat_id,
        due_at=due_at,
        params={INSTEAD_OF: card_id} if card_id else {},
        priority=Priority.CONFIRMATION,
        dedupe=f"{UPDATE_FAILED}:{update_id}",
    )
