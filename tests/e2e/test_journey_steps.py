"""A question that waits for a text: nothing is done without a tap, and it does not wait for ever."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.links import registration_payload
from bot.emulator import Message
from tests.e2e.test_journey_own_profile import PNG
from tests.e2e.test_journey_own_profile import edit as edit_field
from tests.e2e.test_journey_registering import FIRM, MAIL, NAME, OPEN, stranger
from tests.support.bookings import SLOT, WHY_CANCEL, WHY_DECLINE, ask, meet
from tests.support.people import Person
from tests.support.stage import Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY

QUARTER = timedelta(minutes=15)
TIME = "{day}, " + SLOT


async def pair(st: Stage, tongue: Tongue) -> tuple[Person, Person]:
    """Let the two that every journey here is about join."""
    director = await st.join("Andrei Kelemen", tongue.code)
    return director, await st.join("Ioana Pop", tongue.code)


def labels(card: Message) -> list[str]:
    return [button.label for button in card.buttons]


def time_of(tongue: Tongue) -> str:
    return TIME.format(day=tongue.day(THURSDAY))


async def begin_a_note(guest: Person, tongue: Tongue) -> None:
    """Choose a time with the director, and be asked for the note to it."""
    await guest.say("/find kelemen")
    await guest.press(tongue.label("See free times"), await guest.expect_card("Executive Director"))
    await guest.press(SLOT, await guest.expect_card(tongue.day(THURSDAY)))
    await guest.press(tongue.label("Add a note"), await guest.expect_card(SLOT))
    await guest.expect_card("500")


@in_every_language(cheap=True)
async def test_meeting_is_cancelled_with_a_reason_by_a_tap_only(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        director, ioana = await pair(st, tongue)
        await meet(ioana, director, tongue)
        asks = tongue(
            "Cancel the meeting with {name}, {time}, with this reason?",
            name="Andrei Kelemen",
            time=time_of(tongue),
        )
        await ioana.press(tongue.label("Open the meeting"))
        await ioana.press(tongue.label("Cancel the meeting"), await ioana.expect_card("Executive Director"))
        await ioana.expect_card(tongue(WHY_CANCEL))
        director.forget()
        await ioana.say("kelemen")
        first = await ioana.expect_card(asks)
        assert "kelemen" in first.text
        old = next(one for one in first.buttons if one.label == tongue.label("Cancel with this reason"))
        await st.settled()
        assert list(director.seen()) == []  # nothing has happened yet

        await ioana.press(tongue.label("Write another reason"), first)
        await ioana.expect_card(tongue(WHY_CANCEL))
        await ioana.say("My train is late")
        second = await ioana.expect_card(asks)
        await ioana.forge(old.callback_data or "", first)  # the older reason: shows what would be sent now
        assert "My train is late" in (await ioana.expect_card(asks)).text
        assert list(director.seen()) == []

        await ioana.press(tongue.label("Cancel with this reason"), second)
        assert ioana.toasted(tongue.label("Cancelled"))
        assert "My train is late" in (await ioana.expect_card(tongue("You cancelled the meeting with"))).text
        told = await director.expect_card(tongue("<b>Meeting cancelled</b>"))
        assert f"{tongue('Reason:')}My train is late" in told.text


@in_every_language()
async def test_reason_that_was_written_is_given_up_with_the_meeting_kept(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        director, ioana = await pair(st, tongue)
        await meet(ioana, director, tongue)
        director.forget()
        await ioana.press(tongue.label("Open the meeting"))
        for way in (tongue.label("Keep the meeting"), "/cancel"):
            await ioana.say("/agenda")
            await ioana.press("Andrei Kelemen", await ioana.expect_card(tongue.day(THURSDAY)))
            await ioana.press(tongue.label("Cancel the meeting"), await ioana.expect_card(SLOT))
            await ioana.expect_card(tongue(WHY_CANCEL))
            await ioana.say("My train is late")
            card = await ioana.expect_card("My train is late")
            if way == "/cancel":
                await ioana.say(way)
                await ioana.expect_card(tongue("Stopped."))
            else:
                await ioana.press(way, card)
                await ioana.expect_card(tongue("Your meeting with"))
        # The card still stands there, but the reason is gone: it is asked for again.
        await ioana.press(tongue.label("Cancel with this reason"), card)
        await ioana.expect_card(tongue(WHY_CANCEL))
        await st.settled()
        assert list(director.seen()) == []


@in_every_language(cheap=True)
async def test_text_hours_after_a_question_is_read_as_usual(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        director, ioana = await pair(st, tongue)
        await meet(ioana, director, tongue)
        await ioana.press(tongue.label("Open the meeting"))
        await ioana.press(tongue.label("Cancel the meeting"), await ioana.expect_card("Executive Director"))
        await ioana.expect_card(tongue(WHY_CANCEL))
        director.forget()
        st.move(QUARTER)
        await ioana.say("kelemen")
        assert tongue.label("Open the meeting") in labels(await ioana.expect_card("Executive Director"))
        await st.settled()
        assert list(director.seen()) == []

        await ioana.press(tongue.label("Open the meeting"))
        await ioana.press(
            tongue.label("Write to {name}", name="Andrei Kelemen"), await ioana.expect_card(SLOT)
        )
        await ioana.expect_card("/cancel")
        st.move(QUARTER - timedelta(seconds=1))
        await ioana.say("See you at the door")  # still in time
        await director.expect_card("See you at the door")
        await ioana.say("/find kelemen")
        await ioana.press(tongue.label("Open the meeting"), await ioana.expect_card("Executive Director"))
        await ioana.press(
            tongue.label("Write to {name}", name="Andrei Kelemen"), await ioana.expect_card(SLOT)
        )
        await ioana.expect_card("/cancel")
        director.forget()
        st.move(timedelta(hours=3))
        await ioana.say("kelemen")
        await ioana.expect_card("Executive Director")
        await st.settled()
        assert "kelemen" not in [seen.text for seen in director.seen()]


@in_every_language()
async def test_decline_needs_a_tap_and_its_question_lapses(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        director, ioana = await pair(st, tongue)
        await ask(ioana, tongue)
        await director.press(tongue.label("Decline"), await director.expect_card("Ioana Pop"))
        await director.expect_card(tongue(WHY_DECLINE, name="Ioana Pop"))
        ioana.forget()
        st.move(QUARTER)
        await director.say("ioana")
        card = await director.expect_card("Founder")
        await st.settled()
        assert list(ioana.seen()) == []

        await director.press(tongue.label("Open the request"), card)
        await director.press(tongue.label("Decline"), await director.expect_card(SLOT))
        await director.expect_card(tongue(WHY_DECLINE, name="Ioana Pop"))
        await director.say("On stage then, sorry")
        card = await director.expect_card(
            tongue(
                "Decline the request of {name} for {time} with this reason?",
                name="Ioana Pop",
                time=time_of(tongue),
            )
        )
        await director.press(tongue.label("Keep the request"), card)
        card = await director.expect_card(tongue("{name} would like to meet you:", name="Ioana Pop"))
        assert list(ioana.seen()) == []
        await director.press(tongue.label("Decline"), card)
        await director.expect_card(tongue(WHY_DECLINE, name="Ioana Pop"))
        await director.say("On stage then, sorry")
        await director.press(tongue.label("Decline with this reason"), await director.expect_card("On stage"))
        await director.expect_card(tongue("This request was declined."))
        assert f"{tongue('Reason:')}On stage then, sorry" in (await ioana.expect_card("On stage")).text


@in_every_language()
async def test_note_that_was_written_waits_for_the_tap_however_long(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        director, ioana = await pair(st, tongue)
        await begin_a_note(ioana, tongue)
        await ioana.say("Kites in Cluj")
        look = await ioana.expect_card(f"{tongue('Your note:')}Kites in Cluj")
        await st.stop()
        st.clock.move(timedelta(hours=3))
        await st.start()
        await ioana.press(tongue.label("Send the request"), look)
        await ioana.expect_card(tongue("<b>Your request is sent.</b>"))
        await director.expect_card("Kites in Cluj")


@in_every_language()
async def test_text_that_was_written_in_time_is_an_answer_however_late_it_is_read(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        _, ioana = await pair(st, tongue)
        await begin_a_note(ioana, tongue)
        await st.stop()
        await ioana.say("Kites in Cluj")
        st.clock.move(timedelta(hours=1))
        await st.start()
        await ioana.expect_card(f"{tongue('Your note:')}Kites in Cluj")


@in_every_language(cheap=True)
async def test_what_is_no_text_gets_the_open_question_once_more(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        director, ioana = await pair(st, tongue)
        await ioana.say("/find kelemen")
        await ioana.press(tongue.label("See free times"), await ioana.expect_card("Executive Director"))
        await ioana.press(SLOT, await ioana.expect_card(tongue.day(THURSDAY)))
        await ioana.press(tongue.label("Add a note"), await ioana.expect_card(SLOT))
        question = (await ioana.expect_card("500")).text
        for send in (ioana.send_sticker, ioana.send_voice):
            await send()
            assert "/cancel" in (await ioana.expect_card(question)).text
        await ioana.say("Kites in Cluj")
        await ioana.press(tongue.label("Send the request"), await ioana.expect_card("Kites in Cluj"))
        await director.press(tongue.label("Decline"), await director.expect_card("Kites in Cluj"))
        question = (await director.expect_card(tongue(WHY_DECLINE, name="Ioana Pop"))).text
        await director.send_photo(PNG)
        await director.expect_card(question)
        await director.say("/times")
        await director.expect_card(tongue("<b>Your meeting times</b>"))
        await director.send_voice()
        await director.expect_card(tongue("<b>Your meeting times</b>"))
        await director.say("/cancel")
        await director.expect_card(tongue("Stopped."))
        await director.send_sticker()
        await director.expect_card(
            tongue(
                "I cannot do anything with that yet: I read text only. "
                "Write a name or a time, or press a button."
            )
        )


@in_every_language(cheap=True)
async def test_changed_note_is_the_new_one_and_other_changes_are_not_read(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        director, ioana = await pair(st, tongue)
        await begin_a_note(ioana, tongue)
        note = await ioana.say("Kites in Clu")
        await ioana.expect_card(f"{tongue('Your note:')}Kites in Clu")
        await ioana.edit(note, "Kites in Cluj")
        await ioana.press(
            tongue.label("Send the request"),
            await ioana.expect_card(f"{tongue('Your note:')}Kites in Cluj"),
        )
        await director.expect_card("Kites in Cluj")

        only_new = tongue(
            "I read new messages only: what you change in one that you have sent does not reach me. "
            "Please write it once more."
        )
        director.forget()
        for text in ("Kites in Oradea", "kelemen"):  # the request is sent, and each change has its answer
            await ioana.edit(note, text)
            card = await ioana.expect_card(only_new)
            assert tongue.label("⌂ Home") in labels(card)
        assert list(director.seen()) == []


async def write_note(person: Person, tongue: Tongue) -> Message:
    """Go up to the question for a note."""
    await person.say("/find kelemen")
    await person.press(tongue.label("See free times"), await person.expect_card("Executive Director"))
    await person.press(SLOT, await person.expect_card(tongue.day(THURSDAY)))
    await person.press(tongue.label("Add a note"), await person.expect_card(SLOT))
    return await person.expect_card("500")


@in_every_language(cheap=True)
async def test_question_stays_open_in_the_language_that_is_chosen_meanwhile(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        _, ioana = await pair(st, tongue)
        await write_note(ioana, tongue)
        await ioana.say("/language")
        other = "Română" if tongue.code == "hu" else "Magyar"
        await ioana.press(other, await ioana.expect_card(bool))
        await ioana.expect_card(lambda text: "/cancel" in text and "500" in text)
        await ioana.say("Kites in Cluj")
        await ioana.expect_card("Kites in Cluj")


@in_every_language(cheap=True)
async def test_text_after_a_command_that_ended_its_question_is_told_so(
    database_url: str, tongue: Tongue
) -> None:
    ended = tongue(
        "Your last command ended what I had asked you for, so this text was not taken for it, and nothing "
        "was sent. As something else I cannot read it either."
    )
    async with stage(database_url) as st:
        _, ioana = await pair(st, tongue)
        await write_note(ioana, tongue)
        await ioana.say("/agenda")
        await ioana.expect_card(bool)
        await ioana.say("qwxzv plmkj")
        await ioana.press(tongue.label("Ask me again"), await ioana.expect_card(ended))
        await ioana.expect_card("500")
        await ioana.say("/agenda")
        await ioana.say("kelemen")  # what means something is answered
        await ioana.expect_card("Executive Director")
        await ioana.say("qwxzv plmkj")  # and it is told once
        await ioana.expect_card(lambda text: bool(text) and ended not in text)
        await write_note(ioana, tongue)
        await ioana.say("/cancel")
        await ioana.expect_card(tongue("Stopped."))
        await ioana.say("qwxzv plmkj")
        await ioana.expect_card(lambda text: bool(text) and ended not in text)


@in_every_language(cheap=True)
async def test_album_is_passed_on_whole_and_answered_once_anywhere_else(
    database_url: str, tongue: Tongue
) -> None:
    only_text = tongue(
        "I cannot do anything with that yet: I read text only. Write a name or a time, or press a button."
    )
    async with stage(database_url) as st:
        director, ioana = await pair(st, tongue)
        await meet(ioana, director, tongue)
        await ioana.press(tongue.label("Open the meeting"))
        await ioana.press(
            tongue.label("Write to {name}", name="Andrei Kelemen"), await ioana.expect_card(SLOT)
        )
        await ioana.expect_card("/cancel")
        director.forget()
        await ioana.send_photo(PNG, caption="Our stand", album="1")
        await ioana.expect_card("Andrei Kelemen")
        await ioana.send_photo(PNG, album="1")
        await ioana.send_photo(PNG, album="1")
        await ioana.say("/agenda")
        await ioana.expect_card(tongue.day(THURSDAY))
        st.move(timedelta(seconds=1))
        await st.settled()
        assert len([seen for seen in director.seen() if "photo" in getattr(seen, "body", {})]) == 3

        before = len(ioana.received)
        for _ in range(3):
            await ioana.send_photo(PNG, album="2")
        await ioana.say("/agenda")
        await ioana.expect_card(tongue.day(THURSDAY))
        assert [one.text for one in ioana.received[before:]].count(only_text) == 1
        await ioana.send_photo(PNG, caption="kelemen", album="3")
        await ioana.expect_card("Executive Director")


@in_every_language()
async def test_changed_message_is_the_answer_to_what_still_waits_for_a_tap_or_for_a_text(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        director, ioana = await pair(st, tongue)
        # What was refused, and asked for again: the change is the answer.
        await begin_a_note(ioana, tongue)
        long = await ioana.say("K" * 501)
        await ioana.expect_card("501")
        await ioana.edit(long, "Kites")
        note = await ioana.expect_card(f"{tongue('Your note:')}Kites")
        director.forget()
        await ioana.press(tongue.label("Send the request"), note)

        # A reason that waits for its tap; what the older card would send is not sent.
        asked = await director.expect_card(tongue("<b>Somebody would like to meet you</b>"))
        await director.press(tongue.label("Decline"), asked)
        await director.expect_card(tongue(WHY_DECLINE, name="Ioana Pop"))
        reason = await director.say("I am awya")
        first = await director.expect_card("I am awya")
        await director.edit(reason, "I am away")
        second = await director.expect_card("I am away")
        await director.press(tongue.label("Decline with this reason"), first)
        assert "I am away" in (await director.expect_card("I am away")).text
        ioana.forget()
        await director.press(tongue.label("Decline with this reason"), second)
        assert "I am away" in (await ioana.expect_card("I am away")).text

        # A field of the profile: the look at it takes the new words.
        await edit_field(ioana, tongue, "what is looked for")
        said = await ioana.say("Wind tunels")
        value = "Looks for: {value}"
        await ioana.expect_card(tongue(value, value="Wind tunels"))
        await ioana.edit(said, "Wind tunnels")
        shown = await ioana.expect_card(tongue(value, value="Wind tunnels"))
        await ioana.press(tongue.label("Save"), shown)
        await ioana.expect_card(tongue("This is you, as others see you."))
        assert tongue(value, value="Wind tunnels") in ioana.card.text


@in_every_language()
async def test_changed_message_that_counts_no_more_is_not_taken_for_what_is_asked_now(
    database_url: str, tongue: Tongue
) -> None:
    past = tongue(
        "What you have changed in that message counts no more. My last question is still open: please answer "
        "it in a new message, or /cancel."
    )
    async with stage(database_url, event=OPEN) as st:
        # Registering: the last answer can be changed, an earlier one cannot any more.
        nora = stranger(st, tongue)
        await nora.start(registration_payload("cluj-2026"))
        await nora.press(tongue.label("I agree, register me"), await nora.expect_card(st.event.name))
        await nora.expect_card(tongue(NAME))
        name = await nora.say("Nora Nwe")
        await nora.expect_card(tongue(FIRM))
        await nora.edit(name, "Nora New")
        await nora.expect_card(tongue(FIRM))
        await nora.say("New Ltd")
        await nora.expect_card(tongue(MAIL))
        await nora.edit(name, "Nora Newer")
        await nora.expect_card(past)
        await nora.say("nora@new.example")
        look = await nora.expect_card("nora@new.example")
        assert "Nora New\n" in look.text
        assert "New Ltd" in look.text

        # Meeting times are put together as they are written, and a message to somebody has gone out.
        director, ioana = await pair(st, tongue)
        await ioana.say("/times")
        await ioana.expect_card(tongue.day(THURSDAY))
        times = await ioana.say("Thursday 14:30-17:00")
        await ioana.expect_card("14:30")
        await ioana.edit(times, "Thursday 14:30-15:00")
        assert tongue.label("Ask me again") in labels(await ioana.expect_card(past))
        await meet(ioana, director, tongue)
        await ioana.press(tongue.label("Open the meeting"))
        await ioana.press(
            tongue.label("Write to {name}", name="Andrei Kelemen"),
            await ioana.expect_card("Executive Director"),
        )
        await ioana.expect_card("/cancel")
        written = await ioana.say("See you at teh entrance")
        await director.expect_card("See you at teh entrance")
        director.forget()
        await ioana.edit(written, "See you at the entrance")
        await ioana.expect_card(
            tongue(
                "I read new messages only: what you change in one that you have sent does not reach me. "
                "Please write it once more."
            )
        )
        await st.settled()
        assert list(director.seen()) == []
