"""What a participant keeps for himself about another one: that he is a favourite, and a private note."""

from __future__ import annotations

from dataclasses import dataclass

PRIVATE_NOTE_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Marks:
    """How one participant has marked another; nobody else ever sees it."""

    favourite: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ties:
    """What one participant has to do with another: his marks, and whether there is more to be read.

    ``agreed``: they have agreed to meet, or have met. ``waits``: he is in the other's waiting list, or a time
    is held for one of the two.
    """

    marks: Marks
    agreed: bool
    waits: bool


def private_note(text: str) -> str | None:
    """Give the private note that a text makes; None for one that is too long. Only blanks are no note."""
    note = text.strip()
    return note if len(note) <= PRIVATE_NOTE_CHARACTERS else None
