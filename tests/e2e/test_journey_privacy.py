"""Privacy: what is stored, all of it as a file, and being erased."""

from __future__ import annotations

import json

from bot.domain.booking import MeetingState
from bot.domain.links import role_payload
from bot.domain.roles import Role
from bot.files.people import read_people
from bot.usecases import people_import
from tests.support.people import Person
from tests.support.stage import stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import SECRET

NOBODY = "Nobody was found for “{query}”.\n\nTry fewer words, or a part of the name."


async def meet(guest: Person, host: Person, tongue: Tongue) -> None:
    """Let a guest ask for the first time there is, with a note, and the host accept."""
    await guest.say("kelemen")
    await guest.expect_card("Executive Director")
    await guest.press(tongue.label("See free times"))
    await guest.press("14:30–14:50", await guest.expect_card("Andrei Kelemen"))
    await guest.press(tongue.label("Add a note"))
    await guest.say("About kites & <b>strings</b>")
    await guest.expect_card("About kites & <b>strings</b>")
    await guest.press(tongue.label("Send the request"))
    await host.press(tongue.label("Accept"), await host.expect_card("About kites & <b>strings</b>"))
    await guest.expect_card(tongue("<b>Your meeting is confirmed.</b>"))


@in_every_language()
async def test_export_holds_everything_that_is_stored(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        host = await st.join("Andrei Kelemen", tongue.code)
        guest = await st.join("Ioana Pop", tongue.code)
        await meet(guest, host, tongue)

        await guest.say("/privacy")
        card = await guest.expect_card(tongue("<b>What is stored about you</b>"))
        assert "privacy@example.org" in card.text
        await guest.press(tongue.label("Send me everything (JSON)"))
        await guest.expect(tongue("This is everything that is stored about you."))
        stored = json.loads(guest.download())

        assert stored["telegram"]["telegram_id"] == guest.id
        (event,) = stored["events"]
        assert event["event"] == "Cluj Innovation Days"
        assert event["participant"]["profile"]["organization"] == "Paper Kite Labs"
        assert [one["note"] for one in event["requests"]] == ["About kites & <b>strings</b>"]
        assert [one["state"] for one in event["meetings"]] == ["confirmed"]
        assert "confirmed" in {one["kind"] for one in stored["messages_sent_to_you"]}
        await guest.press(tongue.label("Privacy"), guest.card)
        await guest.expect_card(tongue("<b>What is stored about you</b>"))


async def test_organizer_who_takes_no_part_can_read_and_erase_what_is_stored(
    sqlite_url: str, tongue: Tongue
) -> None:
    async with stage(sqlite_url) as st:
        helper = Person.new(st.api, "Hanna")
        await helper.start(role_payload(SECRET, Role.ORGANIZER, st.event.id, 0))
        await helper.press("I take it on", await helper.expect_card("You are invited to organize"))
        await helper.expect_card("You organize")
        await helper.say("/privacy")
        card = await helper.expect_card("What is stored")
        menu = st.api.world.commands.for_person(helper.id, tongue.code)
        assert "organizer" in {command["command"] for command in menu}
        await helper.press("Send me everything (JSON)", card)
        await helper.expect("This is everything that is stored about you.")
        stored = json.loads(helper.download())
        assert (stored["telegram"]["telegram_id"], stored["organizes"]) == (helper.id, [st.event.name])

        await helper.press(tongue.label("Erase me"))
        await helper.press("Yes, erase me", await helper.expect_card("Erase everything about you?"))
        await helper.expect_card("Everything about you is erased.")
        async with st.database.reading() as uow:
            assert await uow.persons.get(helper.id) is None
            assert await uow.roles.of_person(helper.id) == {}
        menu = st.api.world.commands.for_person(helper.id, tongue.code)  # that of everybody again
        assert {"organizer", "steward"}.isdisjoint({command["command"] for command in menu})


@in_every_language()
async def test_erase_me_ends_everything_tells_the_others_and_holds_against_an_import(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        host = await st.join("Andrei Kelemen", tongue.code)
        guest = await st.join("Ioana Pop", tongue.code)
        await meet(guest, host, tongue)
        async with st.database.reading() as uow:
            (mine,) = await uow.participants.of_person(guest.id)

        await guest.say("/privacy")
        await guest.press(tongue.label("Erase me"), await guest.expect_card("privacy@example.org"))
        question = await guest.expect_card(tongue("<b>Erase everything about you?</b>"))
        assert tongue.n("{n} meeting is cancelled.", "{n} meetings are cancelled.", 1) in question.text
        await guest.press(tongue.label("Yes, erase me"))
        await guest.expect_card(tongue("Everything about you is erased. Goodbye, and all the best."))
        await host.expect(tongue("<b>Meeting cancelled</b>"))

        await host.say("/find Ioana")
        await host.expect_card(tongue(NOBODY, query="Ioana"))
        await guest.say("/agenda")
        await guest.expect_card("Bilateral")
        async with st.database.writing() as uow:
            assert await uow.persons.get(guest.id) is None
            (meeting,) = await uow.meetings.all_of(mine.id)
            assert (meeting.state, meeting.reason) == (MeetingState.CANCELLED, "")
            assert [one.note for one in await uow.requests.all_of(mine.id)] == [""]
            people = read_people(
                "people.csv", b"key,name,organisation\nioana pop,Ioana Pop,Paper Kite Labs\n", st.event
            )
            preview = await people_import.load(uow, st.event, people, SECRET, st.clock.now())
        assert ([one.key for one in preview.erased], preview.new) == (["ioana pop"], ())
