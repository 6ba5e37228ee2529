"""What the doctor says of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a thing is: a problem keeps the bot from its work, a warning soon may."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "PROBLEM"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, how it is, and the remedy when it is not well."""

    thing: str
    verdict: Verdict
    said: str
    remedy: str = ""


def ok(thing: str, said: str) -> Finding:
    """Say that a thing is well."""
    return Finding(thing, Verdict.OK, said)


def warning(thing: str, said: str, remedy: str) -> Finding:
    """Say that a thing may become a problem."""
    return Finding(thing, Verdict.WARNING, said, remedy)


def problem(thing: str, said: str, remedy: str) -> Finding:
    """Say that a thing keeps the bot from its work."""
    return Finding(thing, Verdict.PROBLEM, said, remedy)
