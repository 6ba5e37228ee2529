"""Scheduled backups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.config import Settings
from bot.doctor.finding import Finding, ok, problem, warning
from bot.domain.backups import made_at

_OLD = timedelta(hours=26)  # a day and what a backup may take
_LOG = "look for the line in the log that says why; `bilateral backup FILE` tries it at once"


def examine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Look at the newest backup."""
    folder = settings.backup_dir
    if folder is None:
        yield warning("backups", "none are made", "name a folder in BACKUP_DIR, on another disk if possible")
        return
    if not folder.is_dir():
        yield problem("backups", f"{folder} is not there", "make the folder, for the bot's user alone")
        return
    newest = max((made for one in folder.iterdir() if (made := made_at(one.name))), default=None)
    if newest is None:
        yield warning("backups", f"there is none in {folder} yet", "the bot makes one soon after its start")
    elif now - newest > _OLD:
        hours = (now - newest) // timedelta(hours=1)
        yield problem("backups", f"the newest is {hours} hours old", _LOG)
    else:
        yield ok("backups", f"the newest is of {newest:%Y-%m-%d %H:%M} UTC")
