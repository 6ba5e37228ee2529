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


# --- suggestions
@dataclass(frozen=True, slots=True)
class ForYou(Action):
    code: ClassVar[str] = "fy"
    page: int = 0


@dataclass(frozen=True, slots=True)
class NotForMe(Action):
    """Never suggest somebody again."""

    code: ClassVar[str] = "fz"
    person: int
    page: int = 0


# --- free now
@dataclass(frozen=True, slots=True)
class FreeNow(Action):
    code: ClassVar[str] = "fd"
    page: int = 0


@dataclass(frozen=True, slots=True)
class SayFreeNow(Action):
    """Say that one is free in the slot, which is the next one, or take it back."""

    code: ClassVar[str] = "fe"
    start: int
    free: bool


# --- one's own card, for others
@dataclass(frozen=True, slots=True)
class OwnCard(Action):
    """The QR code and the link that open one's card."""

    code: ClassVar[str] = "fq"


# --- filters of the directory, which stand in the database
@dataclass(frozen=True, slots=True)
class Filters(Action):
    code: ClassVar[str] = "fl"


@dataclass(frozen=True, slots=True)
class Values(Action):
    """What can be chosen of a ``domain.finding.Facet``."""

    code: ClassVar[str] = "ff"
    facet: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Toggle(Action):
    """Choose a value or no longer; ``value`` is a ``domain.finding.value_code``."""

    code: ClassVar[str] = "ft"
    facet: str
    value: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class FreeWhen(Action):
    """When people should be free; ``day`` is ``date.toordinal()`` of the one whose slots are shown."""

    code: ClassVar[str] = "fw"
    day: int = 0


@dataclass(frozen=True, slots=True)
class FreeAt(Action):
    """People who are free in a slot, else on a day, else at any time; and the directory of them."""

    code: ClassVar[str] = "fs"
    day: int = 0  # ``date.toordinal()``
    start: int = 0


@dataclass(frozen=True, slots=True)
class FreeOrNot(Action):
    code: ClassVar[str] = "fu"


@dataclass(frozen=True, slots=True)
class OnlyFavourites(Action):
    code: ClassVar[str] = "fa"
    chosen: bool


@dataclass(frozen=True, slots=True)
class WhoAt(Action):
    """Whom one can meet in a slot: the directory by that time, and by nothing else."""

    code: ClassVar[str] = "fm"
    start: int


@dataclass(frozen=True, slots=True)
class ClearFilters(Action):
    """Look for nothing any more; leads to the whole directory."""

    code: ClassVar[str] = "fc"
