"""``outbox list`` and ``outbox retry``: messages that could not be sent. Their texts are never shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import typer

from bot.cli import common
from bot.clocks import SystemClock
from bot.config import Settings
from bot.usecases.outbox import OutboxRow, OutboxState

_HEADINGS = ("id", "state", "kind", "chat", "due", "tries", "error")


def show(
    state: Annotated[list[OutboxState] | None, typer.Option(help="May be given several times.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the newest.")] = 100,
) -> None:
    """List messages by their state, the oldest first; by default those that were given up."""
    states = state or [OutboxState.DEAD]
    rows = common.perform(_find(common.settings(), states, limit))
    if not rows:
        typer.echo(f"no message is {' or '.join(states)}")
        return
    typer.echo("\t".join(_HEADINGS))
    for row in rows:
        note = row.note
        cells = (
            row.id,
            row.state,
            note.kind,
            note.chat_id,
            _utc(note.due_at),
            row.attempts,
            row.error or "-",
        )
        typer.echo("\t".join(str(cell) for cell in cells))


def retry(
    ids: Annotated[
        list[int] | None, typer.Argument(metavar="[ID]...", help="As `outbox list` shows them.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every message that was given up.")] = False,
) -> None:
    """Try messages again that were given up; one that has become irrelevant is dropped then."""
    if bool(ids) == everything:
        raise typer.BadParameter("name messages, or say --all", param_hint="ID")
    count = common.perform(_retry(common.settings(), ids or []))
    typer.echo(f"tried again: {count}")


async def _find(settings: Settings, states: Sequence[OutboxState], limit: int) -> list[OutboxRow]:
    async with common.database(settings) as database, database.reading() as uow:
        return await uow.outbox.find(states, limit)


async def _retry(settings: Settings, ids: Sequence[int]) -> int:
    async with common.database(settings) as database, database.writing() as uow:
        dead = await uow.dead_letters.revive(ids or None, SystemClock().now())
        if ids and (missing := sorted(set(ids) - dead)):
            common.refuse(
                *(f"message {one} is not one that was given up; nothing was changed" for one in missing)
            )
        return len(dead)


def _utc(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}"
