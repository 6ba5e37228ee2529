"""Messages through the bot: from a request or a meeting to the other side and back, and their limits."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.domain.relay import A_MINUTE
from tests.support.bookings import WHY_DECLINE, ask, meet
from tests.support.people import Person
from tests.support.stage import Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import at

WORDS = "See <you> & bring the *deck*"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)


async def met(st: Stage, tongue: Tongue) -> tuple[Person, Person]:
    """Let two people agree on a meeting."""
    ioana, director = await st.join("Ioana Pop", tongue.code), await st.join("Andrei Kelemen", tongue.code)
    await meet(ioana, director, tongue)
    await st.settled()
    return ioana, director


async def begin(person: Person, other: str) -> None:
    """Press *Write to …* on the only meeting of today's agenda."""
    await person.say("/agenda")
    await person.press(lambda button: (button.callback_data or "").startswith("m:"))
    await person.press(
        lambda button: (button.callback_data or "").startswith("rw:"), await person.expect_card(other)
    )
    await person.expect_card("/cancel")


async def settled(st: Stage) -> None:
    """Let everything that is owed come, with the word to the author about what became of his message."""
    await st.settled()
    st.move(timedelta(seconds=1))
    async with asyncio.timeout(20):
        while await waiting(st):  # noqa: ASYNC110 - a database does not call
            await asyncio.sleep(0.02)
    await st.settled()


async def waiting(st: Stage) -> bool:
    """Tell whether the content of a message is kept still."""
    async with st.database.reading() as uow:
        rows = [row for one in st.ids.values() for row in await uow.relays.of(one)]
    return any(row["outcome"] is None for row in rows)


async def kept(st: Stage, name: str) -> list[tuple[str, str, str | None]]:
    """Give what the database keeps of somebody's messages."""
    async with st.database.reading() as uow:
        rows = await uow.relays.of(st.ids[name])
    return [(row["text"], row["file_id"], row["outcome"]) for row in rows]


@in_every_language()
async def test_message_reaches_the_other_side_and_the_answer_comes_back(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, director = await met(st, tongue)
        director.forget()
        await ioana.press(tongue.label("Open the meeting"))
        card = await ioana.expect_card("Andrei Kelemen")
        await ioana.press(tongue.label("Write to {name}", name="Andrei Kelemen"), card)
        await ioana.expect_card("/cancel")
        await ioana.say(WORDS)
        await ioana.expect_card(
            tongue(
                "Your message to {name} is on its way. Should it not arrive, I will tell you.",
                name="Andrei Kelemen",
            )
        )
        got = await director.expect_card(WORDS)
        assert got.text.startswith(tongue("Message from {who}", who="Ioana Pop, Founder, Paper Kite Labs"))
        assert [one.label for one in got.buttons] == [tongue.label("Answer"), tongue.label("Report")]
        assert not got.silent
        before = ioana.messages
        await settled(st)
        assert ioana.messages == before  # that it is on its way was word enough
        assert await kept(st, "Ioana Pop") == [("", "", "delivered")]

        await director.press(tongue.label("Answer"), got)
        await director.expect_card("/cancel")
        assert WORDS in got.text
        await director.say("Gladly")
        await ioana.expect_card("Gladly")
        await settled(st)
        assert await kept(st, "Ioana Pop") == [("", "", "delivered")] * 2


@in_every_language()
async def test_open_request_lets_both_write_until_it_is_declined(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana, director = (
            await st.join("Ioana Pop", tongue.code),
            await st.join("Andrei Kelemen", tongue.code),
        )
        no = tongue(
            "You can write to {name} while a request between you is open or a meeting is agreed.",
            name="Andrei Kelemen",
        )
        await ioana.say("/agenda")
        await ioana.forge(f"rw:{st.ids['Andrei Kelemen']}:0")  # nothing is between them yet
        await ioana.expect_card(no)
        await ask(ioana, tongue)
        asked = await director.expect_card(tongue("<b>Somebody would like to meet you</b>"))
        await ioana.say("/requests")
        listed = await ioana.expect_card(tongue("<b>You wait for an answer</b>"))
        await ioana.press(lambda button: (button.callback_data or "").startswith("r:"), listed)
        await ioana.press(
            tongue.label("Write to {name}", name="Andrei Kelemen"), await ioana.expect_card("14:30")
        )
        await ioana.expect_card("/cancel")
        await ioana.say("It is about kites")
        got = await director.expect_card("It is about kites")

        await director.press(tongue.label("Decline"), asked)
        await director.press(
            tongue.label("Decline without a reason"),
            await director.expect_card(tongue(WHY_DECLINE, name="Ioana Pop")),
        )
        await director.expect_card(tongue("This request was declined."))
        await director.press(tongue.label("Answer"), got)
        await director.expect_card(
            tongue(
                "You can write to {name} while a request between you is open or a meeting is agreed.",
                name="Ioana Pop",
            )
        )


async def test_photo_voice_and_file_are_passed_on_and_nothing_else(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana, director = await met(st, tongue)
        await begin(ioana, "Andrei Kelemen")
        await ioana.send_sticker()
        await ioana.expect_card("a text, a photo, a voice message or a file")
        await ioana.send_photo(PIXEL, caption="<b>our stand</b>")
        await ioana.expect_card("is on its way")
        photo = await director.expect_card("<b>our stand</b>")
        assert director.download(photo) == PIXEL
        await begin(ioana, "Andrei Kelemen")
        await ioana.send_voice()
        await ioana.expect_card("is on its way")
        voice = await director.expect_card(lambda text: "Message from" in text and "stand" not in text)
        assert "voice" in voice.body
        director.forget()
        await begin(ioana, "Andrei Kelemen")
        await ioana.send_document("deck.pdf", b"%PDF-1.7")
        await ioana.expect_card("is on its way")
        assert director.download(await director.expect_card("Message from")) == b"%PDF-1.7"
        await settled(st)
        assert await kept(st, "Andrei Kelemen") == [("", "", "delivered")] * 3


async def test_length_and_number_are_limited_and_cancel_sends_nothing(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, _ = await met(st, tongue)
        await begin(ioana, "Andrei Kelemen")
        await ioana.say("x" * 1001)
        await ioana.expect_card("1000")
        await ioana.say("/cancel")
        await ioana.expect_card("Stopped.")
        assert await kept(st, "Ioana Pop") == []
        for number in range(A_MINUTE + 1):
            await begin(ioana, "Andrei Kelemen")
            await ioana.say(f"number {number}")
            await ioana.expect_card("is on its way" if number < A_MINUTE else "many messages in a minute")
        assert len(await kept(st, "Ioana Pop")) == A_MINUTE
        st.move(timedelta(seconds=61))
        await ioana.say("once more")  # the question is still open
        await ioana.expect_card("is on its way")


@pytest.mark.parametrize("end", ["cancelled", "over"])
async def test_writing_ends_with_the_meeting_and_some_days_after_the_event(
    database_url: str, tongue: Tongue, end: str
) -> None:
    async with stage(database_url) as st:
        ioana, director = await met(st, tongue)
        if end == "over":  # what is asked does not wait for days
            st.move_to(at("Fri 12:00") + timedelta(days=3) - timedelta(seconds=1))
        await begin(ioana, "Andrei Kelemen")
        await begin(director, "Ioana Pop")
        if end == "over":
            await ioana.say("still in time")
            await director.expect_card("still in time")
            st.move(timedelta(seconds=1))
            refusal = "messages through the bot have ended"
        else:
            async with st.database.reading() as uow:
                (meeting,) = await uow.meetings.of(st.ids["Ioana Pop"])
            await ioana.forge(f"mx:{meeting.id}")
            await ioana.expect_card("You cancelled")
            refusal = "while a request between you is open"
        await director.say("too late")
        await director.expect_card(refusal)
        assert len(await kept(st, "Andrei Kelemen")) == (1 if end == "over" else 0)


@in_every_language()
async def test_reported_author_writes_no_more_and_organizers_know(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana, director = await met(st, tongue)
        organizer = st.organizer(tongue.code)
        await organizer.start()
        await organizer.expect_card("Bilateral")
        organizer.forget()
        await begin(ioana, "Andrei Kelemen")
        await ioana.say("rude words")
        got = await director.expect_card("rude words")
        await director.press(tongue.label("Report"), got)
        await director.press(tongue.label("Yes, report it"), await director.expect_card("Ioana Pop"))
        await director.expect_card(
            tongue(
                "The organizers know. {name} can write no more to you; a meeting stands until you cancel it.",
                name="Ioana Pop",
            )
        )
        told = await organizer.expect_card(lambda text: "Ioana Pop" in text and "Andrei Kelemen" in text)
        assert "rude words" not in told.text
        await ioana.say("/agenda")
        await ioana.press(lambda button: (button.callback_data or "").startswith("m:"))
        await ioana.press(
            lambda button: (button.callback_data or "").startswith("rw:"),
            await ioana.expect_card("Andrei Kelemen"),
        )
        await ioana.expect_card(
            tongue(
                "You can write to {name} while a request between you is open or a meeting is agreed.",
                name="Andrei Kelemen",
            )
        )
        await begin(director, "Ioana Pop")  # the other way it is still open


async def test_message_at_night_is_silent_and_one_that_cannot_arrive_is_told(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, director = await met(st, tongue)
        st.move_to(at("Wed 22:00"))
        await begin(ioana, "Andrei Kelemen")
        await ioana.say("at night")
        assert (await director.expect_card("at night")).silent
        await settled(st)
        await begin(ioana, "Andrei Kelemen")
        await director.block()
        await ioana.say("to nobody")
        await ioana.expect_card(lambda text: "is on its way" in text or "cannot be reached" in text)
        await settled(st)
        assert [text for text, *_ in await kept(st, "Ioana Pop")] == [""] * len(await kept(st, "Ioana Pop"))
        await begin_refused(ioana)


async def begin_refused(person: Person) -> None:
    await person.say("/agenda")
    await person.press(lambda button: (button.callback_data or "").startswith("m:"))
    await person.press(lambda button: (button.callback_data or "").startswith("rw:"))
    await person.expect_card("cannot be reached through the bot now")
