"""Opening the database, checked, each error in one line; it knows nothing of Telegram."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from bot.clocks import SystemClock
from bot.config import ConfigurationError
from storage.engine import check_file
from storage.errors import in_one_line
from storage.migrate import upgrade
from storage.sole import OccupiedError, sole_user
from storage.unit_of_work import SqlDatabase
from storage.zone_rules import follow_zone_rules

_LOG = logging.getLogger(__name__)


async def open_database(url: str) -> SqlDatabase:
    """Open a database and bring it to the newest schema, and to the time-zone rules of now.

    Raises:
        ConfigurationError: it is not there, or cannot be written to.
    """
    database = SqlDatabase(url)
    try:
        check_file(url)
        await upgrade(database.writer)
        async with database.writing() as uow:
            zones = await follow_zone_rules(uow.connection, SystemClock().now())
    except Exception as error:
        await database.close()
        raise _unusable(error) from error
    for zone in zones:
        _LOG.warning("The rules of %s have changed: coming meetings keep their time of day there", zone)
    return database


def _unusable(error: Exception) -> ConfigurationError:
    return ConfigurationError(f"DATABASE_URL: the database cannot be used: {in_one_line(error)}")


@contextmanager
def sole_bot(url: str) -> Iterator[None]:
    """Hold an SQLite file for the length of the block, so that no second bot works on it.

    Raises:
        ConfigurationError: another process has it, or it cannot be written to.
    """
    with ExitStack() as stack:
        try:
            check_file(url)
            stack.enter_context(sole_user(url))
        except OccupiedError as error:
            raise ConfigurationError(f"DATABASE_URL: {error}") from None
        except Exception as error:
            raise _unusable(error) from error
        yield
