"""A host who is not connected yet: the card says so, and whoever waits is told when he joins."""

from __future__ import annotations

from tests.support.stage import stage
from tests.support.tongues import Tongue, in_every_language

NOT_CONNECTED = "{name} has not opened this bot yet, so a request would not arrive."


@in_every_language(cheap=True)
async def test_host_who_is_not_connected_can_be_waited_for(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        guest = await st.join("Ioana Pop", tongue.code)
        organizer = st.organizer(tongue.code)
        await guest.say("kelemen")
        await guest.expect_card(tongue(NOT_CONNECTED, name="Andrei Kelemen"))
        assert tongue.label("See free times") not in guest.buttons
        await guest.press(tongue.label("Tell me when they join"))
        await guest.expect_card(tongue("I will tell you when {name} joins.", name="Andrei Kelemen"))
        assert tongue.label("Tell me when they join") not in [one.label for one in guest.card.buttons]
        await guest.say("/find kelemen")
        await guest.expect_card(tongue("I will tell you when {name} joins.", name="Andrei Kelemen"))
        await guest.say("/requests")
        await guest.expect_card(tongue("<b>You are told when they join</b>"))

        await organizer.say("/organizer")
        await organizer.expect_card(st.event.name)
        await organizer.press(tongue.label("Not connected ({n})", n=2))
        await organizer.expect_card("Andrei Kelemen")
        first = organizer.card.text.splitlines()[2]  # the most wanted stands first
        assert "Andrei Kelemen" in first
        assert "1" in first

        guest.forget()
        await st.join("Andrei Kelemen", "hu" if tongue.code == "en" else "en")
        await guest.expect_card("Andrei Kelemen")
        await guest.press(tongue.label("See the profile"))
        await guest.expect_card("Executive Director")
        await guest.press(tongue.label("See free times"))
        await guest.expect_card(tongue.day(st.event.days[0]))
        assert "14:30–14:50" in guest.buttons


@in_every_language()
async def test_being_told_is_taken_back_where_it_is_listed_and_asked_for_again(
    database_url: str, tongue: Tongue
) -> None:
    told = {"name": "Andrei Kelemen"}
    async with stage(database_url) as st:
        guest = await st.join("Ioana Pop", tongue.code)
        await guest.say("kelemen")
        card = await guest.expect_card(tongue(NOT_CONNECTED, **told))
        await guest.press(tongue.label("Tell me when they join"), card)
        await guest.expect_card(tongue("I will tell you when {name} joins.", **told))
        await guest.say("/requests")
        listed = await guest.expect_card(tongue("<b>You are told when they join</b>"))
        await guest.press("Andrei Kelemen", listed)
        card = await guest.expect_card(tongue("I will tell you when {name} joins.", **told))
        guest.forget()
        await guest.press(tongue.label("Do not tell me any more"), card)
        card = await guest.expect_card(tongue(NOT_CONNECTED, **told))
        assert guest.toasted(tongue.label("You will not be told any more."))
        assert tongue("I will tell you when {name} joins.", **told) not in card.text
        await guest.say("/requests")
        await guest.expect_card(tongue("<b>No open requests</b>"))

        # The same button once more changes its mind, and then again.
        await guest.say("/find kelemen")
        await guest.press(tongue.label("Tell me when they join"), await guest.expect_card("Cluj IT Cluster"))
        await guest.press(
            tongue.label("Do not tell me any more"),
            await guest.expect_card(tongue("I will tell you when {name} joins.", **told)),
        )
        await guest.expect_card(tongue(NOT_CONNECTED, **told))
        guest.forget()
        await st.join("Andrei Kelemen", tongue.code)
        await st.settled()
        assert not [one for one in guest.seen() if "Andrei Kelemen" in one.text]
