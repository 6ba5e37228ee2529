"""The card of the day: the digest of the morning, pinned, which follows the day until its last meeting."""

from __future__ import annotations

import pytest

from bot.emulator import Message
from tests.support.bookings import SLOT, WHY_CANCEL, meet
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, THIRD, Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY, at

OVER = "Thu 14:51"  # when everybody's minute after the first slot has come


async def later(st: Stage, when: str, *people: Person) -> None:
    """Move the clock, and wait until all that is due then is sent."""
    await st.settled()
    for person in people:
        person.forget()
    st.move_to(at(when))
    await st.settled()


def pinned(person: Person) -> list[int]:
    return person.account.chat.pinned


def to_come(tongue: Tongue, number: int) -> str:
    return tongue.n("<b>Today: {n} meeting to come</b>", "<b>Today: {n} meetings to come</b>", number)


def card(person: Person) -> Message:
    """Give the only message that is or was pinned."""
    [found] = [one for one in person.messages if one.message_id in pinned(person)]
    return found


def edits(st: Stage, of: Message) -> int:
    """Count how often a message was edited."""
    calls = st.api.calls_of("editMessageText")
    return len([one for one in calls if str(one.params["message_id"]) == str(of.message_id)])


@in_every_language()
async def test_digest_of_the_morning_is_pinned_and_follows_the_day(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana, stefan = await st.join("Ioana Pop", tongue.code), await st.join("Ştefan Mureşan", tongue.code)
        await meet(ioana, director, tongue)
        await meet(stefan, director, tongue, "15:20–15:40")
        await later(st, "Thu 07:30", director)
        morning = card(director)
        assert (
            tongue.n("<b>Today you have {n} meeting</b>", "<b>Today you have {n} meetings</b>", 2)
            in morning.text
        )
        assert morning.text.index(SLOT) < morning.text.index("15:20–15:40")

        await later(st, "Thu 14:15", director, ioana)
        reminder = await ioana.expect_card(SLOT)
        await ioana.press(tongue.label("On my way"), reminder)
        await st.settled()
        says = tongue("{name} is on the way.", name="Ioana Pop")
        assert says in card(director).text
        assert f"{to_come(tongue, 2)}\n" in card(director).text

        await director.press(tongue.label("Open the meeting"), card(director))
        await director.expect_card(tongue("Your meeting with"))
        await director.press(tongue.label("My agenda"), card(director))
        await director.expect_card(tongue.day(THURSDAY))
        assert says in card(director).text  # what its buttons open is another message

        await later(st, OVER, director)
        now = card(director)
        assert now.message_id == morning.message_id
        assert to_come(tongue, 1) in now.text
        assert (SLOT in now.text, "15:20–15:40" in now.text) == (False, True)

        await stefan.say("/agenda")
        await stefan.press("15:20 · Andrei Kelemen", await stefan.expect_card("15:20–15:40"))
        await stefan.press(tongue.label("Cannot come"), await stefan.expect_card(tongue("Your meeting with")))
        await stefan.press(tongue.label("Yes, I cannot come"), await stefan.expect_card("15:20–15:40"))
        await director.expect_card(tongue("<b>Meeting cancelled</b>"))
        await st.settled()  # it is near, so the card says so at once
        assert pinned(director) == []
        closed = next(one for one in director.messages if one.message_id == morning.message_id)
        assert tongue("<b>No more meetings today</b>") in closed.text


async def test_first_meeting_of_a_day_that_goes_on_brings_a_silent_card_and_the_last_one_closes_it(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE) as st:
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        await later(st, "Thu 09:00")
        await meet(ioana, director, tongue)
        assert pinned(director) == pinned(ioana) == []  # the confirmation says it all for now
        await later(st, "Thu 09:01")
        for person in (director, ioana):
            assert card(person).silent
            assert to_come(tongue, 1) in card(person).text
        first = card(ioana)
        await later(st, OVER)
        assert pinned(director) == pinned(ioana) == []
        closed = next(one for one in ioana.messages if one.message_id == first.message_id)
        assert "No more meetings today" in closed.text


async def test_what_changes_within_a_minute_is_one_edit_unless_it_is_near(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD) as st:
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        stefan = await st.join("Ştefan Mureşan")
        await meet(ioana, director, tongue, "16:35–16:55")
        await later(st, "Thu 08:00", director)
        before = edits(st, card(director))
        await meet(stefan, director, tongue, "16:10–16:30")
        for _ in range(2):
            await ioana.say("/agenda")
            await ioana.press("16:35 · Andrei Kelemen", await ioana.expect_card("16:35–16:55"))
            await ioana.press("Cancel the meeting", await ioana.expect_card("Your meeting with"))
            await ioana.press("Cancel without a reason", await ioana.expect_card(tongue(WHY_CANCEL)))
            await director.expect_card("Meeting cancelled")
            if _ == 0:
                await meet(ioana, director, tongue, "16:35–16:55")
        await st.settled()
        assert edits(st, card(director)) == before
        await later(st, "Thu 08:01")
        assert edits(st, card(director)) == before + 1
        assert ("16:10–16:30" in card(director).text, "16:35" in card(director).text) == (True, False)


async def test_card_is_switched_off_and_on_in_the_settings(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE) as st:
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        await meet(ioana, director, tongue)
        await ioana.say("/settings")
        await ioana.press("Card of the day", await ioana.expect_card("Settings"))
        await ioana.expect_card(lambda text: "stays pinned" not in text)
        await later(st, "Thu 07:30", ioana, director)
        assert len(pinned(director)) == 1
        assert pinned(ioana) == []
        digest = await ioana.expect_card("Today you have 1 meeting")
        await ioana.press("My agenda", digest)
        await ioana.expect_card(SLOT)

        kept = card(director)
        await director.say("/settings")
        await director.press("Card of the day", await director.expect_card("stays pinned"))
        await st.settled()
        assert pinned(director) == []
        off = next(one for one in director.messages if one.message_id == kept.message_id)
        assert "no longer follows your day" in off.text
        await director.press("Card of the day", await director.expect_card("Settings"))
        await st.settled()
        assert card(director).message_id == kept.message_id
        assert to_come(tongue, 1) in card(director).text


@pytest.mark.parametrize("fault", ["lost reply", "refused pin"])
async def test_card_comes_once_whatever_becomes_of_replies_and_pins(
    database_url: str, tongue: Tongue, fault: str
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE) as st:
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        await later(st, "Thu 09:00")
        await meet(ioana, director, tongue)
        await st.settled()
        if fault == "refused pin":
            st.api.faults.fail("pinChatMessage", 400, times=None)
        else:
            st.api.faults.drop_reply("sendMessage", times=2)
        await later(st, "Thu 09:01")
        await later(st, "Thu 09:03")
        st.api.faults.clear()
        await later(st, "Thu 09:10")
        await later(st, OVER)
        for person in (director, ioana):
            cards = [
                one for one in person.received if "to come" in one.text or "No more meetings" in one.text
            ]
            assert len(cards) == 1
            assert ("No more" in cards[0].text) == (fault == "refused pin")


@in_every_language()
async def test_all_that_is_due_when_the_bot_comes_back_brings_one_card(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD) as st:
        await later(st, "Thu 11:00")
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana, stefan = await st.join("Ioana Pop", tongue.code), await st.join("Ştefan Mureşan", tongue.code)
        await meet(stefan, director, tongue, "16:10–16:30")
        await meet(ioana, director, tongue)
        await st.stop()
        st.clock.set(at(OVER))
        await st.start()
        await st.settled()
        assert to_come(tongue, 1) in card(director).text
        assert len([one for one in director.received if to_come(tongue, 1) in one.text]) == 1


async def test_card_goes_on_after_a_restart_and_one_that_was_deleted_stays_away(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD) as st:
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        stefan = await st.join("Ştefan Mureşan")
        await meet(ioana, director, tongue)
        await meet(stefan, director, tongue, "15:20–15:40")
        await later(st, "Thu 07:30")
        kept = card(director)
        await st.stop()
        st.clock.set(at(OVER))
        card(stefan).deleted = True
        await st.start()
        await st.settled()
        assert card(director).message_id == kept.message_id
        assert to_come(tongue, 1) in card(director).text
        assert [one for one in stefan.received if "to come" in one.text] == []
