"""``doctor``: how everything is, a line each."""

from __future__ import annotations

import typer

from bot import doctor as practice
from bot.cli import common
from bot.clocks import SystemClock
from bot.doctor.finding import Verdict


def doctor() -> None:
    """Look at everything the bot needs, and say what helps; status 1 when there is a problem."""
    settings = common.settings()
    findings = common.perform(practice.examine(settings, SystemClock().now()))
    for one in findings:
        typer.echo(f"{one.verdict:<8} {one.thing:<12} {one.said}")
        if one.remedy:
            typer.echo(f"{'':<8} {'':<12} → {one.remedy}")
    problems = sum(one.verdict is Verdict.PROBLEM for one in findings)
    if problems:
        common.refuse(f"problems: {problems}")
