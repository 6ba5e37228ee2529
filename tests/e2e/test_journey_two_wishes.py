"""Two wishes in one text: each leads to a card of its own, none is passed over, and nothing is done."""

from __future__ import annotations

import pytest

from bot.domain.booking import MeetingState
from tests.support.bookings import meet
from tests.support.stage import DELEGATE, DIRECTOR, THIRD, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY_WINDOW, row

SLOT = "15:20–15:40"
TWO = {
    "en": "cancel my 15:20 and find someone in AI",
    "ro": "anulează ora 15:20 și caută pe cineva din AI",
    "hu": "mondd le a 15:20-ast és keress valakit az AI-ból",
}
ONE = {
    "en": "find Kelemen and book 15:45",
    "ro": "caută Kelemen și rezervă 15:45",
    "hu": "keresd Kelement és foglalj 15:45-re",
}
HIM = {
    "en": "move Kelemen to 16:10 and tell him I am sorry",
    "ro": "mută Kelemen la 16:10 și spune-i că îmi pare rău",
}


@in_every_language()
async def test_each_of_two_wishes_has_a_card_and_nothing_is_done(database_url: str, tongue: Tongue) -> None:
    expert = row("Vera Fourth", THURSDAY_WINDOW, role="Analyst", areas=("Artificial intelligence",))
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, expert) as st:
        host, guest = await st.join("Andrei Kelemen", tongue.code), await st.join("Ioana Pop", tongue.code)
        await meet(guest, host, tongue, SLOT)
        guest.forget()
        await guest.say(TWO[tongue.code])
        found = await guest.expect_card("Vera Fourth\nAnalyst")
        first = await guest.expect_card(tongue("Your meeting with"))
        assert SLOT in first.text
        assert tongue.label("Cancel the meeting") in [button.label for button in first.buttons]
        assert guest.received[-2:] == [first, found]
        async with st.database.reading() as uow:
            (meeting,) = await uow.meetings.of(st.ids["Ioana Pop"])
        assert meeting.state is MeetingState.CONFIRMED


@in_every_language()
async def test_what_is_one_wish_has_one_card(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        await st.join("Andrei Kelemen", tongue.code)
        guest = await st.join("Ioana Pop", tongue.code)
        before = len(guest.received)
        await guest.say(ONE[tongue.code])
        card = await guest.expect_card("15:45–16:05")
        assert "Andrei Kelemen" in card.text
        assert len(guest.received) == before + 1


@pytest.mark.parametrize("tongue", ["en", "ro"], indirect=True)
async def test_message_to_him_is_to_whom_the_first_wish_names(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        host, guest = await st.join("Andrei Kelemen", tongue.code), await st.join("Ioana Pop", tongue.code)
        await meet(guest, host, tongue, SLOT)
        guest.forget()
        await guest.say(HIM[tongue.code])
        await guest.expect_card("16:10–16:30")
        asked = await guest.expect_card(
            tongue("Nothing is sent yet. Press the name, then write the message.")
        )
        await guest.press(tongue.label("Write to {name}", name="Andrei Kelemen"), asked)
