"""Free now: people on site say that they are free in the next slot, find each other, and ask."""

from __future__ import annotations

from tests.support.stage import DELEGATE, DIRECTOR, THIRD, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import FRIDAY, THURSDAY, at, row

NOT_BEGUN = "The meetings begin on {day}; from then on you see here who is free at once."
DAY_OVER = "The last meeting time of today has begun; the next ones are on {day}."
OVER = "The last meeting time of the event has begun; there is none left to ask for."
NONE_LEFT = (
    "Today there is no time left for which you could ask somebody: those to come begin too soon, or you or "
    "all the others are taken then."
)


@in_every_language()
async def test_who_says_that_he_is_free_is_seen_and_asked(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD) as st:
        ioana, director = (
            await st.join("Ioana Pop", tongue.code),
            await st.join("Andrei Kelemen", tongue.code),
        )
        await ioana.say("/now")  # the day before
        card = await ioana.expect_card(tongue(NOT_BEGUN, day=tongue.day(THURSDAY)))
        assert tongue(NONE_LEFT) not in card.text
        st.move_to(at("Thu 14:00"))
        await director.say("/now")
        card = await director.expect_card(f"{tongue.day(THURSDAY)}, 14:30–14:50")
        assert tongue("Nobody else has said so yet.") in card.text
        await director.press(tongue.label("I am free at {time}", time="14:30"))
        await director.expect_card(tongue("You are shown as free to the others."))

        await ioana.say("/now")
        card = await ioana.expect_card(tongue.n("{n} person says the same:", "{n} people say the same:", 1))
        assert "Andrei Kelemen, Executive Director, Cluj IT Cluster" in card.text
        assert "Mureşan" not in card.text
        await ioana.press(tongue.label("I am free at {time}", time="14:30"))
        await ioana.expect_card(tongue("You are shown as free to the others."))
        await director.say("/now")
        await director.expect_card("Ioana Pop, Founder, Paper Kite Labs")

        await ioana.press("14:30 · Andrei Kelemen")
        await ioana.press(tongue.label("Send the request"), await ioana.expect_card("14:30–14:50"))
        await ioana.expect_card(tongue("<b>Your request is sent.</b>"))
        await director.say("/now")  # she waits for his answer, and so is free no more
        await director.expect_card(tongue("Nobody else has said so yet."))
        await director.press(tongue.label("I am not free any more"))
        await director.expect_card(tongue("If you say that you are free, the others see you here."))


@in_every_language()
async def test_free_now_ends_with_the_slot_and_is_for_meeting_times_alone(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, row("Quiet Guest")) as st:
        ioana, director = (
            await st.join("Ioana Pop", tongue.code),
            await st.join("Andrei Kelemen", tongue.code),
        )
        guest = await st.join("Quiet Guest", tongue.code)
        st.move_to(at("Thu 14:00"))
        await director.say("/now")
        old = await director.expect_card("14:30–14:50")
        await director.press(tongue.label("I am free at {time}", time="14:30"))
        await director.expect_card(tongue("You are shown as free to the others."))
        await guest.say("/now")
        card = await guest.expect_card(
            tongue("Nobody can ask you for that time: it is not among your meeting times.")
        )
        assert "Andrei Kelemen" in card.text
        assert tongue.label("I am free at {time}", time="14:30") not in [one.label for one in card.buttons]

        st.move_to(at("Thu 14:20"))
        await ioana.say("/now")
        card = await ioana.expect_card("14:55–15:15")
        assert tongue("Nobody else has said so yet.") in card.text
        await director.forge(f"fe:{int(at('Thu 14:30').timestamp()) // 60}:1", old)  # too late for that one
        await director.expect_card("14:55–15:15")
        await director.press(tongue.label("I am free at {time}", time="14:55"))
        await director.expect_card(tongue("You are shown as free to the others."))
        await ioana.say("/now")
        await ioana.expect_card("Andrei Kelemen")
        st.move_to(at("Thu 16:30"))  # five minutes before the last time of the day
        await ioana.say("/now")
        await ioana.expect_card(tongue(NONE_LEFT))
        st.move_to(at("Thu 17:00"))
        await ioana.say("/now")
        card = await ioana.expect_card(tongue(DAY_OVER, day=tongue.day(FRIDAY)))
        assert tongue.label("Who is free when?") in [one.label for one in card.buttons]
        st.move_to(at("Fri 12:00"))
        await ioana.say("/now")
        await ioana.press(tongue.label("Whom I met"), await ioana.expect_card(tongue(OVER)))
