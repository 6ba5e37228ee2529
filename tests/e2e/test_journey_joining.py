"""Joining: by personal link, with consent; and every way in which a link may not work."""

from __future__ import annotations

import pytest

from tests.support.people import NotSeenError, Person
from tests.support.stage import Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import FRIDAY, THURSDAY

NO_LINK = (
    "Hello! This is <b>Bilateral</b>. It arranges one-to-one meetings at conferences.\n\n"
    "To begin, open the <b>personal link</b> that the organizer of your event sent you, or scan its QR "
    "code. If you have none, please ask the organizer for it."
)
UNKNOWN = "This link is not known here. Was it cut in two, or is it from another event?"
TO_ORGANIZER = "Please write to the organizer: {contact}"


async def known(stage: Stage, person: Person) -> bool:
    """Tell whether the bot has stored anything about somebody."""
    async with stage.database.reading() as uow:
        return await uow.persons.get(person.id) is not None


@in_every_language(cheap=True)
async def test_personal_link_greets_by_name_and_leads_home_after_consent(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana = Person.new(st.api, "Ioana", "Pop", language_code=f"{tongue.code}-XX")
        await ioana.start(st.payload("Ioana Pop"))
        greeting = await ioana.expect_card(tongue("Welcome, <b>{name}</b>!", name="Ioana Pop"))
        assert "privacy@example.org" in greeting.text
        assert not await known(st, ioana)

        await ioana.press(tongue.label("I agree, let’s start"))
        home = await ioana.expect_card(tongue("<b>You are in.</b>"))
        days = tongue.language.listing(tongue.day(day) for day in (THURSDAY, FRIDAY))
        assert f"Cluj Innovation Days\n{days}" in home.text
        assert tongue("You have no coming meetings.") in home.text
        assert home.message_id == greeting.message_id
        assert await known(st, ioana)

        await ioana.start(st.payload("Ioana Pop"))
        home = await ioana.expect_card(st.event.name)
        assert tongue("<b>You are in.</b>") not in home.text


@in_every_language()
async def test_language_chosen_on_the_greeting_is_that_of_the_home_card(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana = Person.new(st.api, "Ioana", "Pop", language_code="hu" if tongue.code == "en" else "en")
        await ioana.start(st.payload("Ioana Pop"))
        await ioana.expect("Ioana Pop")
        await ioana.press(tongue.language.name)
        await ioana.expect_card(tongue("Welcome, <b>{name}</b>!", name="Ioana Pop"))
        assert not await known(st, ioana)
        await ioana.press(tongue.label("I agree, let’s start"))
        await ioana.expect_card(tongue("<b>You are in.</b>"))
        await ioana.say("/settings")
        await ioana.expect_card(tongue("Language: <b>{name}</b>", name=tongue.language.name))


@in_every_language()
async def test_links_that_do_not_open_say_why_and_whom_to_ask(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        stranger = Person.new(st.api, "Stranger", language_code=tongue.code)
        contact = tongue(TO_ORGANIZER, contact="privacy@example.org")

        await stranger.start()
        await stranger.expect_card(tongue(NO_LINK))
        with pytest.raises(NotSeenError):
            await stranger.press(tongue.label("I agree, let’s start"))

        await stranger.start("A" * 22)
        await stranger.expect_card(tongue(UNKNOWN))
        await stranger.start(st.payload("Ioana Pop")[:11])
        card = await stranger.expect_card(tongue(UNKNOWN))
        assert tongue("Please ask the organizer of your event for your personal link.") in card.text

        await st.join("Ioana Pop", tongue.code)
        await stranger.start(st.payload("Ioana Pop"))
        card = await stranger.expect_card(
            tongue("This personal link has been used by another Telegram account.")
        )
        assert contact in card.text
        assert not await known(st, stranger)

        await st.people["Ioana Pop"].start(st.payload("Andrei Kelemen"))
        card = await st.people["Ioana Pop"].expect_card(
            tongue("You are already at this event as another participant.")
        )
        assert contact in card.text


@in_every_language()
async def test_link_made_void_by_the_organizer_opens_nothing_and_its_successor_does(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        organizer = st.organizer(tongue.code)
        await organizer.say("/organizer")
        await organizer.expect_card(st.event.name)
        await organizer.press(tongue.label("Not connected ({n})", n=3))
        await organizer.expect_card("Ioana Pop")
        await organizer.press("Ioana Pop")
        await organizer.expect_card(st.payload("Ioana Pop"))
        await organizer.press(tongue.label("Cancel this link, give a new one"))
        await organizer.expect_card(st.payload("Ioana Pop", 1))

        ioana = Person.new(st.api, "Ioana", "Pop", language_code=tongue.code)
        await ioana.start(st.payload("Ioana Pop"))
        card = await ioana.expect_card(tongue("This personal link has been replaced by a newer one."))
        assert tongue(TO_ORGANIZER, contact="privacy@example.org") in card.text
        await ioana.start(st.payload("Ioana Pop", 1))
        await ioana.press(tongue.label("I agree, let’s start"), await ioana.expect_card("Ioana Pop"))
        await ioana.expect_card(tongue("<b>You are in.</b>"))


@in_every_language()
async def test_link_pasted_as_text_is_opened(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        for name, form in (
            ("Ioana Pop", "https://t.me/{bot}?start={payload}"),
            ("Andrei Kelemen", "t.me/{bot}?start={payload}"),
            ("Ştefan Mureşan", "{payload}"),
        ):
            person = Person.new(st.api, name, language_code=tongue.code)
            await person.say(form.format(bot=st.api.bot.username, payload=st.payload(name)))
            await person.expect_card(tongue("Welcome, <b>{name}</b>!", name=name))

        stranger = Person.new(st.api, "Stranger", language_code=tongue.code)
        for text in ("hello?", "t.me/another_page"):
            await stranger.say(text)
            await stranger.expect_card(tongue(NO_LINK))
        await stranger.send_sticker()
        await stranger.expect_card(tongue(NO_LINK))


@in_every_language()
async def test_own_telegram_id_is_told_to_anybody_who_asks(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        stranger = Person.new(st.api, "Stranger", language_code=tongue.code)
        await stranger.say("/id")
        card = await stranger.expect_card(
            tongue("Your Telegram id is <code>{number}</code>.", number=stranger.id)
        )
        assert not await known(st, stranger)
        assert [entity["type"] for entity in card.entities] == ["code"]
