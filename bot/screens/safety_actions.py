"""Buttons that keep people apart, and of what organizers are told about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bot.screens.callbacks import Action


@dataclass(frozen=True, slots=True)
class MoreAbout(Action):
    code: ClassVar[str] = "sm"
    person: int


@dataclass(frozen=True, slots=True)
class Block(Action):
    """``sure``: the person saw what would end."""

    code: ClassVar[str] = "sb"
    person: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Blocked(Action):
    code: ClassVar[str] = "sl"


@dataclass(frozen=True, slots=True)
class Unblock(Action):
    code: ClassVar[str] = "su"
    person: int


@dataclass(frozen=True, slots=True)
class WriteReport(Action):
    code: ClassVar[str] = "sr"
    person: int


@dataclass(frozen=True, slots=True)
class Reports(Action):
    code: ClassVar[str] = "or"
    event: int
    closed: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenReport(Action):
    code: ClassVar[str] = "oro"
    event: int
    report: int


@dataclass(frozen=True, slots=True)
class CloseReport(Action):
    """``closed`` False: open it again."""

    code: ClassVar[str] = "orc"
    event: int
    report: int
    closed: bool
