"""Work on thousands lets others in between."""

from __future__ import annotations

import asyncio

from bot.usecases.turns import by_turns


async def test_somebody_else_has_his_turn_after_every_fifty() -> None:
    seen: list[int] = []
    others: list[int] = []

    async def other() -> None:
        while len(seen) < 120:
            others.append(len(seen))
            await asyncio.sleep(0)

    async def work() -> None:
        async for one in by_turns(range(120)):
            assert one == len(seen)
            seen.append(one)

    await asyncio.gather(work(), other())
    assert seen == [*range(120)]
    assert others == [50, 100]


async def test_short_list_is_not_interrupted() -> None:
    others: list[str] = []
    asyncio.get_running_loop().call_soon(others.append, "a turn")
    assert [one async for one in by_turns(range(49))] == [*range(49)]
    assert others == []
