"""The buttons of what an agreed meeting opens and what follows it; the others are in ``actions``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.callbacks import Action


# --- contact details
@dataclass(frozen=True, slots=True)
class ContactFile(Action):
    """The other side of a meeting as a contact file."""

    code: ClassVar[str] = "cf"
    meeting: int


@dataclass(frozen=True, slots=True)
class SharedContacts(Action):
    """Which of one's own contact details others see after a meeting is agreed."""

    code: ClassVar[str] = "cs"


@dataclass(frozen=True, slots=True)
class ShareContact(Action):
    """``value`` is a ``domain.contacts.Detail``."""

    code: ClassVar[str] = "ct"
    value: str
    shared: bool


# --- messages to the other side
@dataclass(frozen=True, slots=True)
class WriteTo(Action):
    """``answer``: it stands under a message, which stays in sight."""

    code: ClassVar[str] = "rw"
    person: int
    answer: bool = False


@dataclass(frozen=True, slots=True)
class Report(Action):
    """Report a message that came through the bot."""

    code: ClassVar[str] = "rr"
    message: int
    sure: bool = False


# --- after the slot
@dataclass(frozen=True, slots=True)
class FeedbackCard(Action):
    """The question how a meeting was, with what one said."""

    code: ClassVar[str] = "qf"
    meeting: int


@dataclass(frozen=True, slots=True)
class GiveFeedback(Action):
    """``status`` is a ``domain.feedback.Outcome``."""

    code: ClassVar[str] = "qg"
    meeting: int
    status: str


@dataclass(frozen=True, slots=True)
class FeedbackComment(Action):
    code: ClassVar[str] = "qc"
    meeting: int


@dataclass(frozen=True, slots=True)
class FeedbackReport(Action):
    """What was said about an event's meetings, for its organizers."""

    code: ClassVar[str] = "qr"
    event: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class FeedbackFile(Action):
    """All of it as a workbook, else as CSV."""

    code: ClassVar[str] = "qx"
    event: int
    workbook: bool


# --- in the slot
@dataclass(frozen=True, slots=True)
class NotHere(Action):
    """The other side is not there."""

    code: ClassVar[str] = "qn"
    meeting: int


@dataclass(frozen=True, slots=True)
class Came(Action):
    """The other side is there, perhaps after all."""

    code: ClassVar[str] = "qa"
    meeting: int


# --- the wrap-up
@dataclass(frozen=True, slots=True)
class WrapUpCard(Action):
    """Whom one met and whom not, a page of these."""

    code: ClassVar[str] = "uw"
    page: int = 0


@dataclass(frozen=True, slots=True)
class AllContacts(Action):
    """Everybody whom one met as one contact file."""

    code: ClassVar[str] = "uc"


@dataclass(frozen=True, slots=True)
class ContactOf(Action):
    """Somebody to whom one was introduced as a contact file."""

    code: ClassVar[str] = "up"
    person: int


@dataclass(frozen=True, slots=True)
class Introduce(Action):
    """Ask to be introduced to somebody, or say *yes* when they have asked."""

    code: ClassVar[str] = "ui"
    person: int


@dataclass(frozen=True, slots=True)
class NoIntroduction(Action):
    code: ClassVar[str] = "un"
    person: int
