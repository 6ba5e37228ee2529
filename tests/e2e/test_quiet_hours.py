"""What can wait is not sent at night, not even when the bot was down when its time came."""

from __future__ import annotations

from datetime import timedelta

from tests.support.bookings import SLOT, ask, meet
from tests.support.people import Person
from tests.support.stage import Stage, stage
from tests.support.tongues import Tongue
from tests.support.world import at


async def down_until(st: Stage, when: str) -> None:
    await st.stop()
    st.clock.set(at(when))
    await st.start()
    await st.settled()


def texts(person: Person) -> str:
    return "\n".join(message.text for message in person.received)


async def test_nudge_whose_time_came_while_the_bot_was_down_waits_for_the_morning(
    sqlite_url: str, tongue: Tongue
) -> None:
    async with stage(sqlite_url) as st:
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        st.move_to(at("Wed 08:00"))
        await ask(ioana, tongue, SLOT)
        await director.expect_card("Somebody would like to meet you")
        await down_until(st, "Wed 22:00")
        assert "Still waiting for your answer" not in texts(director)

        st.move_to(at("Thu 07:30") + timedelta(seconds=1))
        await director.expect_card("Still waiting for your answer")


async def test_digest_of_tomorrow_that_could_not_be_sent_by_night_is_not_sent_at_all(
    sqlite_url: str, tongue: Tongue
) -> None:
    async with stage(sqlite_url) as st:
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        await meet(ioana, director, tongue, SLOT)
        await down_until(st, "Wed 22:00")
        assert "Tomorrow you have" not in texts(director)

        st.move_to(at("Thu 07:30") + timedelta(seconds=1))
        await director.expect_card("Today you have 1 meeting")
        assert "Tomorrow you have" not in texts(director)


async def test_message_to_everybody_that_was_begun_by_day_goes_on_in_the_morning(sqlite_url: str) -> None:
    async with stage(sqlite_url) as st:
        ioana, organizer = await st.join("Ioana Pop"), st.organizer()
        st.move_to(at("Wed 20:59"))
        await organizer.say("/organizer")
        await organizer.press("Message to everybody", await organizer.expect_card("organizer"))
        await organizer.expect_card("Write it now")
        await organizer.say("The hall opens at nine.")
        draft = await organizer.expect_card("This is what everybody")
        st.api.faults.fail("sendMessage", 502, times=None)
        await organizer.press("Send to everybody", draft)
        await organizer.expect_card("Done: 0 of 1")
        await st.settled()
        st.api.faults.clear()
        await down_until(st, "Wed 22:00")
        assert "The hall opens at nine." not in texts(ioana)

        st.move_to(at("Thu 07:30") + timedelta(seconds=1))
        await ioana.expect_card("The hall opens at nine.")
