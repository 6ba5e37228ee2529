"""Asking for any of several times: the host taps one; what goes to somebody else drops out."""

from __future__ import annotations

from tests.support.bookings import GRID, ask, asked_by, free
from tests.support.people import Person
from tests.support.stage import stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import FRIDAY, FRIDAY_WINDOW, THURSDAY, THURSDAY_WINDOW, row

TWO_DAYS = (
    row("Andrei Kelemen", THURSDAY_WINDOW, FRIDAY_WINDOW),
    row("Ioana Pop", THURSDAY_WINDOW, FRIDAY_WINDOW),
    row("Ştefan Mureşan", THURSDAY_WINDOW),
)


async def look(guest: Person, tongue: Tongue, slot: str) -> None:
    await guest.say("/find kelemen")
    await guest.press(tongue.label("See free times"), await guest.expect_card("14:30"))
    await guest.press(slot, await guest.expect_card(tongue.day(THURSDAY)))
    await guest.expect_card(slot)


async def add(guest: Person, tongue: Tongue, slot: str, *, button: str = "Change the times") -> None:
    await guest.press(tongue.label(button))
    await guest.press(slot, await guest.expect_card(tongue.day(THURSDAY)))
    await guest.expect_card(tongue("{name} chooses one of these times.", name="Andrei Kelemen"))


@in_every_language()
async def test_host_taps_one_of_three_times_on_two_days(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, *TWO_DAYS) as st:
        director, ioana = (
            await st.join("Andrei Kelemen", tongue.code),
            await st.join("Ioana Pop", tongue.code),
        )
        await look(ioana, tongue, GRID[0])
        await add(ioana, tongue, GRID[2], button="Add another time")
        await ioana.press(tongue.label("Add a note"))
        await ioana.expect_card("500")
        await ioana.say("Kites?")
        await ioana.press(tongue.label("Add or remove a time"), await ioana.expect_card("Kites?"))
        another = "Choose another time that would suit you as well; {name} takes one of them."
        card = await ioana.expect_card(tongue(another, name="Andrei Kelemen"))
        await ioana.press(f"{tongue.short_day(FRIDAY)} (7)", card)
        await ioana.press("09:25–09:45", await ioana.expect_card(tongue.day(FRIDAY)))
        card = await ioana.expect_card("Kites?")  # the note goes along
        times = [f"{tongue.day(THURSDAY)}, {GRID[0]}", f"{tongue.day(THURSDAY)}, {GRID[2]}"]
        times.append(f"{tongue.day(FRIDAY)}, 09:25–09:45")
        assert [line for line in card.text.splitlines() if "–" in line] == times
        await ioana.press(tongue.label("Change the times"))
        await ioana.expect_card(tongue("These are {n} times, the most for one request.", n=3))
        assert len(free(ioana)) == 3  # only to be taken out
        await ioana.press(tongue.label("‹ Back"))
        await ioana.press(tongue.label("Send the request"), await ioana.expect_card("Kites?"))
        card = await ioana.expect_card(tongue("<b>Your request is sent.</b>"))
        assert all(time in card.text for time in times)

        asked = await director.expect_card(tongue("Accept one of these times."))
        assert [line for line in asked.text.splitlines() if "–" in line] == times
        await director.say("/requests")
        await director.expect_card(f"{tongue.day(FRIDAY)}, 09:25–09:45")
        await director.press(tongue.label("Accept {time}", time=f"{tongue.short_day(FRIDAY)} 09:25"), asked)
        for person in (director, ioana):
            card = await person.expect_card(tongue("<b>Your meeting is confirmed.</b>"))
            assert times[2] in card.text
        await ioana.say("/requests")
        await ioana.expect_card(tongue("<b>No open requests</b>"))


@in_every_language()
async def test_time_that_goes_to_somebody_else_drops_out_and_both_see_what_is_left(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, *TWO_DAYS) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana, stefan = await st.join("Ioana Pop", tongue.code), await st.join("Ştefan Mureşan", tongue.code)
        await look(ioana, tongue, GRID[0])
        await add(ioana, tongue, GRID[2], button="Add another time")
        await ioana.press(tongue.label("Send the request"))
        await ioana.expect_card(tongue("<b>Your request is sent.</b>"))
        asked = await director.expect_card("Ioana Pop")
        director.forget()
        await ask(stefan, tongue)
        ioana.forget()
        await director.press(tongue.label("Accept"), await asked_by(stefan, director, tongue))
        await director.expect_card(tongue("<b>Your meeting is confirmed.</b>"))

        gone, left = f"{tongue.day(THURSDAY)}, {GRID[0]}", f"{tongue.day(THURSDAY)}, {GRID[2]}"
        no_more = tongue("The time {time} with {name} is no longer free.", time=gone, name="Andrei Kelemen")
        card = await ioana.expect_card(no_more)
        assert tongue("What is still asked for: {times}", times=left) in card.text
        accept = tongue.label("Accept {time}", time=f"{tongue.short_day(THURSDAY)} 14:30")
        (old,) = [button for button in asked.buttons if button.label == accept]
        await director.forge(old.callback_data or "", asked)  # a button of a message that is gone
        card = await director.expect_card(
            tongue("The time {time} with {name} is no longer free.", time=gone, name="Ioana Pop")
        )
        assert [line for line in card.text.splitlines()[1:] if "–" in line] == [left]
        await director.press(tongue.label("Accept"), card)
        await ioana.expect_card(tongue("<b>Your meeting is confirmed.</b>"))


@in_every_language()
async def test_host_hears_of_a_time_that_the_guest_gave_to_somebody_else(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, *TWO_DAYS) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana, stefan = await st.join("Ioana Pop", tongue.code), await st.join("Ştefan Mureşan", tongue.code)
        await look(ioana, tongue, GRID[0])
        await add(ioana, tongue, GRID[2], button="Add another time")
        await ioana.press(tongue.label("Send the request"))
        await director.expect_card("Ioana Pop")
        await ask(stefan, tongue, GRID[0], "Ioana Pop")
        director.forget()
        await ioana.press(tongue.label("Accept"), await asked_by(stefan, ioana, tongue))

        gone, left = f"{tongue.day(THURSDAY)}, {GRID[0]}", f"{tongue.day(THURSDAY)}, {GRID[2]}"
        no_more = tongue("The time {time} with {name} is no longer free.", time=gone, name="Ioana Pop")
        card = await director.expect_card(no_more)
        assert tongue("What is still asked for: {times}", times=left) in card.text
        await director.press(tongue.label("Accept"), card)
        confirmed = tongue("<b>Your meeting is confirmed.</b>")
        for person in (director, ioana):
            await person.expect_card(lambda text: text.startswith(confirmed) and left in text)


async def test_time_taken_before_sending_is_left_out_and_the_others_need_another_tap(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, *TWO_DAYS) as st:
        director = await st.join("Andrei Kelemen")
        ioana, stefan = await st.join("Ioana Pop"), await st.join("Ştefan Mureşan")
        await look(ioana, tongue, GRID[0])
        await add(ioana, tongue, GRID[2], button="Add another time")
        await ask(stefan, tongue)
        await director.press("Accept", await director.expect_card("Ştefan Mureşan"))
        await director.expect_card("Your meeting is confirmed.")
        await ioana.press("Send the request")
        card = await ioana.expect_card("No longer free: Thursday 26 November, 14:30–14:50")
        assert f"Thursday 26 November, {GRID[2]}" in card.text
        await ioana.press("Send the request", card)
        card = await ioana.expect_card("Your request is sent.")
        assert GRID[0] not in card.text


async def test_times_are_taken_out_again_until_one_is_left(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, *TWO_DAYS) as st:
        await st.join("Andrei Kelemen")
        ioana = await st.join("Ioana Pop")
        await look(ioana, tongue, GRID[0])
        await add(ioana, tongue, GRID[2], button="Add another time")
        await ioana.press("Add or remove a time")
        await ioana.press("Without Thu 26 Nov 14:30", await ioana.expect_card("Choose another time"))
        card = await ioana.expect_card("has until")
        assert GRID[0] not in card.text
        await ioana.press("Send the request", card)
        await ioana.expect_card("Your request is sent.")
