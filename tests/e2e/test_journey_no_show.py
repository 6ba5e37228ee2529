"""Somebody does not come: asked and offered others quietly, told kindly, counted only."""

from __future__ import annotations

from datetime import time

from bot.domain.booking import MeetingState
from bot.usecases.files import WallWindow
from tests.support.bookings import GRID, meet
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, THIRD, Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY, THURSDAY_WINDOW, at, row

FOURTH = row("Ágnes Kovács", THURSDAY_WINDOW, organization="Kovács Kft")
NOTED = "Noted. I have told {name} kindly that you are there; perhaps something came up."


async def later(st: Stage, when: str, *people: Person) -> None:
    """Let a time come; what was seen before counts no more."""
    await st.settled()
    for person in people:
        person.forget()
    st.move_to(at(when))
    await st.settled()


def reminder(tongue: Tongue) -> str:
    """Give the first line of a reminder."""
    return tongue.n(
        "<b>Your meeting begins in {n} minute</b>", "<b>Your meeting begins in {n} minutes</b>", 15
    )


async def state(st: Stage) -> MeetingState:
    """Give what the database says of the meeting of the two."""
    async with st.database.reading() as uow:
        (meeting,) = await uow.meetings.all_of(st.ids["Ioana Pop"])
    return meeting.state


@in_every_language()
async def test_who_waits_is_asked_once_and_offered_others_and_the_absent_one_is_told_kindly(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, FOURTH) as st:
        ioana, director = (
            await st.join("Ioana Pop", tongue.code),
            await st.join("Andrei Kelemen", tongue.code),
        )
        agnes = await st.join("Ágnes Kovács", tongue.code)
        await meet(ioana, director, tongue)
        await later(st, "Thu 14:15", ioana, director)
        await ioana.press(tongue.label("On my way"), await ioana.expect_card(reminder(tongue)))
        await ioana.expect_card(tongue("You said: on my way."))
        await later(st, "Thu 14:30")
        await agnes.say("/now")
        offer = tongue("If you say that you are free, the others see you here.")
        await agnes.press(tongue.label("I am free at {time}", time="14:55"), await agnes.expect_card(offer))
        await agnes.expect_card(tongue("You are shown as free to the others."))
        await later(st, "Thu 14:34", ioana, director)
        assert list(ioana.seen()) == []
        await later(st, "Thu 14:35", ioana, director)
        card = await ioana.expect_card(tongue("<b>Is {name} there?</b>", name="Andrei Kelemen"))
        assert card.silent
        assert list(director.seen()) == []

        await ioana.press(tongue.label("They are not here"), card)
        noted = await ioana.expect_card(tongue(NOTED, name="Andrei Kelemen"))
        assert "14:55 · Ágnes Kovács" in [one.label for one in noted.buttons]
        told = await director.expect_card(
            tongue("<b>{name}</b> is at your meeting and hopes to see you.", name="Ioana Pop")
        )
        assert not told.silent
        assert [one.label for one in told.buttons] == [
            tongue.label("On my way"),
            tongue.label("5 min late"),
            tongue.label("Cannot come"),
        ]
        await ioana.press("14:55 · Ágnes Kovács", noted)
        await ioana.press(tongue.label("Send the request"), await ioana.expect_card("14:55"))
        await ioana.expect_card(tongue("<b>Your request is sent.</b>"))

        await later(st, "Thu 14:50", ioana, director)
        question = tongue("<b>How was your meeting?</b>")
        await director.expect(question)
        assert not any(question in one.text for one in ioana.received)  # who has said it already
        assert await state(st) is MeetingState.NOT_HELD
        organizer = st.organizer(tongue.code)
        await organizer.say("/organizer")
        await organizer.press(tongue.label("Feedback"), await organizer.expect_card("Cluj Innovation Days"))
        shown = await organizer.expect_card(
            tongue("{answer}: {n}", answer=tongue.label("The other side did not come"), n=1)
        )
        assert "Kelemen" not in shown.text


@in_every_language()
async def test_who_waits_for_the_one_who_is_there_is_offered_first(database_url: str, tongue: Tongue) -> None:
    short = WallWindow(THURSDAY, time(14, 30), time(15, 15))  # two times, both taken
    guest = row("Ioana Pop", short, organization="Paper Kite Labs")
    async with stage(database_url, DIRECTOR, guest, THIRD, FOURTH) as st:
        ioana, director = (
            await st.join("Ioana Pop", tongue.code),
            await st.join("Andrei Kelemen", tongue.code),
        )
        stefan, agnes = (
            await st.join("Ştefan Mureşan", tongue.code),
            await st.join("Ágnes Kovács", tongue.code),
        )
        await meet(ioana, director, tongue)
        await meet(agnes, ioana, tongue, GRID[1])
        await stefan.say("/find ioana")
        card = await stefan.expect_card(tongue("{name} has no free time left.", name="Ioana Pop"))
        await stefan.press(tongue.label("Wait for a time"), card)
        await stefan.expect_card(tongue("<b>You are on the waiting list</b>"))

        await later(st, "Thu 14:34", ioana, stefan)
        await agnes.say("/agenda")  # the time that this leaves is too near to be held for anybody
        await agnes.press(GRID[1][:5], await agnes.expect_card(GRID[1]))
        await agnes.press(tongue.label("Cannot come"), await agnes.expect_card("Ioana Pop"))
        await agnes.press(tongue.label("Yes, I cannot come"), await agnes.expect_card("14:55"))
        await st.settled()
        assert list(stefan.seen()) == []

        await ioana.say("/agenda")
        await ioana.press("14:30", await ioana.expect_card("Andrei Kelemen"))
        await ioana.press(tongue.label("They are not here"), await ioana.expect_card("Andrei Kelemen"))
        noted = await ioana.expect_card(tongue(NOTED, name="Andrei Kelemen"))
        assert tongue("On your waiting list, and free then: {names}", names="Ştefan Mureşan") in noted.text
        stefan.forget()
        await ioana.press("14:55 · Ştefan Mureşan", noted)
        await ioana.press(tongue.label("Send the request"), await ioana.expect_card("14:55"))
        await stefan.press(tongue.label("Accept"), await stefan.expect_card("Ioana Pop"))
        await stefan.expect_card(tongue("<b>Your meeting is confirmed.</b>"))


@in_every_language()
async def test_button_works_from_begin_to_end_and_can_be_taken_back(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, director = (
            await st.join("Ioana Pop", tongue.code),
            await st.join("Andrei Kelemen", tongue.code),
        )
        await meet(ioana, director, tongue)
        await later(st, "Thu 14:15", ioana, director)
        not_here = tongue.label("They are not here")
        reminded = await ioana.expect_card(reminder(tongue))
        assert not_here not in [button.label for button in reminded.buttons]  # nobody can be missed yet

        await later(st, "Thu 14:31", ioana, director)
        await ioana.say("/agenda")
        await ioana.press("14:30", await ioana.expect_card("Andrei Kelemen"))
        await ioana.press(not_here, await ioana.expect_card("Andrei Kelemen"))
        noted = await ioana.expect_card(tongue(NOTED, name="Andrei Kelemen"))
        hopes = tongue("<b>{name}</b> is at your meeting and hopes to see you.", name="Ioana Pop")
        await director.expect_card(hopes)
        assert tongue.label("They came after all") in [button.label for button in noted.buttons]
        ioana.forget()
        await director.press(tongue.label("On my way"), await director.expect_card(hopes))
        coming = "<b>{name}</b> is on the way to your meeting, {time}."
        told = await ioana.expect_card(tongue(coming, name="Andrei Kelemen", time="").rstrip("."))
        await ioana.press(tongue.label("They came after all"), told)
        await ioana.expect_card(tongue("All is well, then. Have a good meeting."))
        await ioana.press(not_here)
        await ioana.expect_card(tongue(NOTED, name="Andrei Kelemen"))
        await st.settled()
        assert not [one for one in director.received if hopes in one.text]  # the one shows the meeting now
        await ioana.press(tongue.label("They came after all"))
        card = await ioana.expect_card(tongue("All is well, then. Have a good meeting."))
        [stale] = [one for one in card.buttons if one.label == not_here]

        await later(st, "Thu 14:50", ioana, director)
        await ioana.expect_card(tongue("<b>How was your meeting?</b>"))
        await ioana.forge(stale.callback_data or "")
        await ioana.expect_card(tongue("You met"))
        assert await state(st) is MeetingState.DONE


async def test_nobody_is_asked_when_the_other_side_is_coming_too(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana, director = await st.join("Ioana Pop"), await st.join("Andrei Kelemen")
        await meet(ioana, director, tongue)
        await later(st, "Thu 14:15", ioana, director)
        for person, label in ((ioana, "On my way"), (director, "5 min late")):
            await person.press(label, await person.expect_card("Your meeting begins"))
            await person.expect_card("You said:")
        await later(st, "Thu 14:40", ioana, director)
        assert [seen.text for person in (ioana, director) for seen in person.seen()] == []
