"""Somebody in two events: what a button is about decides which of them is the current one."""

from __future__ import annotations

from tests.support.bookings import SLOT, ask, meet
from tests.support.elsewhere import ELSEWHERE, join_elsewhere
from tests.support.stage import stage
from tests.support.tongues import Tongue
from tests.support.world import THURSDAY, at


async def test_news_of_another_event_lead_into_it(sqlite_url: str, tongue: Tongue) -> None:
    async with stage(sqlite_url) as st:
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        await join_elsewhere(st, "Andrei K.", director)
        await ask(ioana, tongue, SLOT)

        await director.press("See the profile", await director.expect_card("Somebody would like to meet you"))
        await director.expect_card("Founder")
        await director.press("⌂ Home")
        await director.expect_card(st.event.name)


async def test_request_at_a_time_that_is_taken_at_another_event_is_warned_of(sqlite_url: str) -> None:
    warning = f"At that time you have a meeting or a request at {ELSEWHERE} already."
    async with stage(sqlite_url) as st:
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        await join_elsewhere(st, "Andrei K.", director, day=THURSDAY)
        await join_elsewhere(st, "Ioana P.", ioana, day=THURSDAY)
        await ioana.say("/find Andrei K")
        await ioana.press("See free times", await ioana.expect_card("Andrei K."))
        await ioana.press("14:50–15:10", await ioana.expect_card("Thursday"))
        await ioana.press("Send the request", await ioana.expect_card("to answer"))
        await ioana.expect_card("Your request is sent.")
        await ioana.press("⌂ Home")
        await ioana.press("Switch event", await ioana.expect_card(ELSEWHERE))
        await ioana.press(st.event.name, await ioana.expect_card("Which event?"))
        await ioana.expect_card(st.event.name)

        await ioana.say("Kelemen Thursday 14:55")
        assert warning in (await ioana.expect_card("to answer")).text
        await ioana.say("Kelemen Thursday 15:20")
        assert warning not in (await ioana.expect_card("to answer")).text


async def test_digest_opens_the_agenda_of_its_event(sqlite_url: str, tongue: Tongue) -> None:
    async with stage(sqlite_url) as st:
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        await meet(ioana, director, tongue, SLOT)
        await join_elsewhere(st, "Andrei K.", director, day=THURSDAY)
        st.move_to(at("Wed 18:00"))

        await director.press("My agenda", await director.expect_card("Tomorrow you have 1 meeting"))
        await director.expect_card("Table 1")
