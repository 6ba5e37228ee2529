"""A meeting of one's own stands in the way of another one: it is moved first, and the wish is kept."""

from __future__ import annotations

from datetime import time

import pytest

from bot.usecases.files import WallWindow
from tests.support.bookings import meet
from tests.support.stage import DELEGATE, THIRD, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY, make_event, row

SLOT = "14:30–14:50"
NEW, LATER = "15:45–16:05", "16:10–16:30"
SEED = row("Eva Blake", WallWindow(THURSDAY, time(14, 30), time(14, 50)), organization="Seed Fund")


@pytest.mark.parametrize("tables", [12, 1])  # the only table is the one that the moved meeting leaves
@in_every_language()
async def test_own_meeting_in_the_way_is_moved_first_and_the_wish_is_kept(
    database_url: str, tongue: Tongue, tables: int
) -> None:
    async with stage(database_url, DELEGATE, THIRD, SEED, event=make_event(tables)) as st:
        ioana, stefan = await st.join("Ioana Pop", tongue.code), await st.join("Ştefan Mureşan", tongue.code)
        eva = await st.join("Eva Blake", tongue.code)
        await meet(ioana, stefan, tongue)
        first = tongue.label("Move {time} · {name} first", time="14:30", name="Ştefan Mureşan")
        await ioana.say("Eva Thursday 14:30")
        assert first in [button.label for button in (await ioana.expect_card("Eva Blake")).buttons]
        await ioana.say("/find blake")
        await ioana.press(first, await ioana.expect_card("Seed Fund"))
        wish = tongue(
            "As soon as it is moved, you can ask {name} for {time}.",
            name="Eva Blake",
            time=f"{tongue.day(THURSDAY)}, {SLOT}",
        )
        await ioana.press(NEW, await ioana.expect_card(wish))
        await ioana.press(tongue.label("Add another time"), await ioana.expect_card(wish))
        await ioana.press(LATER, await ioana.expect_card(NEW))
        stefan.forget()
        look = await ioana.expect_card(tongue("{name} chooses one of these times.", name="Ştefan Mureşan"))
        assert wish in look.text
        await ioana.press(tongue.label("Ask to move"), look)
        agree = tongue.label("Agree to {time}", time=f"{tongue.short_day(THURSDAY)} 15:45")
        news = await stefan.expect_card(NEW)
        assert LATER in news.text
        ioana.forget()
        await stefan.press(agree, news)
        freed = "Your time {time} is free now. You wanted to meet <b>{name}</b> then."
        time_ = f"{tongue.day(THURSDAY)}, {SLOT}"
        card = await ioana.expect_card(tongue(freed, time=time_, name="Eva Blake"))
        await ioana.press(tongue.label("Ask for {time}", time="14:30"), card)
        eva.forget()
        await ioana.press(tongue.label("Send the request"), await ioana.expect_card("Seed Fund"))
        await eva.expect_card(tongue("<b>Somebody would like to meet you</b>"))
