"""Small writes that must happen: what was sent, what is done."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.usecases.ports import Database, UnitOfWork

_LOG = logging.getLogger(__name__)
_BACKOFF_SECONDS = (0.1, 1.0, 2.0, 5.0, 10.0, 30.0)
_TRIES = 20  # about eight minutes: a database restarts, a disk is cleared
_T = TypeVar("_T")


async def record(database: Database, change: Callable[[UnitOfWork], Awaitable[_T]]) -> _T:
    """Commit ``change``, again and again while the database refuses.

    Raises:
        Exception: of the last try, after some minutes.
    """
    for tried in range(1, _TRIES):
        try:
            async with database.writing() as uow:
                return await change(uow)
        except Exception as error:  # noqa: BLE001 - storage's errors are not known in this ring
            _LOG.warning("The database refuses a write (%s), try %d", type(error).__name__, tried)
            await asyncio.sleep(_BACKOFF_SECONDS[min(tried, len(_BACKOFF_SECONDS)) - 1])
    async with database.writing() as uow:
        return await change(uow)
