"""Who takes a meeting over may be chosen in Telegram's own picker, and the key for it goes again."""

from __future__ import annotations

import pytest

from bot.emulator import Message, NotPossibleError
from tests.support.bookings import meet
from tests.support.people import NotSeenError, Person
from tests.support.stage import DELEGATE, DIRECTOR, THIRD, Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY_WINDOW, row

COLLEAGUE = row("Maria Dinu", organization="Cluj IT Cluster", role="Deputy")
SECOND = row("Radu Ilie", THURSDAY_WINDOW, organization="Cluj IT Cluster", role="Analyst")
WHO = "Who shall come instead of you?"
OFFER = "You can also choose the person in Telegram, with the button below."
KEY, CLOSED = "Choose in Telegram", "The choice in Telegram is closed."
ONLY_TEXT = "I cannot do anything with that yet: I read text only. Write a name or a time, or press a button."
NOBODY = "<b>I have found nobody who could come instead.</b>"


async def two_who_meet(st: Stage, tongue: Tongue) -> tuple[Person, Person]:
    director, ioana = await st.join("Andrei Kelemen", tongue.code), await st.join("Ioana Pop", tongue.code)
    await meet(ioana, director, tongue)
    return director, ioana


async def hand_over(director: Person, tongue: Tongue) -> Message:
    """Open the question who shall come instead; gives its card. The key for the picker is there, too."""
    await director.say("/agenda")
    await director.press("14:30 · Ioana Pop", await director.expect_card("Ioana Pop"))
    await director.press(tongue.label("Hand over"), await director.expect_card(tongue("Your meeting with")))
    card = await director.expect_card(tongue("Write the name of somebody else, or /cancel."))
    await director.expect_card(tongue(OFFER))
    assert [key.label for key in director.reply_keys] == [tongue.label(KEY)]
    return card


async def expect_closed(director: Person, tongue: Tongue) -> None:
    """Wait until an answer has come and the key is gone, and with it the message that brought it."""
    await director.expect_card(lambda text: bool(text) and tongue(CLOSED) not in text)
    await director.expect_card(tongue(CLOSED))
    assert director.reply_keys == []
    while any(tongue(OFFER) in message.text for message in director.received):  # it goes a moment later
        await director.api.world.journal.changed()


@in_every_language()
async def test_colleague_is_chosen_in_telegram(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, COLLEAGUE) as st:
        director, ioana = await two_who_meet(st, tongue)
        maria = await st.join("Maria Dinu", tongue.code)
        await hand_over(director, tongue)
        await director.pick(tongue.label(KEY), maria)
        look = await director.expect_card("Maria Dinu, Deputy")
        await expect_closed(director, tongue)
        with pytest.raises(NotSeenError, match="sees no key"):
            await director.pick(tongue.label(KEY), maria)
        maria.forget()
        ioana.forget()
        await director.press(tongue.label("Ask both"), look)
        names = {"leaver": "Andrei Kelemen", "colleague": "Maria Dinu"}
        await director.expect_card(
            tongue("<b>You have asked {colleague} to take this meeting over:</b>", **names)
        )
        await maria.expect_card(tongue("<b>{leaver} asks you to take this meeting over:</b>", **names))
        assert not [one for one in director.seen() if tongue(CLOSED) in one.text]  # once is enough


@in_every_language()
async def test_key_goes_however_the_question_is_left(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, COLLEAGUE) as st:
        director, _ = await two_who_meet(st, tongue)
        await st.join("Maria Dinu", tongue.code)

        await hand_over(director, tongue)
        await director.say("/cancel")
        await director.expect_card(tongue("Stopped."))
        await expect_closed(director, tongue)

        await hand_over(director, tongue)
        await director.say("/requests")
        await expect_closed(director, tongue)

        card = await hand_over(director, tongue)
        await director.press(tongue.label("‹ The meeting"), card)
        await expect_closed(director, tongue)

        await hand_over(director, tongue)
        await director.say("maria dinu")  # the question stays open, and the key stays
        named = await director.expect_card(tongue(WHO))
        assert [key.label for key in director.reply_keys] == [tongue.label(KEY)]
        await director.press("Maria Dinu · Deputy", named)
        await director.expect_card("Maria Dinu, Deputy")
        await expect_closed(director, tongue)

        await hand_over(director, tongue)
        await director.send_document("notes.txt", b"nothing")
        await expect_closed(director, tongue)

        await hand_over(director, tongue)
        await director.send_sticker()  # is no answer, and leaves nothing
        await director.expect_card(tongue(ONLY_TEXT))
        assert [key.label for key in director.reply_keys] == [tongue.label(KEY)]


@in_every_language()
async def test_choice_that_leads_nowhere_says_what_else_can_be_done(
    database_url: str, tongue: Tongue
) -> None:
    people = (DIRECTOR, DELEGATE, THIRD, COLLEAGUE, SECOND, row("Eva Blake", THURSDAY_WINDOW))
    async with stage(database_url, *people) as st:
        director, ioana = await two_who_meet(st, tongue)
        maria, radu = await st.join("Maria Dinu", tongue.code), await st.join("Radu Ilie", tongue.code)
        eva, stefan = await st.join("Eva Blake", tongue.code), await st.join("Ştefan Mureşan", tongue.code)
        stranger = Person.new(st.api, "Nobody", "Known")
        async with st.database.writing() as uow:
            hidden = await uow.participants.get(st.ids["Maria Dinu"])
            assert hidden
            await uow.profiles.hide(hidden, hidden=True)

        await hand_over(director, tongue)
        told = set()
        for one in (stranger, eva, maria):  # not at the event; of another organization; hidden
            await director.pick(tongue.label(KEY), one)
            told.add((await director.expect_card(tongue(NOBODY))).text)
        assert len(told) == 1  # nobody is told which it was
        already = (
            "{name} is part of this meeting already. Please choose somebody else, write a name, or /cancel."
        )
        for one, name in ((ioana, "Ioana Pop"), (director, "Andrei Kelemen")):
            await director.pick(tongue.label(KEY), one)
            await director.expect_card(tongue(already, name=name))
        with pytest.raises(NotPossibleError):
            await director.pick(tongue.label(KEY), radu, stefan)

        await meet(eva, radu, tongue)  # at the same time
        await director.pick(tongue.label(KEY), radu)
        await director.expect_card(tongue("{name} is not free at that time.", name="Radu Ilie"))
        await expect_closed(director, tongue)

        await meet(director, stefan, tongue, "16:10–16:30")  # and knows by that who he is
        await hand_over(director, tongue)
        await director.pick(tongue.label(KEY), stefan)
        await director.expect_card("Ştefan Mureşan, Engineer")
        await expect_closed(director, tongue)


@in_every_language()
async def test_choice_goes_on_across_restarts(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, COLLEAGUE) as st:
        director, _ = await two_who_meet(st, tongue)
        maria = await st.join("Maria Dinu", tongue.code)
        await hand_over(director, tongue)
        await st.stop()
        await director.pick(tongue.label(KEY), maria)  # while nobody listens
        await st.start()
        await director.expect_card("Maria Dinu, Deputy")
        await expect_closed(director, tongue)

        await hand_over(director, tongue)
        await st.stop()
        await director.say("/cancel")
        await st.start()
        await director.expect_card(tongue("Stopped."))
        await expect_closed(director, tongue)
