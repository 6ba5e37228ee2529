"""Handing a meeting over to a colleague: both agree by a tap each, then the meeting changes hands at once."""

from __future__ import annotations

from bot.domain.booking import MeetingState
from tests.e2e.test_journey_agenda import calendar
from tests.support.bookings import meet
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, THIRD, Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY, THURSDAY_WINDOW, at, row

SLOT = "14:30–14:50"
COLLEAGUE = row("Maria Dinu", organization="Cluj IT Cluster", role="Deputy")
ASKED = "<b>{leaver} asks you to take this meeting over:</b>"
MINE = "<b>You have asked {colleague} to take this meeting over:</b>"
INSTEAD = "<b>{leaver} would like {colleague} to come to your meeting instead:</b>"
NAMES = {"leaver": "Andrei Kelemen", "colleague": "Maria Dinu", "other": "Ioana Pop"}


async def three(st: Stage, tongue: Tongue) -> tuple[Person, Person, Person]:
    director, ioana = await st.join("Andrei Kelemen", tongue.code), await st.join("Ioana Pop", tongue.code)
    maria = await st.join("Maria Dinu", tongue.code)
    await meet(ioana, director, tongue)
    return director, maria, ioana


async def ask_both(director: Person, maria: Person, ioana: Person, tongue: Tongue) -> None:
    """Let the director propose his colleague; she and the other side have been asked."""
    await director.say("/agenda")
    await director.press("14:30 · Ioana Pop", await director.expect_card("Ioana Pop"))
    await director.press(tongue.label("Hand over"), await director.expect_card(tongue("Your meeting with")))
    card = await director.expect_card(tongue("Who shall come instead of you?"))
    await director.press("Maria Dinu · Deputy", card)
    maria.forget()
    ioana.forget()
    await director.press(tongue.label("Ask both"), await director.expect_card("Maria Dinu, Deputy"))
    await director.expect_card(
        tongue("<b>You have asked {colleague} to take this meeting over:</b>", **NAMES)
    )
    await maria.expect_card(tongue(ASKED, **NAMES))
    await ioana.expect_card(tongue(INSTEAD, **NAMES))


async def sides(st: Stage) -> set[str]:
    """Give the names of the two of the only coming meeting."""
    names = {number: name for name, number in st.ids.items()}
    async with st.database.reading() as uow:
        [found] = await uow.meetings.of_event(st.event.id)
    assert found.state is MeetingState.CONFIRMED
    return {names[found.guest_id], names[found.host_id]}


@in_every_language()
async def test_meeting_changes_hands_when_both_have_agreed(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, COLLEAGUE) as st:
        director, maria, ioana = await three(st, tongue)
        await ask_both(director, maria, ioana, tongue)
        await maria.say("/requests")  # it is there to be answered as well
        card = await maria.expect_card(tongue(ASKED, **NAMES))
        short = tongue.label("Hand-over · {day} {time}", day=tongue.short_day(THURSDAY), time="14:30")
        await maria.press(short, card)
        await maria.press(tongue.label("Agree"), await maria.expect_card("Ioana Pop"))
        await maria.expect_card(tongue("Agreed so far: {names}.", names="Maria Dinu"))
        assert await sides(st) == {"Ioana Pop", "Andrei Kelemen"}

        director.forget()
        maria.forget()
        await ioana.press(tongue.label("Agree"), await ioana.expect_card(tongue(INSTEAD, **NAMES)))
        came = "<b>{colleague} comes to your meeting instead of {leaver}:</b>"
        await ioana.expect_card(tongue(came, **NAMES))
        assert await sides(st) == {"Ioana Pop", "Maria Dinu"}
        await maria.expect_card(tongue("<b>This is your meeting now, in place of {leaver}:</b>", **NAMES))
        left = await director.expect_card(tongue("<b>{colleague} has taken your meeting over:</b>", **NAMES))
        await director.press(tongue.label("Remove from my calendar"), left)
        await director.expect_card(tongue("Open this file to take the meeting out of your calendar."))

        await maria.press(tongue.label("Open the meeting"))
        await maria.expect_card("@ioana_pop")
        method, event = await calendar(maria, tongue.label("Calendar file"))
        assert (method, event["STATUS"], event["SEQUENCE"]) == ("PUBLISH", "CONFIRMED", 1)
        await director.say("/agenda")
        empty = "<b>Your agenda is empty.</b>\n\nFind somebody and ask for a time."
        await director.expect_card(tongue(empty))
        director.forget()
        st.move_to(at("Thu 14:15"))
        begins = tongue.n(
            "<b>Your meeting begins in {n} minute</b>", "<b>Your meeting begins in {n} minutes</b>", 15
        )
        for person in (maria, ioana):
            await person.expect_card(begins)
        await st.settled()
        assert not [one for one in director.seen() if begins in one.text]


@in_every_language()
async def test_hand_over_is_declined_taken_back_or_not_possible(database_url: str, tongue: Tongue) -> None:
    people = (DIRECTOR, DELEGATE, THIRD, COLLEAGUE, row("Eva Blake", THURSDAY_WINDOW))
    async with stage(database_url, *people) as st:
        director, maria, ioana = await three(st, tongue)
        eva, stefan = await st.join("Eva Blake", tongue.code), await st.join("Ştefan Mureşan", tongue.code)
        await ask_both(director, maria, ioana, tongue)
        director.forget()
        asked = await ioana.expect_card(tongue(INSTEAD, **NAMES))
        await maria.press(tongue.label("Decline"), await maria.expect_card(tongue(ASKED, **NAMES)))
        declined = tongue("<b>The meeting is not handed over: it was declined.</b>")
        for person in (maria, director, ioana):
            await person.expect_card(declined)
        await ioana.press(tongue.label("Agree"), asked)  # an old button
        await ioana.expect_card(declined)

        # She agrees, and thinks better of it before the other side has answered: everybody hears of that.
        await ask_both(director, maria, ioana, tongue)
        await maria.press(tongue.label("Agree"), await maria.expect_card(tongue(ASKED, **NAMES)))
        yes = await maria.expect_card(tongue("Agreed so far: {names}.", names="Maria Dinu"))
        director.forget()
        asked = await ioana.expect_card(tongue(INSTEAD, **NAMES))
        await maria.press(tongue.label("Take my yes back"), yes)
        for person in (maria, director, ioana):
            await person.expect_card(declined)
        await ioana.press(tongue.label("Agree"), asked)  # too late
        await ioana.expect_card(declined)
        assert await sides(st) == {"Ioana Pop", "Andrei Kelemen"}

        await ask_both(director, maria, ioana, tongue)
        maria.forget()
        await director.press(tongue.label("Do not hand it over"))
        await maria.expect_card(tongue("<b>The meeting is not handed over any more.</b>"))

        await meet(stefan, eva, tongue)  # at the same time
        await director.say("/agenda")
        await director.press("14:30 · Ioana Pop", await director.expect_card("Ioana Pop"))
        await director.press(tongue.label("Hand over"), await director.expect_card("@ioana_pop"))
        await director.expect_card(tongue("Who shall come instead of you?"))
        await director.say("eva blake")  # whoever is of the event can be named
        await director.press(
            "Eva Blake", await director.expect_card(tongue("Who shall come instead of you?"))
        )
        await director.expect_card(tongue("{name} is not free at that time.", name="Eva Blake"))
        assert await sides_of(st, "Andrei Kelemen") == 1


async def sides_of(st: Stage, name: str) -> int:
    async with st.database.reading() as uow:
        return len(await uow.meetings.of(st.ids[name]))
