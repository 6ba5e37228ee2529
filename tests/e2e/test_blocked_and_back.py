"""Somebody who blocks the bot and comes back gets what is still of use, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.bookings import SLOT, ask
from tests.support.people import Person
from tests.support.stage import Stage, stage
from tests.support.tongues import Tongue
from tests.support.world import at


async def reachable(st: Stage, person: Person) -> bool:
    async with st.database.reading() as uow:
        known = await uow.persons.get(person.id)
    assert known is not None
    return known.reachable


async def test_request_that_came_meanwhile_arrives(sqlite_url: str, tongue: Tongue) -> None:
    async with stage(sqlite_url) as st:
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        await director.block()
        await ask(ioana, tongue, SLOT)
        await st.settled()
        await director.unblock()

        await director.press("Accept", await director.expect_card("Somebody would like to meet you"))
        await ioana.expect_card("Your meeting is confirmed.")


async def test_news_about_a_time_that_is_past_do_not_arrive(sqlite_url: str, tongue: Tongue) -> None:
    async with stage(sqlite_url) as st:
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        await director.block()
        await ask(ioana, tongue, SLOT)
        await ioana.press("Withdraw")
        await ioana.expect_card("This request was withdrawn.")
        await st.settled()
        st.move_to(at("Thu 14:51"))
        await director.unblock()

        await director.say("/start")
        await director.expect_card(st.event.name)
        await st.settled()
        assert not any("Ioana" in message.text for message in director.received)


@pytest.mark.parametrize("how", ["text", "press"])
async def test_whoever_writes_can_be_written_to(sqlite_url: str, how: str) -> None:
    async with stage(sqlite_url) as st:
        ioana = await st.join("Ioana Pop")
        async with st.database.writing() as uow:  # the news of the return was lost
            await uow.persons.change(ioana.id, reachable=False)

        await (ioana.say("Kelemen") if how == "text" else ioana.press("Find people"))
        await ioana.expect_card("Andrei Kelemen")
        assert await reachable(st, ioana)


async def test_user_name_is_that_of_the_last_message(sqlite_url: str) -> None:
    async with stage(sqlite_url) as st:
        ioana = await st.join("Ioana Pop")
        ioana.account.user = replace(ioana.account.user, username="kite_maker")
        await ioana.say("Kelemen")
        await ioana.expect_card("Andrei Kelemen")
        async with st.database.reading() as uow:
            known = await uow.persons.get(ioana.id)
    assert known is not None
    assert known.username == "kite_maker"
