"""A broadcast beside people who press, on real time, against the embedded server with its limits on.

python bench/bench_broadcast.py [PEOPLE]
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from bot.botapi.tasks import Nursery
from bot.usecases.outbox import Note, Priority
from storage.migrate import upgrade
from storage.unit_of_work import SqlDatabase
from tests.support.post_office import PostOffice, post_office

_PRESS_EVERY_SECONDS = 0.5


async def answer(office: PostOffice, chat_id: int, waits: list[float]) -> None:
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await office.bot.send_message(chat_id, "There you are")
    waits.append(loop.time() - begun)


async def press(office: PostOffice, nursery: Nursery, first: int, waits: list[float]) -> None:
    for chat_id in range(first, first + 1_000):
        nursery.start(answer(office, chat_id, waits), "answer")
        await asyncio.sleep(_PRESS_EVERY_SECONDS)


async def measure(url: str, people: int) -> None:
    waits: list[float] = []
    async with post_office(url) as office, Nursery() as nursery:
        office.people(people + 1_000)
        now, begun = office.clock.now(), asyncio.get_running_loop().time()
        nursery.start(press(office, nursery, people + 1, waits), "presses")
        await office.add(
            *(Note("offer", chat, now, priority=Priority.BROADCAST) for chat in range(1, people + 1))
        )
        await office.until_states(*["sent"] * people, seconds=people)
        calls = office.api.calls_of("sendMessage")
        end = max(call.at for call in calls if int(call.params["chat_id"]) <= people)
        sends = sum(call.at <= end for call in calls)
        refused = sum(not call.ok for call in office.api.calls)
    seconds = end - begun
    print(
        f"{people} messages and {sends - people} answers in {seconds:.1f} s: {sends / seconds:.2f} a second"
    )
    print(f"over {sends} / 30 s by {(seconds / (sends / 30) - 1) * 100:.1f} %; {refused} refused (429)")
    print(f"answers after {max(waits) * 1000:.0f} ms at most")


async def main(people: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}"
        database = SqlDatabase(url)
        await upgrade(database.writer)
        await database.close()
        await measure(url, people)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000))
