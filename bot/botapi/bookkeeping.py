"""Small writes that must happen: what was sent, what is done."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.usecases.ports import Database, DatabaseUnavailableError, UnitOfWork

_LOG = logging.getLogger(__name__)
_BACKOFF_SECONDS = (0.1, 1.0, 2.0, 5.0, 10.0, 30.0)
_TRIES = 20  # about eight minutes, when something else than the database is at fault
_T = TypeVar("_T")


async def record(database: Database, change: Callable[[UnitOfWork], Awaitable[_T]]) -> _T:
    """Commit ``change``, again and again for as long as the database refuses.

    Raises:
        Exception: whatever else is wrong, of the last try, after some minutes.
    """
    tried = 0
    while True:
        try:
            async with database.writing() as uow:
                return await change(uow)
        except DatabaseUnavailableError:
            pass
        except Exception as error:
            if tried >= _TRIES:
                raise
            _LOG.warning("A write failed (%s), try %d", type(error).__name__, tried + 1)
        await asyncio.sleep(_BACKOFF_SECONDS[min(tried, len(_BACKOFF_SECONDS) - 1)])
        tried += 1
