"""``event load`` and ``when``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import common
from bot.clocks import SystemClock
from bot.config import Settings
from bot.domain.event import Event
from bot.files.event_file import EventFileError, read_event
from bot.i18n import load_languages
from bot.timewords import TimeWordsReader
from bot.timewords.when import answer
from bot.usecases import event_load
from bot.usecases.event_load import Loaded, Loss, Stranded, StrandedError
from bot.usecases.plain_text import calendar


def load(
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="The event file.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, change nothing.")
    ] = False,
) -> None:
    """Load an event, or bring the one with the same slug up to date."""
    content = common.read(file)
    try:
        event = read_event(content, load_languages().by_code)
    except EventFileError as error:
        common.refuse(*(f"{file}: {problem}" for problem in error.problems))
    loaded = common.perform(_load(common.settings(), event, dry_run=dry_run))
    typer.echo(_summary(loaded, dry_run=dry_run))


async def _load(settings: Settings, event: Event, *, dry_run: bool) -> Loaded:
    now = SystemClock().now()
    try:
        async with common.database(settings) as database:
            if dry_run:
                async with database.reading() as uow:
                    return await event_load.check(uow, event, now)
            async with database.writing() as uow:
                return await event_load.load(uow, event, now)
    except StrandedError as error:
        common.refuse(
            f"{event.slug}: nothing was changed, because this would strand:",
            *(_stranded(error.event, one) for one in error.stranded),
        )


def _stranded(event: Event, one: Stranded) -> str:
    kind = "meeting" if one.table or one.loss is Loss.TABLE else "booking"
    start = f"{event.local(one.booking.slot.start):%Y-%m-%d %H:%M}"
    why = "there is no such slot any more" if one.loss is Loss.SLOT else f"table {one.table} is gone"
    return f"{kind} of {one.guest} with {one.host}, {start}: {why}"


def _summary(loaded: Loaded, *, dry_run: bool) -> str:
    event = loaded.event
    if loaded.before is None:
        done = "would be added" if dry_run else "added"
    elif loaded.before == event:
        done = "nothing to change"
    else:
        done = "would be brought up to date" if dry_run else "brought up to date"
    slots = len(event.slots)
    tables = sum(len(block.tables) for block in event.blocks)
    return f"{event.slug}: {done} (blocks: {len(event.blocks)}, slots: {slots}, tables: {tables})"


def when(
    phrase: Annotated[
        str, typer.Argument(metavar="PHRASE", help="- reads a phrase a line from standard input.")
    ],
    event: Annotated[str, typer.Option(metavar="SLUG", help="May be left out when there is one event.")] = "",
    lang: Annotated[str, typer.Option(help="The language tried first.")] = "en",
    now: Annotated[
        str,
        typer.Option(
            metavar="ISO", help="Instead of the present; without an offset it is the event's local time."
        ),
    ] = "",
    day: Annotated[str, typer.Option(metavar="DATE", help="The day being looked at.")] = "",
) -> None:
    """Say what a time phrase means, as KIND, tab, VALUE in the event's local time."""
    if lang not in load_languages().by_code:
        raise typer.BadParameter(f"“{lang}” is not spoken", param_hint="--lang")
    found = common.perform(_event(common.settings(), event))
    against = replace(calendar(found, _instant(found, now), lang), day=_date(day))
    reader = TimeWordsReader()
    for line in _phrases(phrase):
        typer.echo(answer(line, against, reader))


def _phrases(phrase: str) -> Iterator[str]:
    if phrase != "-":
        yield phrase
        return
    for line in typer.get_text_stream("stdin", encoding="utf-8", errors="replace"):
        yield line.rstrip("\r\n")


async def _event(settings: Settings, slug: str) -> Event:
    async with common.database(settings) as database, database.reading() as uow:
        return await common.event_of(uow, slug)


def _instant(event: Event, text: str) -> datetime:
    if not text:
        return SystemClock().now()
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"“{text}” is not such as 2026-11-26T09:00", param_hint="--now") from None
    return given if given.tzinfo else given.replace(tzinfo=event.tz)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise typer.BadParameter(f"“{text}” is not such as 2026-11-26", param_hint="--day") from None
