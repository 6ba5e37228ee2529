"""The buttons of one's own profile: editing, photo, meeting times, hiding; the others are in ``actions``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.callbacks import Action


@dataclass(frozen=True, slots=True)
class MyProfile(Action):
    """One's own card, as others see it."""

    code: ClassVar[str] = "ym"


# --- editing
@dataclass(frozen=True, slots=True)
class EditProfile(Action):
    """What can be changed of one's profile."""

    code: ClassVar[str] = "ye"


@dataclass(frozen=True, slots=True)
class EditField(Action):
    """Ask for one field, or (``page``) for a whole profile page."""

    code: ClassVar[str] = "yf"
    facet: str


@dataclass(frozen=True, slots=True)
class ClearField(Action):
    """Show the profile without a field; nothing is changed yet."""

    code: ClassVar[str] = "yc"
    facet: str


@dataclass(frozen=True, slots=True)
class SaveProfile(Action):
    """Keep what stands in the dialogue, if that is still what ``value`` was made of."""

    code: ClassVar[str] = "ys"
    value: str


@dataclass(frozen=True, slots=True)
class Photo(Action):
    """Somebody's photo, as a message of its own."""

    code: ClassVar[str] = "yp"
    person: int


# --- hiding
@dataclass(frozen=True, slots=True)
class Hide(Action):
    """Leave the directory (``hidden``), or come back; without ``sure`` it is explained first."""

    code: ClassVar[str] = "yh"
    hidden: bool
    sure: bool = False
