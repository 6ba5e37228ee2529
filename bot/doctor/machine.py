"""Disks, and the file that holds the secret of the personal links."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from bot.config import Settings
from bot.doctor.finding import Finding, ok, problem, warning
from storage.engine import sqlite_file

_MEGABYTE = 1_000_000
_LITTLE, _TOO_LITTLE = 1000 * _MEGABYTE, 100 * _MEGABYTE
_NOT_FOR_OTHERS = 0o077  # the bits of a file's mode that are not its owner's


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at the disks that are written to, the secret, and who is told when something is wrong."""
    folders = {"backups": settings.backup_dir} if settings.backup_dir else {}
    if file := sqlite_file(settings.database_url):
        folders = {"the database": file.parent, **folders}
    for what, folder in folders.items():
        if folder.is_dir():
            yield _disk(what, folder)
    yield _secret(settings)
    if not settings.organizers:
        yield warning("organizers", "nobody may do everything", "put your Telegram id into ORGANIZERS")


def _disk(what: str, folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    said = f"{free // _MEGABYTE} MB are free for {what}"
    if free >= _LITTLE:
        return ok("disk", said)
    judge = problem if free < _TOO_LITTLE else warning
    return judge("disk", said, "free some, or move it to a larger disk")


def _secret(settings: Settings) -> Finding:
    if settings.link_secret.get_secret_value():
        return ok("LINK_SECRET", "is set")
    path = settings.secret_file
    if not path.exists():
        return ok("LINK_SECRET", f"will be made in {path}")
    if path.stat().st_mode & _NOT_FOR_OTHERS:
        said = f"others on this machine can read {path}"
        return problem("LINK_SECRET", said, f"chmod 600 {path}; if somebody may have read it, make a new one")
    return ok("LINK_SECRET", f"is in {path}, for its owner alone; keep a copy with the backups")
