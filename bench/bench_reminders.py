"""Reminders that crowd before one slot, beside presses and a broadcast, on real time, with limits on.

python -m bench.bench_reminders [PEOPLE]
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from bot.botapi.tasks import Nursery
from bot.usecases.outbox import Note, Priority
from storage.migrate import upgrade
from storage.unit_of_work import SqlDatabase
from tests.support.post_office import PostOffice, post_office

_HEAD_SECONDS = 25.0  # from the start to the planned beginning of the crowd
_PRESS_EVERY_SECONDS = 0.5
_COUNTED_ON = 20  # a second, by the plan


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
    ahead = _HEAD_SECONDS + people / _COUNTED_ON
    async with post_office(url) as office, Nursery() as nursery:
        office.alarm.start(office.dispatcher.recover)
        loop = asyncio.get_running_loop()
        office.people(3 * people + 1_000)
        now, promised = office.clock.now(), loop.time() + ahead
        due = now + timedelta(seconds=ahead)
        nursery.start(press(office, nursery, 3 * people + 1, waits), "presses")
        await office.add(
            *(Note("reminder", chat, due, priority=Priority.REMINDER) for chat in range(1, people + 1))
        )
        offers = range(people + 1, 3 * people + 1)
        await office.add(*(Note("offer", chat, now, priority=Priority.BROADCAST) for chat in offers))
        await asyncio.sleep(ahead)
        report(office, people, promised, waits)
        await office.alarm.stop()


def report(office: PostOffice, people: int, promised: float, waits: list[float]) -> None:
    calls = office.api.calls_of("sendMessage")
    early = [promised - call.at for call in calls if int(call.params["chat_id"]) <= people]
    first, last = promised - max(early), promised - min(early)
    offers = range(people + 1, 3 * people + 1)
    meanwhile = sum(first + 1 < call.at < last and int(call.params["chat_id"]) in offers for call in calls)
    refused = sum(not call.ok for call in office.api.calls)
    waits.sort()
    print(
        f"{len(early)} of {people} reminders came {max(early):.1f} to {min(early):.1f} s before their time,"
    )
    print(f"{len(early) / (last - first):.1f} a second; {refused} refused (429)")
    print(f"messages of the broadcast meanwhile: {meanwhile}")
    print(f"{len(waits)} answers, p99 {waits[len(waits) * 99 // 100] * 1000:.0f} ms")


async def main(people: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}"
        database = SqlDatabase(url)
        await upgrade(database.writer)
        await database.close()
        await measure(url, people)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000))
