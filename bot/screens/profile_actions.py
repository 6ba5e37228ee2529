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


# --- meeting times
@dataclass(frozen=True, slots=True)
class MyTimes(Action):
    """One's meeting times, with the slots of a day."""

    code: ClassVar[str] = "yt"
    day: int = 0  # ``date.toordinal()``; 0: the first


@dataclass(frozen=True, slots=True)
class TakeSlot(Action):
    """Take meetings in a slot (``taken``), or not."""

    code: ClassVar[str] = "yu"
    start: int
    taken: bool


@dataclass(frozen=True, slots=True)
class TakeBlock(Action):
    """Take meetings in all slots of a block, or in none."""

    code: ClassVar[str] = "yb"
    block: int
    taken: bool


@dataclass(frozen=True, slots=True)
class SaveTimes(Action):
    code: ClassVar[str] = "yv"


@dataclass(frozen=True, slots=True)
class ForgetTimes(Action):
    """Go back to the times that others see."""

    code: ClassVar[str] = "yx"


@dataclass(frozen=True, slots=True)
class EndRequest(Action):
    """End a request that lies outside one's new times; without ``sure`` it is asked first."""

    code: ClassVar[str] = "yr"
    request: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class MoveInside(Action):
    """The nearest of one's new times to which a meeting that lies outside them could move."""

    code: ClassVar[str] = "yk"
    meeting: int


@dataclass(frozen=True, slots=True)
class EndMeeting(Action):
    """Cancel a meeting that lies outside one's new times; without ``sure`` it is asked first."""

    code: ClassVar[str] = "yn"
    meeting: int
    sure: bool = False


# --- hiding
@dataclass(frozen=True, slots=True)
class Hide(Action):
    """Leave the directory (``hidden``), or come back; without ``sure`` it is explained first."""

    code: ClassVar[str] = "yh"
    hidden: bool
    sure: bool = False
