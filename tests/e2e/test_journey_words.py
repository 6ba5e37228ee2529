"""What a person types is not dropped: other events, the organizer, the venue, unknown commands."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tests.support.bookings import asked_by, free, meet, starts
from tests.support.elsewhere import ELSEWHERE, join_elsewhere
from tests.support.stage import DIRECTOR, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import make_event

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
GO = {"en": "where do I have to go?", "ro": "unde trebuie să merg?", "hu": "hova kell mennem?"}


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
async def test_where_one_has_to_go_is_the_table_and_the_address(database_url: str, tongue: Tongue) -> None:
    event = replace(make_event(), venue_address="Aleea Stadionului 4, Cluj-Napoca")
    async with stage(database_url, event=event) as st:
        host, guest = await st.join("Andrei Kelemen", tongue.code), await st.join("Ioana Pop", tongue.code)
        await meet(guest, host, tongue, SLOT)
        guest.forget()
        await guest.say(GO[tongue.code])
        card = await guest.expect_card(tongue("Next meeting:"))
        venue = "Sala Polivalentă, Aleea Stadionului 4, Cluj-Napoca"
        assert tongue("The venue: {venue}", venue=venue) in card.text
        assert tongue("Table <b>{table}</b>", table="1") in card.text
        assert SLOT in card.text
        assert "Andrei Kelemen" in card.text


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


def say_in(tongue: Tongue, en: str, ro: str, hu: str) -> str:
    return {"en": en, "ro": ro, "hu": hu}[tongue.code]


@in_every_language()
async def test_two_times_are_both_offered_and_asked_for_at_once(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        host, guest = await st.join("Andrei Kelemen", tongue.code), await st.join("Ioana Pop", tongue.code)
        either = say_in(tongue, "15:45 or 16:10", "15:45 sau 16:10", "15:45 vagy 16:10")
        await guest.say(f"Kelemen {either}")
        card = await guest.expect_card(tongue("Free for you and {who}:", who="Andrei Kelemen")[:12])
        assert free(guest) == starts(["15:45", "16:10"], tongue)
        await guest.press(tongue.label("Any of these"), card)
        await guest.press(tongue.label("Send the request"), await guest.expect_card("16:10–16:30"))
        await guest.expect_card(tongue("<b>Your request is sent.</b>"))
        asked = await host.expect_card("15:45–16:05")
        assert "16:10–16:30" in asked.text
        await guest.say(either)
        card = await guest.expect_card(tongue("<b>Which time do you mean?</b>"))
        await guest.press(lambda button: "16:10" in button.label, card)
        await guest.expect_card("16:10–16:30")


@in_every_language()
async def test_bare_hour_and_now_behind_a_name_are_asked_about(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        await st.join("Andrei Kelemen", tongue.code)
        guest = await st.join("Ioana Pop", tongue.code)
        await guest.say("kelemen 3")
        card = await guest.expect_card(tongue.moment(datetime(2026, 11, 26, 15, 0))[1:])  # noqa: DTZ001
        assert set(starts(["14:55", "15:20"], tongue)) <= set(free(guest))
        assert tongue.label("Send the request") not in [button.label for button in card.buttons]
        await guest.say(say_in(tongue, "Kelemen now", "Kelemen acum", "Kelemen most"))
        await guest.expect_card("14:30–14:50")
        async with st.database.reading() as uow:
            assert await uow.requests.open_of(st.ids["Ioana Pop"]) == []


@in_every_language()
async def test_what_it_is_about_becomes_the_note(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        host, guest = await st.join("Andrei Kelemen", tongue.code), await st.join("Ioana Pop", tongue.code)
        note = say_in(tongue, "the next funding", "finanțare", "finanszírozásról")
        await guest.say(
            say_in(
                tongue,
                f"ask kelemen for 3:45 about {note}",
                f"întâlnire cu Kelemen la 15:45 despre {note}",
                f"találkozó Kelemennel 15:45-kor a {note}",
            )
        )
        card = await guest.expect_card("15:45–16:05")
        assert tongue("Your note:") in card.text
        assert note in card.text
        await guest.press(tongue.label("Send the request"), card)
        await guest.expect_card(tongue("<b>Your request is sent.</b>"))
        assert note in (await asked_by(guest, host, tongue, "15:45–16:05")).text


@in_every_language()
async def test_words_that_may_change_the_meaning_are_told(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        await st.join("Andrei Kelemen", tongue.code)
        await st.join("Ştefan Mureşan", tongue.code)
        guest = await st.join("Ioana Pop", tongue.code)
        await guest.say(
            say_in(
                tongue, "Kelemen 15:20 not friday", "Kelemen la 15:20 nu vineri", "Kelemen 15:20 nem pénteken"
            )
        )
        word = say_in(tongue, "not", "nu", "nem")
        card = await guest.expect_card(lambda text: f"{word}" in text and "/help" in text)
        await guest.press("Andrei Kelemen", card)
        await guest.expect_card("Executive Director")
        await guest.say(
            say_in(
                tongue, "Kelemen and Mureşan 15:20", "Kelemen și Mureşan 15:20", "Kelemen és Mureşan 15:20"
            )
        )
        card = await guest.expect_card(tongue("<b>Whom do you mean?</b>"))
        labels = " ".join(button.label for button in card.buttons)
        assert "Andrei Kelemen" in labels
        assert "Ştefan Mureşan" in labels
        await guest.say("Kelemen Qwertz 15:20")
        card = await guest.expect_card(tongue("I know nobody by the words “{words}”.", words="Qwertz"))
        await guest.press("Andrei Kelemen", card)
        await guest.expect_card("15:20–15:40")


@in_every_language()
async def test_wishes_are_understood_in_the_other_languages_too(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        host, guest = await st.join("Andrei Kelemen", tongue.code), await st.join("Ioana Pop", tongue.code)
        await meet(guest, host, tongue, SLOT)
        for text in CANCEL_THEN.values():
            await guest.say(text)
            card = await guest.expect_card(SLOT)
            assert tongue("Your meeting with") in card.text
        for text in ("my agenda", "agenda mea", "a napirendem"):
            await guest.say(text)
            await guest.expect_card(SLOT)
        for text in ("who is free at 16:10?", "cine e liber la 16:10?", "ki szabad 16:10-kor?"):
            await guest.say(text)
            await guest.expect_card(tongue.moment(datetime(2026, 11, 26, 16, 10))[1:])  # noqa: DTZ001
        for text in ("mureșan thursday 16:10", "mureșan joi la 16:10", "mureșan csütörtökön 16:10-kor"):
            await guest.say(text)
            await guest.expect_card("Ştefan Mureşan")
