"""``people import`` and ``people links``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.cli import common
from bot.clocks import SystemClock
from bot.config import Settings
from bot.domain.event import Event
from bot.files.local import LocalFiles
from bot.files.private import write_private
from bot.i18n import SOURCE_LANGUAGE, Language, load_languages
from bot.screens.fields import field_name
from bot.screens.problems import problem_text
from bot.usecases import people_import
from bot.usecases.people_import import BadRowsError, Preview
from bot.usecases.personal_links import HEADINGS, Links

_Slug = Annotated[
    str, typer.Option("--event", metavar="SLUG", help="May be left out when there is one event.")
]


def import_people(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, XLSX, or a profile page as text.")],
    event: _Slug = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, change nothing.")
    ] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave bad rows out and load the rest.")
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Also change what people changed themselves.")
    ] = False,
) -> None:
    """Add people to an event, or bring them up to date; nobody is ever deleted."""
    content = common.read(file)
    settings = common.settings()
    wishes = {"skip_bad": skip_bad, "overwrite": overwrite}
    found, preview = common.perform(_import(settings, file, content, event, wishes, dry_run=dry_run))
    for line in _summary(found, preview, dry_run=dry_run):
        typer.echo(line)
    for problem in preview.problems:
        typer.echo(f"{file}: left out: {problem_text(_english(), problem)}", err=True)


async def _import(
    settings: Settings, file: Path, content: bytes, slug: str, wishes: Mapping[str, bool], *, dry_run: bool
) -> tuple[Event, Preview]:
    now, secret = SystemClock().now(), settings.secret()
    act = people_import.check if dry_run else people_import.load
    async with common.database(settings) as database:
        async with database.reading() as uow:
            event = await common.event_of(uow, slug)
        people = LocalFiles().read_people(file.name, content, event)
        async with database.reading() as uow:
            compared = await people_import.compare(uow, event, people, secret)
        try:
            async with database.reading() if dry_run else database.writing() as uow:
                return event, await act(uow, event, people, secret, now, compared=compared, **wishes)
        except BadRowsError as error:
            _refuse(file, error.preview)


def _refuse(file: Path, found: Preview) -> NoReturn:
    common.refuse(
        *(f"{file}: {problem_text(_english(), problem)}" for problem in found.problems),
        f"{file}: nothing was loaded" + ("; --skip-bad loads the rest" if found.readable else ""),
    )


def _summary(event: Event, found: Preview, *, dry_run: bool) -> list[str]:
    english = _english()
    would = "would be " if dry_run else ""
    lines = [f"warning: {problem_text(english, warning)}" for warning in found.warnings]
    lines += [f"{would}added: {row.profile.name} ({row.key})" for row in found.new]
    for one in found.changed:
        names = ", ".join(field_name(english, name) for name in one.fields)
        lines.append(f"{would}changed: {one.row.profile.name} ({one.row.key}): {names}")
    for one in found.kept:
        names = ", ".join(field_name(english, name) for name in one.kept)
        lines.append(f"kept: {one.row.profile.name} ({one.row.key}) changed this himself: {names}")
    lines += [f"gone: {person.name} ({person.key}) is not in the file and stays" for person in found.gone]
    lines += [f"erased at own request: line {row.line} is left out" for row in found.erased]
    counts = {
        "new": len(found.new),
        "changed": len(found.changed),
        "unchanged": found.unchanged,
        "gone": len(found.gone),
        "erased": len(found.erased),
        "bad rows": found.bad_lines,
    }
    lines.append(f"{event.slug}: " + ", ".join(f"{name} {count}" for name, count in counts.items()))
    return lines


def links(
    out: Annotated[Path, typer.Option("--out", metavar="FILE.csv", help="Only its owner can read it.")],
    event: _Slug = "",
) -> None:
    """Write the personal link of everybody at an event to a file; needs BOT_TOKEN."""
    settings = common.settings()
    content, count = common.perform(_links(settings, event))
    try:
        write_private(out, content)
    except OSError as error:
        common.refuse(f"{out}: {(error.strerror or str(error)).lower()}")
    typer.echo(
        f"{out}: {count} links. Whoever has a link can join as that person: keep the file to yourself."
    )


async def _links(settings: Settings, slug: str) -> tuple[bytes, int]:
    from bot.botapi.limiter import Limiter  # noqa: PLC0415 - no other command of these needs the Bot API
    from bot.opening import open_bot  # noqa: PLC0415 - as above

    settings.token()
    async with common.database(settings) as database:
        async with database.reading() as uow:
            event = await common.event_of(uow, slug)
        async with await open_bot(settings, Limiter()) as bot:
            maker = Links(settings.secret(), bot.username)
        async with database.reading() as uow:
            rows = list(await maker.rows(uow, event))
    return LocalFiles().csv(HEADINGS, rows), len(rows)


def _english() -> Language:
    return load_languages().get(SOURCE_LANGUAGE)
