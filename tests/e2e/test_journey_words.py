"""What a person types is not dropped: other events, the organizer, the venue, unknown commands."""

from __future__ import annotations

from tests.support.bookings import meet
from tests.support.elsewhere import ELSEWHERE, join_elsewhere
from tests.support.stage import DIRECTOR, stage
from tests.support.tongues import Tongue, in_every_language

SLOT = "15:20–15:40"
CANCEL_THEN = {"en": "cancel my 15:20", "ro": "anulează 15:20", "hu": "mondd le a 15:20-ast"}
MOVE_THEN = {
    "en": "move my 15:20 to 16:10",
    "ro": "mută de la 15:20 la 16:10",
    "hu": "tedd át a 15:20-at 16:10-re",
}
CANCEL_HIM = {"en": "cancel Kelemen", "ro": "anulează Kelemen", "hu": "mondd le Kelement"}
ORGANIZER = {
    "en": ("organizer", "how do I reach the organizer?"),
    "ro": ("cine organizează?", "cum pot contacta organizatorul"),
    "hu": ("szervező", "hogyan érem el a szervezőt?"),
}
WHERE = {
    "en": ("where is the venue?", "where is my table"),
    "ro": ("unde e", "unde e masa mea"),
    "hu": ("hol van", "hol van az asztalom"),
}


@in_every_language(cheap=True)
async def test_meeting_at_the_other_event_is_found_and_named(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        host, guest = await st.join("Andrei Kelemen", tongue.code), await st.join("Ioana Pop", tongue.code)
        await meet(guest, host, tongue, SLOT)
        await join_elsewhere(st, "Ioana P.", guest)
        there = tongue("This is at another event of yours: {events}.", events=st.event.name)
        for text in (CANCEL_THEN, MOVE_THEN, CANCEL_HIM):
            await guest.say(text[tongue.code])
            card = await guest.expect_card(there)
            assert SLOT in card.text
            assert tongue.label("Cancel the meeting") in [button.label for button in card.buttons]
        await guest.say("/handover 15:20")
        await guest.expect_card(there)
        await guest.press(f"Andrei Kelemen · {st.event.name}")
        await guest.expect_card(tongue("Write the name of somebody else, or /cancel."))


@in_every_language()
async def test_organizer_is_reached_by_asking_for_him(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        guest = await st.join("Ioana Pop", tongue.code)
        for text in ORGANIZER[tongue.code]:
            await guest.say(text)
            contact = "Example Cluster, privacy@example.org"
            card = await guest.expect_card(tongue("You reach the organizer here: {contact}", contact=contact))
            assert st.event.name in card.text
        await join_elsewhere(st, "Ioana P.", guest)
        await guest.say(ORGANIZER[tongue.code][0])
        card = await guest.expect_card(ELSEWHERE)
        assert st.event.name in card.text


@in_every_language()
async def test_venue_and_table_are_told(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        host, guest = await st.join("Andrei Kelemen", tongue.code), await st.join("Ioana Pop", tongue.code)
        venue = tongue("The venue: {venue}", venue="Sala Polivalentă")
        await guest.say(WHERE[tongue.code][0])
        card = await guest.expect_card(venue)
        assert tongue("You have no coming meetings.") in card.text
        await meet(guest, host, tongue, SLOT)
        for text in WHERE[tongue.code]:
            await guest.say(text)
            card = await guest.expect_card(venue)
            assert tongue("Table <b>{table}</b>", table="1") in card.text
            assert SLOT in card.text
        await join_elsewhere(st, "Ioana P.", guest)
        await guest.say(WHERE[tongue.code][1])
        card = await guest.expect_card(tongue("Table <b>{table}</b>", table="1"))
        assert st.event.name in card.text


@in_every_language()
async def test_unknown_command_is_said_and_the_nearest_offered(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, DIRECTOR) as st:
        guest = await st.join("Andrei Kelemen", tongue.code)
        await guest.say("/agneda")
        card = await guest.expect_card(tongue("I do not know the command /{name}.", name="agneda"))
        assert f"/agenda – {tongue.label('My agenda')}" in card.text
        await guest.press(tongue.label("My agenda"), card)
        await guest.expect_card(tongue("<b>Your agenda is empty.</b>\n\nFind somebody and ask for a time."))
        await guest.say("/acept Ioana")
        card = await guest.expect_card("/accept – ")
        assert tongue.label("Accept a request") not in [button.label for button in card.buttons]
        await guest.say("/foo")
        card = await guest.expect_card(tongue("I do not know the command /{name}.", name="foo"))
        assert tongue("Did you mean this one?") not in card.text
        # What is not one's own is not offered.
        await guest.say("/broadcst")
        card = await guest.expect_card("/help")
        assert "/broadcast –" not in card.text
        await guest.press(tongue.label("Help"), card)
        await guest.expect_card(tongue("<b>What I can do</b>"))
