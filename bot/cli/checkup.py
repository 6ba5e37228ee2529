"""``doctor``: how everything is, a line each."""

from __future__ import annotations

import typer

from bot.cli import common
from bot.clocks import SystemClock


def doctor() -> None:
    """Look at everything the bot needs, and say what helps; status 1 when there is a problem."""
    from bot import doctor as practice  # noqa: PLC0415 - no other command looks at everything
    from bot.doctor.finding import Verdict  # noqa: PLC0415 - as above

    settings = common.settings()
    findings = common.perform(practice.examine(settings, SystemClock().now()))
    for one in findings:
        typer.echo(f"{one.verdict:<8} {one.thing:<12} {one.said}")
        if one.remedy:
            typer.echo(f"{'':<8} {'':<12} → {one.remedy}")
    problems = sum(one.verdict is Verdict.PROBLEM for one in findings)
    if problems:
        common.refuse(f"problems: {problems}")
