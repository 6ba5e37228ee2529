"""Updates that come again, in the wrong order or with gaps between their numbers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from telegram import Update

from bot.botapi.turn import Turn
from bot.emulator.updates import UpdateQueue
from tests.support.front_desk import front_desk
from tests.support.simulated import SimulatedDay, play_day
from tests.support.virtual_time import run_virtual


def repeat_all(updates: UpdateQueue) -> None:
    for update in list(updates.delivered)[-40:]:
        updates.repeat(update["update_id"])


@pytest.mark.parametrize(
    "disturb",
    [
        pytest.param(repeat_all, id="repeated"),
        pytest.param(lambda updates: updates.reverse_next(1000), id="reordered"),
        pytest.param(lambda updates: updates.skip(1000), id="gapped"),
    ],
)
def test_updates_that_do_not_come_as_they_should_have_one_effect_each(
    database_url: str, disturb: Callable[[UpdateQueue], None]
) -> None:
    async def scene(day: SimulatedDay) -> None:
        for _ in range(6):
            disturb(day.play.api.world.updates)
            await day.mingle(3)
        await day.stop()  # what people do meanwhile comes in one batch
        await day.mingle(6)
        disturb(day.play.api.world.updates)
        await day.start()
        await day.mingle(3)
        await day.rest()
        assert day.log.getvalue() == ""
        await day.hold()

    play_day(database_url, scene)


def test_batch_in_the_wrong_order_is_handled_in_the_right_one(sqlite_url: str) -> None:
    heard: list[tuple[int, str]] = []

    async def listen(update: Update, turn: Turn) -> None:
        assert update.effective_message
        heard.append((turn.sender, update.effective_message.text or ""))

    async def main() -> None:
        async with front_desk(sqlite_url, listen) as desk:
            for text in ("one", "two", "three"):
                for sender in (1, 2):
                    desk.api.account(sender).say(text)
            desk.api.world.updates.reverse_next()
            await desk.start()
            await asyncio.sleep(5)
            for sender in (1, 2):
                assert [text for who, text in heard if who == sender] == ["one", "two", "three"]

    run_virtual(main())
