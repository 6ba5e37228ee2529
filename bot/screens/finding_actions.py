"""The buttons of finding people and keeping them in mind; the others are in ``actions``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.callbacks import Action


# --- favourites and private notes
@dataclass(frozen=True, slots=True)
class Favour(Action):
    """Make somebody a favourite (``chosen``), or none any more."""

    code: ClassVar[str] = "fv"
    person: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class WritePrivateNote(Action):
    code: ClassVar[str] = "fn"
    person: int


@dataclass(frozen=True, slots=True)
class DeletePrivateNote(Action):
    code: ClassVar[str] = "fx"
    person: int
