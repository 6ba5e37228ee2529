"""Plain text: a name, a time, or both lead to the right card; everything else gets a helpful answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime

import pytest

from tests.support.bookings import ask, meet
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, THIRD, Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY_WINDOW, make_event, row

NOT_UNDERSTOOD = (
    "I am sorry, I did not understand that.\n\n"
    "Write one thing at a time: a name (“Kelemen”), an organization, a time (“Thursday 3pm”), "
    "or a name with a time. /help shows the rest."
)
ONLY_TEXT = "I cannot do anything with that yet: I read text only. Write a name or a time, or press a button."
NAMESAKE = row("Andreea Kelemen", THURSDAY_WINDOW, organization="Second Example SRL")
# The same wish in each language: a person and 15:20 on Thursday, which is a slot.
NAME_AND_TIME = {
    "en": "Kelemen Thursday 3:20pm",
    "ro": "Kelemen joi la 15:20",
    "hu": "Kelemen csütörtök 15:20",
}
TIME_ONLY = {"en": "thursday at 3:20 pm", "ro": "joi la 15:20", "hu": "csütörtökön 15:20-kor"}
BETWEEN_SLOTS = {"en": "thursday at 3:15 pm", "ro": "joi la 15:15", "hu": "csütörtökön 15:15-kor"}
AT = {"en": "Thursday {}", "ro": "joi la {}", "hu": "csütörtök {}"}
# A yes or a no said kindly, with another time, and with a word about whose request it is to.
REPLIES = {
    "en": ("Yes, gladly!", "yes, but rather at 15:45", "no sorry, I can't later", "I accept Ioana's request"),
    "ro": ("Da, cu drag!", "da, cu plăcere, dar la 15:45", "da, accept", "accept cererea de la Ioana"),
    "hu": ("Igen, szívesen!", "igen, de inkább 15:45-kor", "sajnos nem, köszönöm", "elfogadom Ioana kérését"),
}
THANKS = {"en": "ok, thank you", "ro": "ok, mulțumesc", "hu": "rendben, köszönöm"}
NO_SLOT = {"en": "Kelemen Thursday 3pm", "ro": "Kelemen joi la 15", "hu": "Kelemen csütörtök délután 3-kor"}


async def home(st: Stage, tongue: Tongue) -> Person:
    await st.join("Andrei Kelemen", tongue.code)
    return await st.join("Ioana Pop", tongue.code)


@in_every_language(cheap=True)
async def test_name_and_time_lead_to_the_last_look_and_book_nothing(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        guest = await home(st, tongue)
        await guest.say(NAME_AND_TIME[tongue.code])
        card = await guest.expect_card("15:20–15:40")
        assert "Andrei Kelemen" in card.text
        async with st.database.reading() as uow:
            assert await uow.requests.open_of(st.ids["Ioana Pop"]) == []

        await guest.press(tongue.label("Send the request"))
        await guest.expect_card(tongue("<b>Your request is sent.</b>"))
        await guest.say(NAME_AND_TIME[tongue.code])
        await guest.expect_card("Executive Director")
        assert tongue.label("Open the request") in guest.buttons


@in_every_language()
async def test_time_without_a_slot_offers_the_nearest(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        guest = await home(st, tongue)
        await guest.say(NO_SLOT[tongue.code])
        understood = tongue.moment(datetime(2026, 11, 26, 15, 0))  # noqa: DTZ001 - as people read it
        await guest.expect_card(understood[1:])  # a title begins with a capital letter
        shown = [label for label in guest.buttons if label.endswith("14:55")]
        await guest.press(shown[0])
        await guest.expect_card("14:55–15:15")


@in_every_language()
async def test_time_alone_names_who_is_free_then_the_own_meeting(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        guest = await home(st, tongue)
        await guest.say(TIME_ONLY[tongue.code])
        await guest.expect_card(
            tongue.n("{n} person is free for you then.", "{n} people are free for you then.", 1)
        )
        await guest.press("Andrei Kelemen")
        await guest.press(tongue.label("Send the request"), await guest.expect_card("15:20–15:40"))
        host = st.people["Andrei Kelemen"]
        asked = await host.expect_card(tongue("<b>Somebody would like to meet you</b>"))
        await host.press(tongue.label("Accept"), asked)
        await guest.expect_card(tongue("<b>Your meeting is confirmed.</b>"))

        await guest.say(TIME_ONLY[tongue.code])
        await guest.expect_card("15:20–15:40")
        await guest.press(tongue.label("Open the meeting"), guest.card)
        await guest.expect_card(tongue("Your meeting with"))


@in_every_language()
async def test_time_between_slots_names_who_is_free_at_the_nearest(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        guest = await home(st, tongue)
        await guest.say(BETWEEN_SLOTS[tongue.code])
        day = tongue.day(date(2026, 11, 26))
        card = await guest.expect_card(
            tongue(
                "Nobody can be met at exactly that time. The nearest is <b>{when}</b>.",
                when=f"{day}, 15:20–15:40",
            )
        )
        free = tongue.n("{n} person is free for you then.", "{n} people are free for you then.", 1)
        assert free in card.text
        await guest.press("Andrei Kelemen")
        await guest.press(tongue.label("Send the request"), await guest.expect_card("Andrei Kelemen"))
        await guest.expect_card(tongue("<b>Your request is sent.</b>"))


@in_every_language()
async def test_time_that_is_not_to_be_had_says_why(database_url: str, tongue: Tongue) -> None:
    one_table = make_event(tables=1)
    fourth = row("Vera Fourth", THURSDAY_WINDOW)
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, fourth, event=one_table) as st:
        guest = await home(st, tongue)
        director = st.people["Andrei Kelemen"]
        stefan = await st.join("Ştefan Mureşan", tongue.code)
        await st.join("Vera Fourth", tongue.code)
        await meet(stefan, director, tongue)
        await guest.say("Vera " + AT[tongue.code].format("14:30"))
        card = await guest.expect_card(tongue("All tables are taken at that time."))
        assert [button.label[-5:] for button in card.buttons][:1] == ["14:55"]

        await guest.say(NO_SLOT[tongue.code].replace("Kelemen", "Vera"))
        at = tongue.moment(datetime(2026, 11, 26, 15, 0))  # noqa: DTZ001 - as people read it
        card = await guest.expect_card(tongue("No meeting begins at that time."))
        assert card.text.lower().count(at.lower()) == 1  # above it


@in_every_language()
async def test_own_meeting_that_is_in_the_way_is_named(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, row("Vera Fourth", THURSDAY_WINDOW)) as st:
        guest = await home(st, tongue)
        director = st.people["Andrei Kelemen"]
        await st.join("Vera Fourth", tongue.code)
        await meet(guest, director, tongue, "14:55–15:15")
        await guest.say("Vera " + AT[tongue.code].format("14:55"))
        own = tongue("You are meeting {name} at that time.", name="Andrei Kelemen")
        card = await guest.expect_card(own)
        first = tongue.label("Move {time} · {name} first", time="14:55", name="Andrei Kelemen")
        assert first in [button.label for button in card.buttons]


@in_every_language()
async def test_yes_and_no_alone_lead_to_what_waits_for_an_answer(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        guest = await home(st, tongue)
        director = st.people["Andrei Kelemen"]
        for said in ("yes", "OK!", "no", "Da", "nu.", "Nem", "igen", "acceptă", "refuz", "Elfogadom"):
            await director.say(said)
            await director.expect_card(tongue("No request and no proposal waits for your answer."))
        await ask(guest, tongue)
        for said in ("igen", *REPLIES[tongue.code]):
            director.forget()
            await director.say(said)
            card = await director.expect_card(tongue("{name} would like to meet you:", name="Ioana Pop"))
            assert tongue.label("Accept") in [button.label for button in card.buttons]
        await director.say(THANKS[tongue.code])  # no yes, whatever waits
        await director.expect_card(tongue("Gladly! Write again whenever there is something."))


@in_every_language()
async def test_several_people_are_asked_back_with_buttons(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, NAMESAKE) as st:
        guest = await home(st, tongue)
        await st.join("Andreea Kelemen", tongue.code)
        await guest.say(NAME_AND_TIME[tongue.code])
        await guest.expect_card(tongue("<b>Whom do you mean?</b>"))
        await guest.press("Andreea Kelemen · Second Example SRL")
        card = await guest.expect_card("15:20–15:40")
        assert "Andreea Kelemen" in card.text


@in_every_language()
async def test_everything_else_is_answered_helpfully(database_url: str, tongue: Tongue) -> None:
    blue = row("Vera Fourth", organization="Bluewater Ltd")
    layers = row("Vlad Fifth", description="Layers as in a sandwich.")
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, blue, layers) as st:
        guest = await home(st, tongue)
        for nonsense in ("qwxzv plmkj", "blue sandwich", "😀😀😀", "?", "x" * 4096):
            await guest.say(nonsense)
            await guest.expect_card(tongue(NOT_UNDERSTOOD))
        await guest.send_sticker()
        await guest.expect_card(tongue(ONLY_TEXT))
        await guest.send_voice()
        await guest.expect_card(tongue(ONLY_TEXT))
        await guest.send_document("notes.txt", b"hello")
        await guest.expect_card(tongue(ONLY_TEXT))
        await guest.send_location(46.77, 23.6)
        await guest.expect_card(tongue(ONLY_TEXT))


@in_every_language()
async def test_group_is_answered_only_where_it_speaks_to_the_bot(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        guest = await home(st, tongue)
        group, bot = st.api.add_group("Delegates"), st.api.bot.username
        st.api.world.post(group, guest.account.user, {"new_chat_members": [guest.account.user.as_json()]})
        for text in ("Kelemen Thursday 3pm", "/start@another_bot", "Ask @another_bot", "Press /home there"):
            guest.account.say(text, group)
        to_the_bot = ("/agenda", f"/agenda@{bot}", f"What is @{bot.upper()}?")
        for text in to_the_bot:
            guest.account.say(text, group)
        await guest.say("/id")
        await guest.expect_card(str(guest.id))  # so the bot is through with what he wrote before
        answers = [message.text for message in st.api.messages(group.id) if message.from_bot]
        in_private = tongue("Please write to me in private, so that your meetings stay yours.")
        assert answers == [in_private] * len(to_the_bot)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_stranger_is_told_how_to_get_in_whatever_he_writes(database_url: str) -> None:
    async with stage(database_url) as st:
        stranger = Person.new(st.api, "Stranger", language_code="uk")
        acts: tuple[Callable[[], Awaitable[object]], ...] = (
            lambda: stranger.say("Kelemen"),
            stranger.send_sticker,
            lambda: stranger.say("/agenda"),
        )
        for act in acts:
            await act()
            await stranger.expect_card("personal link")
        assert [one.label for one in stranger.card.buttons] == ["✓ English", "Magyar", "Română"]
        await stranger.press("Română")
        await stranger.expect_card("linkul personal")
        await stranger.press("Limba · Language")
        await stranger.expect_card("limb")


async def test_who_writes_in_another_language_is_told_which_are_spoken(sqlite_url: str) -> None:
    async with stage(sqlite_url) as st:
        ioana = await st.join("Ioana Pop")
        for text in ("Хто вільний завтра?", "wann bist du morgen bitte frei", "je voudrais voir ça demain"):
            await ioana.say(text)
            card = await ioana.expect_card("I speak English, Magyar, and Română.")
        await ioana.press("Magyar", card)
        await ioana.expect_card("Magyar")
        await ioana.say("qqqqqqqqqq")
        nothing = await ioana.expect_card("Kelemen")  # as an example
        assert "Română" not in nothing.text
