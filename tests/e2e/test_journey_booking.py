"""Booking: from home to a request, with only what both can take, in as few steps as possible."""

from __future__ import annotations

from datetime import time, timedelta

from bot.domain.event import BookingMode
from bot.usecases.files import WallWindow
from tests.support.bookings import GRID, SLOT, ask, free, meet, starts
from tests.support.stage import DELEGATE, DIRECTOR, THIRD, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import FRIDAY, FRIDAY_WINDOW, THURSDAY, THURSDAY_WINDOW, at, make_event, row

STEPS_FROM_HOME = 5


@in_every_language(cheap=True)
async def test_request_is_sent_in_five_steps_and_accepted_with_one_tap(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        await ioana.say("/start")
        await ioana.expect_card(st.event.name)
        steps = 0

        await ioana.say("kelemn")
        await ioana.expect_card("Executive Director")
        steps += 1
        await ioana.press(tongue.label("See free times"))
        await ioana.expect_card(tongue("<i>Times are local to the event ({zone}).</i>", zone=st.event.zone))
        assert free(ioana) == GRID
        steps += 1
        await ioana.press(SLOT)
        deadline = tongue.moment(st.event.local(st.clock.now() + timedelta(hours=24)))
        answer_by = tongue(
            "{name} has until <b>{deadline}</b> to answer.", name="Andrei Kelemen", deadline=deadline
        )
        look = await ioana.expect_card(answer_by)
        assert f"{tongue.day(THURSDAY)}, {SLOT}" in look.text
        assert tongue("Your open requests: {used} of {most}", used=0, most=10) in look.text
        steps += 1
        await ioana.press(tongue.label("Send the request"))
        assert ioana.toasted(tongue.label("Sent"))
        await ioana.expect_card(tongue("<b>Your request is sent.</b>"))
        steps += 1
        assert steps <= STEPS_FROM_HOME

        asked = await director.expect_card(tongue("<b>Somebody would like to meet you</b>"))
        assert f"Ioana Pop, Founder, Paper Kite Labs\n{tongue.day(THURSDAY)}, {SLOT}" in asked.text
        assert tongue("Answer due by {deadline}", deadline=deadline) in asked.text
        await director.press(tongue.label("Accept"))
        assert director.toasted(tongue.label("Confirmed"))
        for person, other in ((director, "Ioana Pop"), (ioana, "Andrei Kelemen")):
            card = await person.expect_card(tongue("<b>Your meeting is confirmed.</b>"))
            for line in (other, f"{tongue.day(THURSDAY)}, {SLOT}", tongue("Table <b>{table}</b>", table=1)):
                assert line in card.text
        await ioana.press(tongue.label("Open the meeting"))
        card = await ioana.expect_card(tongue("E-mail: {email}", email="director@example.org"))
        assert tongue("Phone: {phone}", phone="+40 700 000 000") in card.text
        assert tongue("Telegram: @{username}", username="andrei_kelemen") in card.text


@in_every_language()
async def test_note_is_written_changed_and_read_by_the_host(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        await ioana.say("/find kelemen")
        first = tongue.label("First free: {day} {time}", day=tongue.short_day(THURSDAY), time=SLOT)
        await ioana.press(first, await ioana.expect_card("Executive Director"))
        await ioana.press(tongue.label("Add a note"), await ioana.expect_card(SLOT))
        await ioana.expect_card("500")
        await ioana.say("x" * 501)
        too_long = (
            "That note has {length} characters; at most {longest} fit. Please write a shorter one. "
            "/cancel goes back."
        )
        await ioana.expect_card(tongue(too_long, length=501, longest=500))
        await ioana.say("Paper kites & <b>clusters</b>?")
        await ioana.expect_card("Paper kites & <b>clusters</b>?")
        await ioana.press(tongue.label("Change the note"))
        await ioana.expect_card("500")
        await ioana.say("Kelemen Friday 9:00")  # an answer to the question, however it reads
        look = await ioana.expect_card(f"{tongue('Your note:')}Kelemen Friday 9:00")
        await ioana.press(tongue.label("Send the request"), look)
        await ioana.expect_card(f"{tongue('Your note:')}Kelemen Friday 9:00")
        asked = await director.expect_card("Kelemen Friday 9:00")
        assert any(entity["type"] == "blockquote" for entity in asked.entities)

        await ioana.say("/cancel")
        await ioana.expect_card(tongue("There was nothing to stop."))


@in_every_language()
async def test_note_is_forgotten_when_its_writer_goes_on_without_sending_it(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        await ioana.say("/find kelemen")
        first = tongue.label("First free: {day} {time}", day=tongue.short_day(THURSDAY), time=SLOT)
        await ioana.press(first, await ioana.expect_card("Executive Director"))
        await ioana.press(tongue.label("Add a note"), await ioana.expect_card(SLOT))
        await ioana.expect_card("500")
        await ioana.say("Paper kites")
        look = await ioana.expect_card("Paper kites")
        await ioana.say("/agenda")
        await ioana.expect_card(tongue("<b>Your agenda is empty.</b>\n\nFind somebody and ask for a time."))
        async with st.database.reading() as uow:
            person = await uow.persons.get(ioana.id)
        assert person is not None
        assert person.dialog is None

        await ioana.press(tongue.label("Send the request"), look)  # nothing is sent without it
        await ioana.press(tongue.label("Send the request"), await ioana.expect_card(SLOT))
        await ioana.expect_card(tongue("<b>Your request is sent.</b>"))


@in_every_language()
async def test_only_what_both_can_take_is_offered_day_by_day(database_url: str, tongue: Tongue) -> None:
    late = WallWindow(THURSDAY, time(15, 20), time(17))
    host = row("Ágnes Kovács", THURSDAY_WINDOW, FRIDAY_WINDOW)
    guest = row("Ioana Pop", late, FRIDAY_WINDOW)
    async with stage(database_url, host, guest, DIRECTOR) as st:
        agnes, ioana = await st.join("Ágnes Kovács", tongue.code), await st.join("Ioana Pop", tongue.code)
        director = await st.join("Andrei Kelemen", tongue.code)
        await ask(director, tongue, "15:45–16:05", "agnes")
        await agnes.press(tongue.label("Accept"), await agnes.expect_card("Andrei Kelemen"))
        await agnes.expect_card(tongue("<b>Your meeting is confirmed.</b>"))

        await ioana.say("/find agnes")
        await ioana.press(tongue.label("See free times"), await ioana.expect_card("Kovács"))
        await ioana.expect_card(tongue.day(THURSDAY))
        assert free(ioana) == ["15:20–15:40", "16:10–16:30", "16:35–16:55"]
        await ioana.press(f"{tongue.short_day(FRIDAY)} (7)")
        await ioana.expect_card(tongue.day(FRIDAY))
        assert free(ioana)[0] == "09:00–09:20"
        assert len(free(ioana)) == 7


@in_every_language(cheap=True)
async def test_lost_race_says_just_taken_and_offers_the_nearest(database_url: str, tongue: Tongue) -> None:
    event = make_event(mode=BookingMode.INSTANT)
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, event=event) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana, stefan = await st.join("Ioana Pop", tongue.code), await st.join("Ştefan Mureşan", tongue.code)
        for guest, note in ((ioana, "Kites"), (stefan, "Ferries")):
            await guest.say("/find kelemen")
            await guest.press(tongue.label("See free times"), await guest.expect_card("14:30"))
            await guest.press("14:55–15:15", await guest.expect_card(tongue.day(THURSDAY)))
            await guest.expect_card(tongue("The time is yours as soon as you book it."))
            await guest.press(tongue.label("Add a note"))
            await guest.expect_card("500")
            await guest.say(note)
            await guest.expect_card(note)
        await ioana.press(tongue.label("Book it"))
        assert ioana.toasted(tongue.label("Booked"))
        await ioana.expect_card(tongue("<b>Your meeting is confirmed.</b>"))
        told = await director.expect_card(tongue("<b>Your meeting is confirmed.</b>"))
        assert "Ioana Pop" in told.text
        assert "Kites" in told.text

        await stefan.press(tongue.label("Book it"))
        assert stefan.toasted(tongue.label("Just taken. Here are the nearest free times."))
        card = await stefan.expect_card(tongue("That time has just been taken."))
        assert tongue("The nearest free times for you and {name}:", name="Andrei Kelemen") in card.text
        assert tongue("One tap books the time.") in card.text
        assert free(stefan) == starts([GRID[0], *GRID[2:]], tongue)
        director.forget()
        await stefan.press(f"{tongue.short_day(THURSDAY)} 15:20")
        card = await stefan.expect_card(tongue("<b>Your meeting is confirmed.</b>"))
        assert GRID[2] in card.text
        assert "Ferries" in (await director.expect_card(GRID[2])).text


@in_every_language()
async def test_host_whose_times_are_past_says_so(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        st.move_to(at("Thu 16:30"))
        await ioana.say("/find kelemen")
        card = await ioana.expect_card(tongue("{name} has no free time left.", name="Andrei Kelemen"))
        assert tongue.label("See free times") not in [button.label for button in card.buttons]
        st.move_to(at("Fri 12:00"))
        await ioana.say("/find kelemen")
        await ioana.expect_card(tongue("The event is over."))


@in_every_language()
async def test_who_has_no_common_time_because_of_his_meeting_times_is_led_to_them(
    database_url: str, tongue: Tongue
) -> None:
    early, late = WallWindow(THURSDAY, time(14, 30), time(15, 15)), WallWindow(THURSDAY, time(16), time(17))
    people = (row("Andrei Kelemen", late), row("Ioana Pop", early))
    async with stage(database_url, *people) as st:
        await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        await ioana.say("/find kelemen")
        none = tongue("You and {name} have no free time in common.", name="Andrei Kelemen")
        await ioana.press(tongue.label("My meeting times"), await ioana.expect_card(none))
        await ioana.expect_card(tongue("<b>Your meeting times</b>"))


@in_every_language()
async def test_home_opens_the_next_meeting_whose_card_names_the_venue_too(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        await meet(ioana, director, tongue)
        await ioana.say("/start")
        await ioana.press(tongue.label("Open the meeting"), await ioana.expect_card(tongue("Next meeting:")))
        card = await ioana.expect_card(tongue("Your meeting with"))
        assert tongue("Table <b>{table}</b>", table="1") in card.text
        assert "Sala Polivalentă" in card.text
