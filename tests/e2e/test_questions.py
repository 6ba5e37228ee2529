"""A question that was asked is closed by its answer, whatever became of it meanwhile."""

from __future__ import annotations

import pytest

from bot.domain.event import PendingHolds
from tests.support.bookings import SLOT, ask
from tests.support.stage import stage
from tests.support.tongues import Tongue
from tests.support.world import make_event


async def test_reason_for_a_request_that_is_gone_is_not_asked_for_ever(
    sqlite_url: str, tongue: Tongue
) -> None:
    async with stage(sqlite_url) as st:
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        await ask(ioana, tongue, SLOT)
        await director.press("Decline", await director.expect_card("Somebody would like to meet you"))
        await director.expect_card("Write a short reason")
        await ioana.press("Withdraw")
        await ioana.expect_card("This request was withdrawn.")

        await director.say("On a train")
        await director.expect_card("This request was withdrawn.")
        await director.say("Ioana Pop")
        await director.expect_card("times are free for both of you.")


async def test_reason_for_a_meeting_that_is_gone_is_not_asked_for_ever(
    sqlite_url: str, tongue: Tongue
) -> None:
    async with stage(sqlite_url) as st:
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        await ask(ioana, tongue, SLOT)
        await director.press("Accept", await director.expect_card("Somebody would like to meet you"))
        for one in (director, ioana):
            confirmed = await one.expect_card("Your meeting is confirmed.")
            await one.press("Open the meeting", confirmed)
            await one.press("Cancel the meeting", await one.expect_card("Your meeting with"))
            await one.expect_card("Write a short reason")
        await director.say("On a train")
        await director.press("Cancel with this reason", await director.expect_card("On a train"))
        await director.expect_card("You cancelled the meeting with")

        await ioana.say("Ill")
        await ioana.expect_card("This meeting was cancelled by")
        await ioana.say("Kelemen")
        await ioana.expect_card("times are free for both of you.")


async def test_note_to_somebody_who_is_gone_is_not_asked_for_ever(sqlite_url: str) -> None:
    async with stage(sqlite_url) as st:
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        await ioana.say("Kelemen Thursday 14:30")
        await ioana.press("Add a note", await ioana.expect_card(SLOT))
        await ioana.expect_card("Write your note")
        await director.say("/privacy")
        await director.press("Erase me", await director.expect_card("What is stored about you"))
        await director.press("Yes, erase me", await director.expect_card("Erase everything about you?"))
        await director.expect_card("Everything about you is erased.")

        await ioana.say("About kites")
        await ioana.expect_card("no longer")
        await ioana.say("Ştefan")
        await ioana.expect_card("Engineer")


async def test_request_is_not_sent_without_the_note_that_its_button_was_shown_with(sqlite_url: str) -> None:
    async with stage(sqlite_url) as st:
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        await ioana.say("Kelemen Thursday 14:30")
        await ioana.press("Add a note", await ioana.expect_card(SLOT))
        await ioana.expect_card("Write your note")
        await ioana.say("About kites")
        look = await ioana.expect_card("Your note:About kites")
        await ioana.say("Kelemen Thursday 14:55")
        await ioana.press("Add a note", await ioana.expect_card("14:55–15:15"))
        await ioana.expect_card("Write your note")  # which takes the place of the first

        await ioana.press("Send the request", look)
        again = await ioana.expect_card("to answer")
        assert "About kites" not in again.text
        assert [seen for seen in director.seen() if "would like to meet" in seen.text] == []
        await ioana.press("Send the request", again)
        await ioana.expect_card("Your request is sent.")
        await director.expect_card("Somebody would like to meet you")


@pytest.mark.parametrize("holds", [PendingHolds.NONE, PendingHolds.GUEST])
async def test_own_request_that_accepting_withdraws_is_named_before(
    sqlite_url: str, tongue: Tongue, holds: PendingHolds
) -> None:
    async with stage(sqlite_url, event=make_event(pending_holds=holds)) as st:
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        stefan = await st.join("Ştefan Mureşan")
        await ask(ioana, tongue, SLOT, "Ştefan")
        await ask(director, tongue, SLOT, "Ioana")

        await ioana.press("Accept", await ioana.expect_card("Somebody would like to meet you"))
        await ioana.press("Accept all the same", await ioana.expect_card("is withdrawn: Ştefan Mureşan"))
        await ioana.expect_card("Your meeting is confirmed.")
        await stefan.expect_card("Ioana Pop no longer asks")
