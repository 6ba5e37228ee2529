from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from storage.unit_of_work import SqlDatabase

_PATIENCE_SECONDS = 3.0  # less than a writer waits for a locked file
# With RETURNING and nobody who fetches, as a cancelled task leaves it.
_HALF_WAY = """
    INSERT INTO inbox (update_id, sender, state, try_at, received_at)
    VALUES (1, 1, 'new', '', '') RETURNING update_id
"""


async def test_write_given_up_half_way_frees_the_file_at_once(sqlite_url: str) -> None:
    database = SqlDatabase(sqlite_url)
    async with database.writer.connect() as connection:
        await connection.begin()
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        begun = await driver.execute(_HALF_WAY)
        await connection.invalidate()
        async with asyncio.timeout(_PATIENCE_SECONDS), database.writing() as uow:
            await uow.inbox.forget(datetime(2026, 11, 25, tzinfo=UTC))
    del begun
    await database.close()
