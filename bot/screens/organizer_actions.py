"""The buttons of organizers; the others are in ``actions``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.callbacks import Action


@dataclass(frozen=True, slots=True)
class Organizer(Action):
    code: ClassVar[str] = "og"
    event: int = 0  # 0: the only one, or the one in hand


@dataclass(frozen=True, slots=True)
class Organized(Action):
    """The events that somebody organizes."""

    code: ClassVar[str] = "oe"


@dataclass(frozen=True, slots=True)
class TakeRole(Action):
    """Become what a link makes one: an organizer, or a steward."""

    code: ClassVar[str] = "oj"
    payload: str


@dataclass(frozen=True, slots=True)
class Stewards(Action):
    """The stewards of an event, and the one-use link that makes one more; ``void``: another one instead."""

    code: ClassVar[str] = "os"
    event: int
    page: int = 0
    void: bool = False


@dataclass(frozen=True, slots=True)
class RemoveSteward(Action):
    """``account`` is a Telegram id."""

    code: ClassVar[str] = "osx"
    event: int
    account: int


@dataclass(frozen=True, slots=True)
class Organizers(Action):
    """Who organizes an event, and the one-use link that makes one more; ``void``: another one instead."""

    code: ClassVar[str] = "oz"
    event: int
    page: int = 0
    void: bool = False


@dataclass(frozen=True, slots=True)
class RemoveOrganizer(Action):
    """``account`` is a Telegram id; ``sure``: after a last look."""

    code: ClassVar[str] = "ozx"
    event: int
    account: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class ImportPrompt(Action):
    code: ClassVar[str] = "oi"
    event: int


@dataclass(frozen=True, slots=True)
class ImportShow(Action):
    code: ClassVar[str] = "ois"
    draft: int


@dataclass(frozen=True, slots=True)
class ImportCommit(Action):
    """``overwrite``: also what people changed themselves."""

    code: ClassVar[str] = "oil"
    draft: int
    skip_bad: bool = False
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class ImportDiscard(Action):
    code: ClassVar[str] = "oid"
    draft: int


@dataclass(frozen=True, slots=True)
class LinksFile(Action):
    code: ClassVar[str] = "ol"
    event: int


@dataclass(frozen=True, slots=True)
class Figures(Action):
    code: ClassVar[str] = "of"
    event: int


@dataclass(frozen=True, slots=True)
class NotConnected(Action):
    code: ClassVar[str] = "on"
    event: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class Undelivered(Action):
    """Messages that were given up."""

    code: ClassVar[str] = "ou"
    event: int


@dataclass(frozen=True, slots=True)
class TryAgain(Action):
    """Send them after all."""

    code: ClassVar[str] = "our"
    event: int


@dataclass(frozen=True, slots=True)
class PersonLink(Action):
    code: ClassVar[str] = "ok"
    person: int


@dataclass(frozen=True, slots=True)
class RevokeLink(Action):
    code: ClassVar[str] = "okr"
    person: int


@dataclass(frozen=True, slots=True)
class BroadcastPrompt(Action):
    code: ClassVar[str] = "ob"
    event: int


@dataclass(frozen=True, slots=True)
class BroadcastSend(Action):
    """``at_once``: also in quiet hours."""

    code: ClassVar[str] = "obs"
    broadcast: int
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class BroadcastDiscard(Action):
    code: ClassVar[str] = "obd"
    broadcast: int


@dataclass(frozen=True, slots=True)
class BroadcastStop(Action):
    code: ClassVar[str] = "obx"
    broadcast: int


@dataclass(frozen=True, slots=True)
class BroadcastReport(Action):
    code: ClassVar[str] = "obr"
    broadcast: int
