"""``backup`` and ``restore``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli import common
from bot.clocks import SystemClock
from storage import backup as backups
from storage import restore as restoring


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file; it is never replaced.")],
) -> None:
    """Write everything into one file, while the bot runs; it can be restored into either kind of database."""
    url = common.settings().database_url
    manifest = common.perform(backups.write_backup(url, file, SystemClock().now()))
    typer.echo(
        f"{file}: {manifest.rows} rows of {len(manifest.tables)} tables, schema {manifest.revision}; "
        "checked by restoring it"
    )


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `bilateral backup` has written.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="In place of what the database holds now.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether it may be replaced.")] = False,
) -> None:
    """Put a backup into an empty database; the bot must not be running."""
    url = common.settings().database_url
    if replace and not yes:
        typer.confirm("Everything that the database holds now will be gone. Go on?", abort=True)
    manifest = common.perform(restoring.restore(url, file, SystemClock().now(), replace=replace))
    typer.echo(
        f"restored: {manifest.rows} rows as of {manifest.created_at:%Y-%m-%dT%H:%M:%SZ}, "
        f"made by version {manifest.version}"
    )
    typer.echo("Whoever was erased after that moment is back: erase them again (docs/care.md).")
