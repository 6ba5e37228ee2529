"""What the commands share: refusing, the database, and which event is meant."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import typer

from bot.config import ConfigurationError, Settings
from bot.database import open_database
from bot.domain.event import Event
from bot.usecases.ports import UnitOfWork
from storage.backup import BackupError
from storage.errors import DATABASE_ERRORS, in_one_line
from storage.unit_of_work import SqlDatabase

_T = TypeVar("_T")


def refuse(*lines: str) -> NoReturn:
    """End the command with status 1 and its reasons on standard error."""
    for line in lines:
        typer.echo(line, err=True)
    raise typer.Exit(1)


def settings() -> Settings:
    """Read the settings, or refuse with a line for each wrong one."""
    try:
        return Settings.load()
    except ConfigurationError as error:
        refuse(*str(error).splitlines())


def perform(work: Coroutine[Any, Any, _T]) -> _T:
    """Run a command's work; what is wrong with configuration or database is one line each."""
    try:
        return asyncio.run(work)
    except (ConfigurationError, BackupError) as error:
        refuse(*str(error).splitlines())
    except DATABASE_ERRORS as error:
        refuse(f"the database refuses: {in_one_line(error)}; nothing was changed")


@asynccontextmanager
async def database(of: Settings) -> AsyncIterator[SqlDatabase]:
    """Open the database, brought to the newest schema.

    Raises:
        ConfigurationError: it cannot be used.
    """
    opened = await open_database(of.database_url)
    try:
        yield opened
    finally:
        await opened.close()


def read(file: Path) -> bytes:
    """Read a file, or refuse."""
    try:
        return file.read_bytes()
    except OSError as error:
        refuse(f"{file}: {(error.strerror or str(error)).lower()}")


async def event_of(uow: UnitOfWork, slug: str) -> Event:
    """Give the event of ``--event``, or the only one; refuse when it cannot be told."""
    events = await uow.events.all()
    slugs = ", ".join(sorted(event.slug for event in events))
    if not events:
        refuse("there is no event yet: load one with `bilateral event load FILE.toml`")
    found = [event for event in events if event.slug == slug] if slug else events
    if not found:
        refuse(f"there is no event “{slug}”; there are: {slugs}")
    if len(found) > 1:
        raise typer.BadParameter(f"there are several events, say which: {slugs}", param_hint="--event")
    return found[0]
