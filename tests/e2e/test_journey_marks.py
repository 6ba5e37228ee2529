"""Favourites and private notes: kept for oneself, seen by nobody else, gone with whoever is erased."""

from __future__ import annotations

import json

from tests.support.people import Person
from tests.support.stage import stage
from tests.support.tongues import Tongue, in_every_language

SECRET_NOTE = "Met in <Oradea> & owes me a coffee"


ONLY_NEW = (
    "I read new messages only: what you change in one that you have sent does not reach me. "
    "Please write it once more."
)


async def open_card(person: Person, query: str, shown: str) -> None:
    await person.say(f"/find {query}")
    await person.expect_card(shown)


@in_every_language()
async def test_favourite_is_kept_shown_in_lists_and_removed(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        await open_card(ioana, "kelemen", "Executive Director")
        await ioana.press(tongue.label("☆ Add favourite"))
        await ioana.expect_card(tongue("★ In your favourites."))
        assert ioana.toasted(tongue.label("Kept."))

        await ioana.say("/find")
        page = await ioana.expect_card("Andrei Kelemen")
        mine = [line for line in page.text.splitlines() if tongue("<i>★ favourite</i>") in line]
        assert [line.partition(",")[0] for line in mine] == ["Andrei Kelemen"]

        stefan = await st.join("Ştefan Mureşan", tongue.code)
        await stefan.say("/find")
        assert tongue("<i>★ favourite</i>") not in (await stefan.expect_card("Andrei Kelemen")).text

        await open_card(ioana, "kelemen", "Executive Director")
        await ioana.press(tongue.label("Remove favourite"))
        card = await ioana.expect_card(lambda text: tongue("★ In your favourites.") not in text)
        assert tongue.label("☆ Add favourite") in [button.label for button in card.buttons]


@in_every_language()
async def test_note_follows_the_change_of_its_message_and_of_no_older_one(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        await open_card(ioana, "kelemen", "Executive Director")
        await ioana.press(tongue.label("Private note"))
        await ioana.expect_card("500")
        note = await ioana.say("Owes me a cofee")
        heading = tongue("Your private note, which only you see:")
        assert tongue("<b>Your note is changed.</b>") not in (await ioana.expect_card("a cofee")).text
        await ioana.say("Ştefan")  # not about it, and no press: it can still be changed
        await ioana.expect_card("Öböl Kft")
        await ioana.edit(note, "Owes me a coffee")
        card = await ioana.expect_card(tongue("<b>Your note is changed.</b>"))
        assert f"{heading}Owes me a coffee" in card.text
        await ioana.edit(note, "x" * 501)  # too long: it stays as it was
        await ioana.expect_card("501")
        await open_card(ioana, "kelemen", f"{heading}Owes me a coffee")
        await open_card(ioana, "mureşan", "Öböl Kft")
        await ioana.press(tongue.label("Private note"))
        await ioana.expect_card("500")
        other = await ioana.say("Builds kites")
        await ioana.expect_card("Builds kites")
        await ioana.edit(note, "Owes me two")  # another one was written since
        await ioana.expect_card(tongue(ONLY_NEW))
        await ioana.press(tongue.label("⌂ Home"))
        await ioana.edit(other, "Builds boats")
        await ioana.expect_card(tongue(ONLY_NEW))
        await open_card(ioana, "kelemen", f"{heading}Owes me a coffee")
        await open_card(ioana, "mureşan", f"{heading}Builds kites")


@in_every_language()
async def test_private_note_is_written_changed_deleted_and_seen_by_nobody_else(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, director = (
            await st.join("Ioana Pop", tongue.code),
            await st.join("Andrei Kelemen", tongue.code),
        )
        stefan = await st.join("Ştefan Mureşan", tongue.code)
        await open_card(ioana, "kelemen", "Executive Director")
        await ioana.press(tongue.label("Private note"))
        await ioana.expect_card("500")
        await ioana.say("x" * 501)
        await ioana.expect_card("501")
        await ioana.say(SECRET_NOTE)
        heading = tongue("Your private note, which only you see:")
        await ioana.expect_card(f"{heading}{SECRET_NOTE}")

        await director.say("/profile")
        assert "Oradea" not in (await director.expect_card("Executive Director")).text
        await open_card(stefan, "kelemen", "Executive Director")
        assert "Oradea" not in stefan.card.text
        await ioana.say("/find Oradea")  # nor does a search find it
        await ioana.expect_card(lambda text: "Executive Director" not in text)

        await open_card(ioana, "kelemen", "Executive Director")
        await ioana.press(tongue.label("Change my note"))
        assert SECRET_NOTE in (await ioana.expect_card("500")).text
        await ioana.say("/cancel")
        await ioana.expect_card(tongue("Stopped."))
        await open_card(ioana, "kelemen", SECRET_NOTE)
        await ioana.press(tongue.label("Change my note"))
        await ioana.press(tongue.label("Delete my note"), await ioana.expect_card("500"))
        card = await ioana.expect_card("Executive Director")
        assert heading not in card.text


@in_every_language()
async def test_marks_are_exported_to_their_owner_alone_and_erased_with_either_side(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, director = (
            await st.join("Ioana Pop", tongue.code),
            await st.join("Andrei Kelemen", tongue.code),
        )
        await open_card(ioana, "kelemen", "Executive Director")
        await ioana.press(tongue.label("☆ Add favourite"))
        await ioana.press(
            tongue.label("Private note"), await ioana.expect_card(tongue("★ In your favourites."))
        )
        await ioana.expect_card("500")
        await ioana.say(SECRET_NOTE)
        await ioana.expect_card(SECRET_NOTE)

        (mine,) = (await exported(ioana, tongue))["events"]
        assert mine["favourites"] == ["Andrei Kelemen"]
        assert mine["private_notes"] == [{"about": "Andrei Kelemen", "note": SECRET_NOTE}]
        theirs = await exported(director, tongue)
        assert "Oradea" not in json.dumps(theirs)
        assert theirs["events"][0]["favourites"] == []

        await director.say("/privacy")
        await director.press(tongue.label("Erase me"), await director.expect_card("privacy@example.org"))
        await director.expect_card(tongue("<b>Erase everything about you?</b>"))
        await director.press(tongue.label("Yes, erase me"))
        await director.expect_card(tongue("Everything about you is erased. Goodbye, and all the best."))
        (mine,) = (await exported(ioana, tongue))["events"]
        assert (mine["favourites"], mine["private_notes"]) == ([], [])


async def exported(person: Person, tongue: Tongue) -> dict[str, list[dict[str, object]]]:
    await person.say("/privacy")
    await person.press(
        tongue.label("Send me everything (JSON)"), await person.expect_card("privacy@example.org")
    )
    await person.expect(tongue("This is everything that is stored about you."))
    found: dict[str, list[dict[str, object]]] = json.loads(person.download())
    return found
