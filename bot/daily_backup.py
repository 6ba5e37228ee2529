"""A backup a day into a folder, and an end to old ones; the folder says what there is."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.domain.backups import backup_name, is_backup_due, made_at, outdated
from bot.usecases import backups
from bot.usecases.clock import Clock
from bot.usecases.organizing import Owners
from bot.usecases.ports import Database
from storage.backup import BackupError, write_backup

_LOG = logging.getLogger(__name__)


class DailyBackup:
    """Run ``tick`` now and then; ``url`` is that of ``database``."""

    def __init__(
        self, database: Database, url: str, folder: Path, keep_days: int, owners: Owners, clock: Clock
    ) -> None:
        self._database = database
        self._url = url
        self._folder = folder
        self._keep_days = keep_days
        self._owners = owners
        self._clock = clock

    async def tick(self) -> None:
        """Make the backup of the day unless it is there, and delete those that are kept no longer.

        One that fails is said in one line and to the owners, and is tried again at the next tick.
        """
        now = self._clock.now()
        try:
            made = await asyncio.to_thread(_made, self._folder)
            if is_backup_due(made, now):
                manifest = await write_backup(self._url, self._folder / backup_name(now), now)
                _LOG.info("The daily backup is made: %d rows", manifest.rows)
                made.append(now)
            await asyncio.to_thread(_delete, self._folder, outdated(made, now, self._keep_days))
        except (BackupError, OSError) as error:
            _LOG.error("The daily backup failed: %s", error)
            async with self._database.writing() as uow:
                await backups.tell_failed(uow, self._owners, now)


def _made(folder: Path) -> list[datetime]:
    """Give when the backups in a folder were made; makes the folder when only that is missing."""
    folder.mkdir(mode=0o700, exist_ok=True)
    return [made for one in folder.iterdir() if (made := made_at(one.name))]


def _delete(folder: Path, made: Sequence[datetime]) -> None:
    """Delete backups, and all drafts that a killed process left: none is being written now."""
    for one in (*(folder / backup_name(one) for one in made), *folder.glob(".bilateral-*.backup.*")):
        one.unlink(missing_ok=True)
