"""The buttons of self-registration, of strangers and of organizers; the others are in ``actions``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.callbacks import Action


# --- those who would like to take part
@dataclass(frozen=True, slots=True)
class Register(Action):
    """What registering for an event means; nothing is stored yet."""

    code: ClassVar[str] = "zr"
    event: int


@dataclass(frozen=True, slots=True)
class AgreeToRegister(Action):
    code: ClassVar[str] = "za"
    event: int


@dataclass(frozen=True, slots=True)
class SkipAnswer(Action):
    code: ClassVar[str] = "zk"


@dataclass(frozen=True, slots=True)
class SendRegistration(Action):
    code: ClassVar[str] = "zs"


@dataclass(frozen=True, slots=True)
class TakeBack(Action):
    """Take one's application back."""

    code: ClassVar[str] = "zx"
    application: int


# --- organizers
@dataclass(frozen=True, slots=True)
class Registrations(Action):
    """How people register for an event, and who waits."""

    code: ClassVar[str] = "zl"
    event: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class RegistrationCode(Action):
    """The event's public link as a QR code."""

    code: ClassVar[str] = "zq"
    event: int


@dataclass(frozen=True, slots=True)
class ShowApplication(Action):
    code: ClassVar[str] = "zp"
    application: int


@dataclass(frozen=True, slots=True)
class Admit(Action):
    code: ClassVar[str] = "zd"
    application: int


@dataclass(frozen=True, slots=True)
class Refuse(Action):
    code: ClassVar[str] = "zf"
    application: int


@dataclass(frozen=True, slots=True)
class RefuseWithReason(Action):
    """Ask for a reason first."""

    code: ClassVar[str] = "zw"
    application: int
