"""Buttons of handing a meeting over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.callbacks import Action


@dataclass(frozen=True, slots=True)
class HandOver(Action):
    """To whom a meeting could be handed over."""

    code: ClassVar[str] = "ho"
    meeting: int


@dataclass(frozen=True, slots=True)
class HandTo(Action):
    """The last look before both are asked."""

    code: ClassVar[str] = "hl"
    meeting: int
    person: int


@dataclass(frozen=True, slots=True)
class AskHandOver(Action):
    """Ask both; ``version`` is the meeting's."""

    code: ClassVar[str] = "ha"
    meeting: int
    version: int
    person: int


@dataclass(frozen=True, slots=True)
class HandoverCard(Action):
    code: ClassVar[str] = "hc"
    handover: int


@dataclass(frozen=True, slots=True)
class AgreeHandover(Action):
    code: ClassVar[str] = "hg"
    handover: int


@dataclass(frozen=True, slots=True)
class RefuseHandover(Action):
    code: ClassVar[str] = "hx"
    handover: int


@dataclass(frozen=True, slots=True)
class TakeBackYes(Action):
    """Agree no longer, before everybody has."""

    code: ClassVar[str] = "hy"
    handover: int


@dataclass(frozen=True, slots=True)
class TakeBackHandover(Action):
    code: ClassVar[str] = "hw"
    handover: int


@dataclass(frozen=True, slots=True)
class LeftFile(Action):
    """The calendar file that takes a meeting out of the calendar of the one who left it."""

    code: ClassVar[str] = "hf"
    handover: int
