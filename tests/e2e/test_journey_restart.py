"""The bot stops in the middle of anything and starts again: people notice nothing but the pause."""

from __future__ import annotations

from tests.support.bookings import SLOT, WHY_DECLINE, ask, meet
from tests.support.stage import stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY, at


@in_every_language(cheap=True)
async def test_note_is_written_across_restarts(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        await ioana.say("/find kelemen")
        await ioana.press(tongue.label("See free times"), await ioana.expect_card("Executive Director"))
        await ioana.press(SLOT, await ioana.expect_card(tongue.day(THURSDAY)))
        await ioana.press(tongue.label("Add a note"), await ioana.expect_card(SLOT))
        await ioana.expect_card("500")

        await st.stop()
        await ioana.say("Kites in Cluj")  # while nobody listens
        await st.start()
        look = await ioana.expect_card(f"{tongue('Your note:')}Kites in Cluj")
        await st.stop()
        await ioana.press(tongue.label("Send the request"), look, answered=False)
        await st.start()
        await ioana.expect_card(tongue("<b>Your request is sent.</b>"))
        asked = await director.expect_card("Kites in Cluj")

        await director.press(tongue.label("Decline"), asked)
        await director.expect_card(tongue(WHY_DECLINE, name="Ioana Pop"))
        await st.stop()
        await st.start()
        ioana.forget()
        await director.say("Not this time")
        declining = await director.expect_card("Not this time")
        await st.stop()
        await director.press(tongue.label("Decline with this reason"), declining, answered=False)
        await st.start()
        await director.expect_card(tongue("This request was declined."))
        await ioana.expect_card("Not this time")


@in_every_language()
async def test_what_fell_due_while_the_bot_was_down_comes_if_it_is_still_of_use(
    database_url: str, tongue: Tongue
) -> None:
    one, many = "<b>Your meeting begins in {n} minute</b>", "<b>Your meeting begins in {n} minutes</b>"
    async with stage(database_url) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        await meet(ioana, director, tongue)
        await meet(ioana, await st.join("Ştefan Mureşan", tongue.code), tongue, "16:10–16:30")
        await st.stop()
        director.forget()
        st.clock.set(at("Thu 14:22"))
        await st.start()
        await director.expect_card(tongue.n(one, many, 8))  # later than planned, and it says so
        await ioana.expect_card(tongue.n(one, many, 8))

        await st.stop()
        ioana.forget()
        st.clock.set(at("Thu 16:12"))
        await st.start()
        await st.settled()
        left = tongue.n("<b>Today: {n} meeting to come</b>", "<b>Today: {n} meetings to come</b>", 1)
        over = tongue("<b>How was your meeting?</b>")  # of the one that ended meanwhile
        assert [seen.text for seen in ioana.seen() if not seen.text.startswith((left, over))] == []


@in_every_language()
async def test_request_that_ran_out_while_the_bot_was_down_is_told(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        await ask(ioana, tongue)
        await st.stop()
        st.clock.set(at("Thu 10:30"))
        await st.start()
        ran_out = "{name} has not answered your request for {time} in time."
        await ioana.expect_card(
            tongue(ran_out, name="Andrei Kelemen", time=f"{tongue.day(THURSDAY)}, {SLOT}")
        )
