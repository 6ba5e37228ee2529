"""What a participant keeps for himself about another one: that he is a favourite, and a private note."""

from __future__ import annotations

from dataclasses import dataclass

PRIVATE_NOTE_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Marks:
    """How one participant has marked another; nobody else ever sees it."""

    favourite: bool = False
    note: str = ""


def private_note(text: str) -> str | None:
    """Give the private note that a text makes; None for one that is too long. Only blanks are no note."""
    note = text.strip()
    return note if len(note) <= PRIVATE_NOTE_CHARACTERS else None
