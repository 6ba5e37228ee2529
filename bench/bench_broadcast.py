"""A broadcast to everybody, from the organizer's desk, beside people who book, with the limits on.

python -m bench.bench_broadcast [PEOPLE]
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
from statistics import quantiles

from bench.contenders import BILATERAL, PEOPLE_CORE
from bench.hall import hall
from bench.people import Audience, Presser, Tally, journey, without_pause
from bot.domain.event import BookingMode
from bot.emulator import EmulatedBotApi
from tests.support.people import Person
from tests.support.stage import ORGANIZER_ID

NEWS = "Tonight at seven: drinks in the foyer"
PRESSES_PER_SECOND = 2.0
WALKERS = 40  # a person's next press comes after the answer to the last one
HEAD_SECONDS = 10.0  # of booking alone
LOOK_SECONDS = 0.5


async def prepare(olga: Person) -> None:
    """Write the message, up to the last tap."""
    await olga.say("/organizer")
    await olga.expect_card("organizer")
    await olga.press("Message to everybody")
    await olga.expect_card("Message to everybody at")
    await olga.say(NEWS)
    await olga.expect_card("This is what everybody")


async def send_to_all(api: EmulatedBotApi, olga: Person, people: int) -> tuple[int, float]:
    """Give how many messages left until the last one of the broadcast, and the seconds it took."""
    begun, before = api.world.monotonic(), len(api.calls)
    await olga.press("Send now" if "Send now" in olga.buttons else "Send to everybody")  # quiet hours or not
    while True:
        news = [call.at for call in api.calls[before:] if call.ok and NEWS in call.params.get("text", "")]
        if len(news) >= people:
            break
        await asyncio.sleep(LOOK_SECONDS)
    sends = [call for call in api.calls[before:] if call.method == "sendMessage" and call.ok]
    return sum(call.at <= max(news) for call in sends), max(news) - begun


async def main(people: int) -> None:
    os.sched_setaffinity(0, {PEOPLE_CORE})
    async with hall(BILATERAL, people, limits=True, mode=BookingMode.INSTANT) as (api, _):
        audience, tally = Audience(api), Tally()
        tickets: asyncio.Queue[None] = asyncio.Queue(1)
        chance = random.Random(7)  # noqa: S311 - the same people in every run
        chats = list(api.world.chats)[:WALKERS]
        olga = Person(api, api.add_user("Olga", "Organizer", user_id=ORGANIZER_ID))
        async with audience.watching(), asyncio.TaskGroup() as tasks:
            walkers = [Presser(api.account(chat), audience, tally, chance, tickets.get) for chat in chats]
            work = [tasks.create_task(without_pause(one, journey)) for one in walkers]
            work.append(tasks.create_task(hand_out(tickets)))
            await prepare(olga)
            await asyncio.sleep(HEAD_SECONDS)
            tally.waits.clear()
            sends, seconds = await send_to_all(api, olga, people)
            for one in work:
                one.cancel()
        refused = sum(call.code == 429 for call in api.calls)
    hundredths = quantiles(tally.waits, n=100)
    print(f"{people} messages beside {len(tally.waits)} presses: {sends} sends in {seconds:.1f} s")
    print(f"over {sends} / 30 s by {(seconds / (sends / 30) - 1) * 100:.1f} %; {refused} refused (429)")
    print(f"presses: p50 {hundredths[49] * 1000:.0f} ms, p99 {hundredths[98] * 1000:.0f} ms")


async def hand_out(tickets: asyncio.Queue[None]) -> None:
    """Let people press at a steady pace."""
    while True:
        await tickets.put(None)
        await asyncio.sleep(1 / PRESSES_PER_SECOND)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
