"""What is printed: an agenda on paper, in the words of its reader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One meeting: plain texts, any of them as long as people write."""

    times: str
    name: str
    about: str
    place: str


@dataclass(frozen=True, slots=True)
class SheetDay:
    """The meetings of a day, by time."""

    title: str
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class AgendaSheet:
    """An agenda; ``page`` is what stands at the foot of each page, with ``{n}`` and ``{of}`` to be filled."""

    title: str
    owner: str
    days: tuple[SheetDay, ...]
    notes: tuple[str, ...]
    page: str
