"""Every main card can be asked for in words; nothing is done by it that a tap would not show first."""

from __future__ import annotations

from tests.support.bookings import meet
from tests.support.stage import stage
from tests.support.tongues import Tongue, in_every_language

WORDS = "see you at the coffee bar"

# The texts in English, Romanian and Hungarian, and what stands in the card that answers.
CARDS: tuple[tuple[tuple[str, str, str], str], ...] = (
    (("my requests", "cererile mele", "a kéréseim"), "<b>No open requests</b>"),
    (
        ("who wants to meet me?", "cine vrea să mă întâlnească?", "ki akar velem találkozni?"),
        "<b>No open requests</b>",
    ),
    (("am I on a waiting list?", "lista de așteptare", "várólista"), "<b>No open requests</b>"),
    (("settings", "setări", "beállítások"), "<b>Settings</b>"),
    (("turn off the reminders", "oprește notificările", "emlékeztetők kikapcsolása"), "<b>Settings</b>"),
    (("change language", "schimbă limba", "nyelvet váltani"), "Which language shall we use?"),
    (("privacy", "confidențialitate", "adatvédelem"), "<b>What is stored about you</b>"),
    (("delete my data", "șterge-mi datele", "töröld az adataimat"), "<b>What is stored about you</b>"),
    (("who should I meet?", "pe cine să întâlnesc?", "kivel érdemes találkoznom?"), "<b>For you</b>"),
    (("free now", "sunt liberă acum", "most szabad vagyok"), "<b>Free now</b>"),
    (
        ("whom have I met?", "cu cine m-am întâlnit?", "kikkel találkoztam?"),
        "You have met nobody here yet, as far as I know.",
    ),
    (("my contacts", "contactele mele", "kapcsolataim"), "You have met nobody here yet, as far as I know."),
    (
        ("can I print my agenda?", "agenda în pdf", "programom pdf-ben"),
        "Your agenda, to print or to read without a network.",
    ),
    (
        ("what can I do here?", "nu știu cum să folosesc botul", "mit tudok itt csinálni?"),
        "<b>What I can do</b>",
    ),
    (
        ("thanks a lot!", "mulțumesc frumos", "köszönöm szépen"),
        "Gladly! Write again whenever there is something.",
    ),
    # The last: from here on a text is read as times.
    (("my meeting times", "disponibilitatea mea", "az idősávjaim"), "<b>Your meeting times</b>"),
)
IN_A_CALENDAR = (
    "All your meetings in one file. Open it to put them into your calendar, and a newer one after "
    "changes. Where an old entry stays, as in Outlook on a computer, please delete it."
)
CALENDAR = {"en": "my calendar", "ro": "calendarul meu", "hu": "a naptáram"}
GREETING = {"en": "Hello there!", "ro": "Bună ziua", "hu": "Jó napot kívánok!"}
MENU = {"en": "main menu", "ro": "meniul principal", "hu": "főmenü"}
PROFILE = {"en": "edit my profile", "ro": "profilul meu", "hu": "a profilom"}
FAVOURITES = {"en": "my favourites", "ro": "favoritele mele", "hu": "kedvenceim"}
WRITE = {"en": "write to Kelemen", "ro": "scrie-i lui Kelemen", "hu": "üzenet Kelemennek"}
WRITE_THAT = {
    "en": "message Kelemen that I am late",
    "ro": "trimite un mesaj lui Kelemen că întârzii",
    "hu": "írj Kelemennek hogy késem",
}
WRITE_ANY = {"en": "send a message", "ro": "trimite un mesaj", "hu": "üzenetet küldök"}


@in_every_language(cheap=True)
async def test_main_cards_are_asked_for_in_words(database_url: str, tongue: Tongue) -> None:
    number = ("en", "ro", "hu").index(tongue.code)
    async with stage(database_url) as st:
        guest = await st.join("Ioana Pop", tongue.code)
        for texts, shown in CARDS:
            guest.forget()
            await guest.say(texts[number])
            await guest.expect_card(tongue(shown))
        await guest.say("/cancel")
        hello = tongue("Hello, {name}!", name="Ioana Pop")
        for text, shown in ((PROFILE, "Ioana Pop"), (GREETING, hello), (CALENDAR, tongue(IN_A_CALENDAR))):
            guest.forget()
            await guest.say(text[tongue.code])
            await guest.expect_card(shown)
        await guest.say(MENU[tongue.code])
        await guest.expect_card(tongue("You have no coming meetings."))


@in_every_language()
async def test_favourites_are_asked_for_in_words(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        guest = await st.join("Ioana Pop", tongue.code)
        await guest.say("/find kelemen")
        await guest.press(tongue.label("☆ Add favourite"), await guest.expect_card("Executive Director"))
        await guest.expect_card(tongue("★ In your favourites."))
        await guest.say(FAVOURITES[tongue.code])
        card = await guest.expect_card(tongue.n("{n} person fits", "{n} people fit", 1))
        assert "Andrei Kelemen" in card.text


@in_every_language(cheap=True)
async def test_message_is_begun_in_words_and_sent_by_nothing_but_the_message(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        host = await st.join("Andrei Kelemen", tongue.code)
        guest = await st.join("Ioana Pop", tongue.code)
        await guest.say(WRITE[tongue.code])
        refused = "You can write to {name} while a request between you is open or a meeting is agreed."
        await guest.expect_card(tongue(refused, name="Andrei Kelemen"))
        await guest.say(WRITE_ANY[tongue.code])
        await guest.expect_card(
            tongue("You can write to people while a request between you is open or a meeting is agreed.")
        )
        await meet(guest, host, tongue)
        await st.settled()
        before = len(host.received)
        for text in (WRITE, WRITE_THAT, WRITE_ANY):
            guest.forget()
            await guest.say(text[tongue.code])
            card = await guest.expect_card(
                tongue("Nothing is sent yet. Press the name, then write the message.")
            )
        await st.settled()
        assert len(host.received) == before
        await guest.press(tongue.label("Write to {name}", name="Andrei Kelemen"), card)
        await guest.expect_card("/cancel")
        await guest.say(WORDS)
        await st.settled()
        await host.expect(WORDS)
