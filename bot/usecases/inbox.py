"""The inbox: updates are stored before Telegram is told that they arrived."""

from __future__ import annotations

from dataclasses import dataclass

UPDATE_FAILED = "not_done"  # the kind of the note that tells a person: that did not work


@dataclass(frozen=True, slots=True)
class InboxRow:
    """An update waiting to be handled; ``sender`` is the person, or the chat where there is none."""

    update_id: int
    sender: int
    payload: str  # the update as JSON
    attempts: int = 0
