"""Contact details: to nobody before a meeting is agreed, then as far as their owner shares them."""

from __future__ import annotations

from tests.support.bookings import ask, meet
from tests.support.people import Person
from tests.support.stage import Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import at

SECRETS = ("director@example.org", "+40 700 000 000", "andrei_kelemen")


def told(st: Stage, person: Person) -> str:
    """Give all that ever stood in somebody's chat: texts as they are now, buttons, and files."""
    pieces = []
    for message in person.received:
        pieces += [message.text, *(f"{one.label} {one.url}" for one in message.buttons)]
        if message.file_id:
            pieces.append(st.api.file(message).content.decode("utf-8", "replace"))
    return "\n".join(pieces)


async def open_profile(person: Person) -> str:
    """Show the director's profile; gives its text."""
    await person.say("/find kelemen")
    return (await person.expect_card("Executive Director")).text


@in_every_language()
async def test_contact_details_are_on_no_card_before_a_meeting_is_agreed(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, director = (
            await st.join("Ioana Pop", tongue.code),
            await st.join("Andrei Kelemen", tongue.code),
        )
        for words in (
            "/find",
            "/find director@example",
            "/find 700 000",
            "/find andrei_kel",
            "kelemen",
        ):
            await ioana.say(words)
            await ioana.expect_card(bool)
        await ask(ioana, tongue)
        await ioana.say("/requests")
        await ioana.expect_card("Andrei Kelemen")
        await ioana.press(lambda button: (button.callback_data or "").startswith("r:"))
        await ioana.expect_card(tongue("You have asked:"))
        await ioana.say("/privacy")
        await ioana.press(
            tongue.label("Send me everything (JSON)"), await ioana.expect_card("privacy@example.org")
        )
        await ioana.expect(tongue("This is everything that is stored about you."))
        await open_profile(ioana)
        before = told(st, ioana)
        assert [one for one in SECRETS if one in before] == []
        assert tongue.label("Contact (vCard)") not in before

        await director.press(tongue.label("Accept"), await director.expect_card("Ioana Pop"))
        await ioana.expect_card(tongue("<b>Your meeting is confirmed.</b>"))
        profile = await open_profile(ioana)
        assert [one for one in SECRETS if one in profile] == list(SECRETS)


@in_every_language()
async def test_agreed_meeting_opens_them_with_a_contact_file_until_it_is_cancelled(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, director = (
            await st.join("Ioana Pop", tongue.code),
            await st.join("Andrei Kelemen", tongue.code),
        )
        await meet(ioana, director, tongue)
        await ioana.press(tongue.label("Open the meeting"))
        card = await ioana.expect_card(tongue("E-mail: {email}", email=SECRETS[0]))
        assert tongue("Telegram: @{username}", username=SECRETS[2]) in card.text
        await ioana.press(tongue.label("Contact (vCard)"))
        word = tongue("Open this file to keep {name} among your contacts.", name="Andrei Kelemen")
        file = await ioana.expect_card(word)
        lines = ioana.download(file).decode().split("\r\n")
        assert (lines[0], lines[1], lines[-2]) == ("BEGIN:VCARD", "VERSION:3.0", "END:VCARD")
        assert {"FN:Andrei Kelemen", f"EMAIL;TYPE=INTERNET:{SECRETS[0]}", f"TEL;TYPE=VOICE:{SECRETS[1]}"} <= {
            *lines
        }
        await ioana.press(tongue.label("‹ Profile"), file)
        await ioana.expect_card(tongue("<b>You are meeting.</b>"))

        st.move_to(at("Thu 15:00"))  # it was held
        await st.settled()
        assert SECRETS[0] in await open_profile(ioana)
        await ioana.say("/agenda")
        await ioana.press("14:30 · Andrei Kelemen", await ioana.expect_card("Andrei Kelemen"))
        await ioana.press(tongue.label("Contact (vCard)"), await ioana.expect_card(tongue("You met")))
        await ioana.expect_card(word)


@in_every_language()
async def test_cancelled_meeting_hides_them_again(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana, director = (
            await st.join("Ioana Pop", tongue.code),
            await st.join("Andrei Kelemen", tongue.code),
        )
        await meet(ioana, director, tongue)
        await ioana.press(tongue.label("Open the meeting"))
        opened = await ioana.expect_card(SECRETS[0])
        [vcard] = [one for one in opened.buttons if one.label == tongue.label("Contact (vCard)")]
        await director.press(tongue.label("Open the meeting"))
        await director.press(tongue.label("Cancel the meeting"), await director.expect_card("Ioana Pop"))
        await director.press(tongue.label("Cancel without a reason"))
        await ioana.expect_card(tongue("<b>Meeting cancelled</b>"))

        ioana.forget()
        await ioana.forge(vcard.callback_data or "", opened)  # an old button gives no file
        card = await ioana.expect_card(tongue("This meeting was cancelled by"))
        assert not any(one in card.text for one in SECRETS)
        profile = await open_profile(ioana)
        assert not any(one in profile for one in SECRETS)
        assert all(seen.file_id is None for seen in ioana.received)


@in_every_language()
async def test_each_chooses_which_of_them_are_shared(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana, director = (
            await st.join("Ioana Pop", tongue.code),
            await st.join("Andrei Kelemen", tongue.code),
        )
        await meet(ioana, director, tongue)
        await director.say("/settings")
        await director.press(tongue.label("Contact details"), await director.expect_card(""))
        card = await director.expect_card(tongue("<b>Contact details</b>"))
        for detail in (*SECRETS[:2], f"@{SECRETS[2]}"):
            assert tongue("{detail} – <b>shared</b>", detail=detail) in card.text
        await director.press(tongue.label("Hide my phone number"))
        await director.expect_card(tongue("{detail} – for you alone", detail=SECRETS[1]))
        await director.press(tongue.label("Hide my user name"))
        await director.expect_card(tongue("{detail} – for you alone", detail=f"@{SECRETS[2]}"))
        profile = await open_profile(ioana)
        assert [one for one in SECRETS if one in profile] == [SECRETS[0]]
        await ioana.say("/agenda")
        await ioana.press("14:30 · Andrei Kelemen", await ioana.expect_card("Andrei Kelemen"))
        await ioana.press(tongue.label("Contact (vCard)"), await ioana.expect_card(SECRETS[0]))
        await ioana.expect_card("Andrei Kelemen")
        assert b"TEL" not in ioana.download()

        await director.press(tongue.label("Share my phone number"))
        await director.expect_card(tongue("{detail} – <b>shared</b>", detail=SECRETS[1]))
        assert SECRETS[1] in await open_profile(ioana)
        await ioana.say("/settings")
        await ioana.press(tongue.label("Contact details"), await ioana.expect_card(""))
        await ioana.expect_card(tongue("{detail} – <b>shared</b>", detail="@ioana_pop"))
