"""Telling the owners that a scheduled backup failed."""

from __future__ import annotations

from datetime import datetime

from bot.usecases.organizing import Owners
from bot.usecases.outbox import Note
from bot.usecases.ports import UnitOfWork

FAILED = "backup.failed"


async def tell_failed(uow: UnitOfWork, owners: Owners, now: datetime) -> None:
    """Tell every owner, once a day (UTC) at most."""
    for telegram_id in sorted(owners):
        await uow.outbox.add(Note(FAILED, telegram_id, now, dedupe=f"{FAILED}:{telegram_id}:{now.date()}"))
