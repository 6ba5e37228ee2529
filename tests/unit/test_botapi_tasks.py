"""The owner of tasks ends them all, also one that a lost connection made miss its cancellation."""

from __future__ import annotations

import asyncio

from bot.botapi.tasks import Nursery


async def test_task_that_missed_its_cancellation_is_cancelled_again() -> None:
    nursery = Nursery(insist_seconds=0.01)
    begun = asyncio.Event()
    missed = 0

    async def endless() -> None:
        nonlocal missed
        while True:
            begun.set()
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                if missed == 2:
                    raise
                missed += 1

    task = nursery.start(endless(), "endless")
    await begun.wait()
    await asyncio.wait_for(nursery.close(), 10)
    assert (task.cancelled(), missed) == (True, 2)
