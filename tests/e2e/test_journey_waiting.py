"""Somebody without a free time is waited for: a place in the list, and a time that is held for a while."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from bot.domain.event import Block, BookingMode
from tests.support.bookings import GRID, SLOT, WHY_CANCEL, ask, meet
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, THIRD, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY, THURSDAY_WINDOW, at, make_event, row

ONE_SLOT = replace(make_event(), blocks=(Block("Meetings", THURSDAY, time(14, 30), time(14, 50)),))
FOURTH = row("Eva Kiss", THURSDAY_WINDOW)
_GOES = "If you let it pass, the next in line gets it, and you go to the end of the list."
RULE = (
    f"When a time becomes free, it is offered to you and held for {{n}} minute. {_GOES}",
    f"When a time becomes free, it is offered to you and held for {{n}} minutes. {_GOES}",
)
FREE = "<b>A time has become free for you</b>"
PLACE = "Place in the list: {number} of {all}"


async def wait(guest: Person, tongue: Tongue, number: int) -> None:
    """Let a guest meet a host who has no time left, and take a place in his list."""
    await guest.say("/find kelemen")
    card = await guest.expect_card(tongue("{name} has no free time left.", name="Andrei Kelemen"))
    await guest.press(tongue.label("Wait for a time"), card)
    place = await guest.expect_card(tongue(PLACE, number=number, all=number))
    assert tongue.n(*RULE, 10) in place.text
    assert tongue("Any time") in place.text


async def cancel(person: Person, tongue: Tongue) -> None:
    await person.say("/agenda")
    await person.press(SLOT[:5], await person.expect_card(SLOT))
    await person.press(tongue.label("Cancel the meeting"), await person.expect_card(SLOT))
    await person.press(tongue.label("Cancel without a reason"), await person.expect_card(tongue(WHY_CANCEL)))


@in_every_language()
async def test_time_that_becomes_free_goes_to_the_first_in_line_and_then_to_the_next(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, FOURTH, event=ONE_SLOT) as st:
        director, eva = await st.join("Andrei Kelemen", tongue.code), await st.join("Eva Kiss", tongue.code)
        ioana, stefan = await st.join("Ioana Pop", tongue.code), await st.join("Ştefan Mureşan", tongue.code)
        await meet(eva, director, tongue)
        await wait(ioana, tongue, 1)
        await wait(stefan, tongue, 2)
        await stefan.say("/requests")
        await stefan.press(" · 2/2", await stefan.expect_card(tongue(PLACE, number=2, all=2)))
        await stefan.expect_card(tongue.n(*RULE, 10))

        ioana.forget()
        await cancel(eva, tongue)
        offer = await ioana.expect_card(tongue(FREE))
        until = tongue.moment(st.event.local(st.clock.now() + timedelta(minutes=10)))
        assert tongue("It is held for you until <b>{until}</b>.", until=until) in offer.text
        await eva.say("/find kelemen")  # which is free for nobody else
        await eva.expect_card(tongue("{name} has no free time left.", name="Andrei Kelemen"))

        stefan.forget()
        st.move(timedelta(minutes=10))
        theirs = await stefan.expect_card(tongue(FREE))
        assert SLOT in theirs.text
        await ioana.press(tongue.label("Send the request"), offer)
        assert ioana.toasted(tongue.label("Just taken. Here are the nearest free times."))
        await ioana.expect_card(tongue("You are on the waiting list: {number} of {all}.", number=2, all=2))

        director.forget()
        await stefan.press(tongue.label("Send the request"), theirs)
        await stefan.expect_card(tongue("<b>Your request is sent.</b>"))
        await director.press(tongue.label("Accept"), await director.expect_card("Ştefan Mureşan"))
        await stefan.expect_card(tongue("<b>Your meeting is confirmed.</b>"))
        await stefan.say("/requests")
        await stefan.expect_card(tongue("<b>No open requests</b>"))


@in_every_language()
async def test_time_is_let_pass_and_the_list_is_left(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, FOURTH, event=ONE_SLOT) as st:
        director, eva = await st.join("Andrei Kelemen", tongue.code), await st.join("Eva Kiss", tongue.code)
        ioana, stefan = await st.join("Ioana Pop", tongue.code), await st.join("Ştefan Mureşan", tongue.code)
        await meet(eva, director, tongue)
        await wait(ioana, tongue, 1)
        await wait(stefan, tongue, 2)
        organizer = st.organizer(tongue.code)
        await organizer.say("/organizer")
        await organizer.press(tongue.label("Figures"), await organizer.expect_card(st.event.name))
        figures = await organizer.expect_card(tongue("People who wait for a time: {n}", n=2))
        assert tongue("waited for by {n}", n=2) in figures.text

        ioana.forget()
        stefan.forget()
        await cancel(director, tongue)
        offer = await ioana.expect_card(tongue(FREE))
        await ioana.say("/requests")
        await ioana.expect_card(tongue("<b>Held for you</b>"))
        await ioana.say({"en": "Yes, please!", "ro": "Da, vă rog!", "hu": "Igen, kérem!"}[tongue.code])
        assert tongue.label("Send the request") in [
            one.label for one in (await ioana.expect_card("Andrei Kelemen")).buttons
        ]
        await ioana.press(tongue.label("Not this time"), offer)
        place = await ioana.expect_card(tongue("This time goes on to whoever is next."))
        assert tongue(PLACE, number=2, all=2) in place.text
        theirs = await stefan.expect_card(tongue(FREE))
        await stefan.press(tongue.label("Stop waiting"), theirs)
        await stefan.expect_card(
            tongue.n("{n} time is free for both of you.", "{n} times are free for both of you.", 1)
        )
        await ioana.press(tongue.label("Stop waiting"), place)
        await ioana.expect_card(
            tongue.n("{n} time is free for both of you.", "{n} times are free for both of you.", 1)
        )


async def test_wanted_time_is_waited_for_and_booked_at_once(database_url: str, tongue: Tongue) -> None:
    event = make_event(mode=BookingMode.INSTANT)
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, event=event) as st:
        for name in ("Andrei Kelemen", "Ioana Pop", "Ştefan Mureşan"):
            await st.join(name)
        ioana, stefan = st.people["Ioana Pop"], st.people["Ştefan Mureşan"]
        await ioana.say("Kelemen Thursday 14:30")
        await ioana.press("Book it", await ioana.expect_card(SLOT))
        await ioana.expect_card("Your meeting is confirmed.")
        await stefan.say("Kelemen Thursday 14:30")
        await wait_for_this(stefan)
        stefan.forget()
        await cancel(ioana, tongue)
        offer = await stefan.expect_card("A time has become free for you")
        assert "One tap books the time." in offer.text
        await stefan.press("Book it", offer)
        await stefan.expect_card("Your meeting is confirmed.")


async def wait_for_this(guest: Person) -> None:
    card = await guest.expect_card("Andrei Kelemen is not free at that time.")
    await guest.press("Wait for this time", card)
    place = await guest.expect_card("Place in the list: 1 of 1")
    assert SLOT in place.text


@in_every_language()
async def test_request_that_lost_its_time_is_offered_it_again_with_its_note(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, event=ONE_SLOT) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana, stefan = await st.join("Ioana Pop", tongue.code), await st.join("Ştefan Mureşan", tongue.code)
        await ask(ioana, tongue, note="About kites")
        await ask(stefan, tongue)
        await director.say("/requests")
        waiting = await director.expect_card(tongue("<b>Your answer is awaited</b>"))
        await director.press("Ştefan Mureşan", waiting)
        await director.press(tongue.label("Accept"), await director.expect_card("Ştefan Mureşan"))
        time = f"{tongue.day(THURSDAY)}, {SLOT}"
        lost = await ioana.expect_card(
            tongue("The time {time} with {name} is no longer free.", time=time, name="Andrei Kelemen")
        )
        assert tongue.label("Wait for a time") in [button.label for button in lost.buttons]

        ioana.forget()
        await cancel(director, tongue)
        offer = await ioana.expect_card(tongue("<b>The time that you asked for is free again</b>"))
        director.forget()
        await ioana.press(tongue.label("Send the request"), offer)
        await ioana.expect_card(tongue("<b>Your request is sent.</b>"))
        assert "About kites" in (await director.expect_card("Ioana Pop")).text


async def test_time_that_becomes_free_at_night_is_held_and_told_in_the_morning(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, event=ONE_SLOT) as st:
        director = await st.join("Andrei Kelemen")
        ioana, stefan = await st.join("Ioana Pop"), await st.join("Ştefan Mureşan")
        await meet(stefan, director, tongue)
        await wait(ioana, tongue, 1)
        st.move_to(at("Wed 23:00"))
        await cancel(stefan, tongue)
        await st.settled()
        await ioana.say("/requests")
        held = await ioana.expect_card("Held for you")
        assert "07:40" in held.text
        assert not any("A time has become free" in message.text for message in ioana.received)
        st.move_to(at("Thu 07:30") + timedelta(seconds=1))
        await ioana.expect_card("A time has become free for you")


async def test_place_and_hold_outlive_a_restart(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, event=ONE_SLOT) as st:
        director = await st.join("Andrei Kelemen")
        ioana, stefan = await st.join("Ioana Pop"), await st.join("Ştefan Mureşan")
        await meet(stefan, director, tongue)
        await wait(ioana, tongue, 1)
        await cancel(stefan, tongue)
        offer = await ioana.expect_card("A time has become free for you")
        await st.stop()
        await st.start()
        await ioana.press("Send the request", offer)
        await ioana.expect_card("Your request is sent.")


@in_every_language()
async def test_several_times_that_are_gone_are_waited_for_together(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, FOURTH) as st:
        director, eva = await st.join("Andrei Kelemen", tongue.code), await st.join("Eva Kiss", tongue.code)
        ioana, stefan = await st.join("Ioana Pop", tongue.code), await st.join("Ştefan Mureşan", tongue.code)
        await ioana.say("/find kelemen")
        await ioana.press(tongue.label("See free times"), await ioana.expect_card("14:30"))
        await ioana.press(GRID[0], await ioana.expect_card(tongue.day(THURSDAY)))
        await ioana.press(tongue.label("Add another time"), await ioana.expect_card(GRID[0]))
        await ioana.press(GRID[1], await ioana.expect_card(tongue.day(THURSDAY)))
        last_look = await ioana.expect_card(
            tongue("{name} chooses one of these times.", name="Andrei Kelemen")
        )
        await meet(eva, director, tongue, GRID[0])
        await meet(stefan, director, tongue, GRID[1])

        await ioana.press(tongue.label("Send the request"), last_look)
        await ioana.press(tongue.label("Wait for one of these times"))
        place = await ioana.expect_card(tongue(PLACE, number=1, all=1))
        assert GRID[0] in place.text
        assert GRID[1] in place.text
        ioana.forget()
        await stefan.say("/agenda")
        await stefan.press(GRID[1][:5], await stefan.expect_card(GRID[1]))
        await stefan.press(tongue.label("Cancel the meeting"), await stefan.expect_card(GRID[1]))
        await stefan.press(
            tongue.label("Cancel without a reason"), await stefan.expect_card(tongue(WHY_CANCEL))
        )
        offer = await ioana.expect_card(tongue(FREE))
        assert GRID[1] in offer.text
        await ioana.press(tongue.label("Send the request"), offer)
        await ioana.expect_card(tongue("<b>Your request is sent.</b>"))
