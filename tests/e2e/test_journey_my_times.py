"""One's own meeting times: tapped or written, seen by others when kept, and never at a booking's cost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.emulator import Message
from bot.screens import actions
from tests.e2e.test_journey_moving import NEW, propose, seats
from tests.support.bookings import SLOT, free, meet, starts
from tests.support.people import Person
from tests.support.stage import DIRECTOR, Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import FRIDAY, THURSDAY, THURSDAY_WINDOW, at, make_event, row

HEAD = "<b>Your meeting times</b>"
UNSAVED = "<b>Not saved yet:</b> the others still see your earlier times."
LEFT = "<b>Your new meeting times are not saved yet.</b> <i>Meeting times</i> leads back to them."
OUTSIDE = "<b>Nothing is saved yet: this lies outside your new times.</b>"
SELF = "This is you, as others see you."
WRITTEN = {
    "en": "Thursday 14:30-17:00, not 15:20",
    "ro": "joi 14:30-17:00, nu 15:20",
    "hu": "csütörtök 14:30-17:00, kivéve 15:20",
}


TOLD = {
    "en": "I take meetings Thursday 14:30-17:00 but not at 15:20",
    "ro": "Iau întâlniri joi 14:30-17:00 dar nu la 15:20",
    "hu": "Csütörtökön 14:30-17:00 fogadok találkozókat, de nem 15:20-kor",
}


FRIDAY_ONLY = {"en": "Friday 9-12", "ro": "vineri 9-12", "hu": "péntek 9-12"}
LESS = {"en": "Thursday 15:20-17:00", "ro": "joi 15:20-17:00", "hu": "csütörtök 15:20-17:00"}
ONLY = {"en": "only Friday", "ro": "doar vineri", "hu": "csak péntek"}
NO_DAY = "You named no day, so this counts for <b>every day of the event</b>."
FIRST = "14:30 Ioana Pop"
NEAREST = "The nearest of your new times that suit both:"
ALL_THURSDAY, ALL_FRIDAY = (THURSDAY, "14:30–17:00"), (FRIDAY, "09:00–12:00")


def changed(tongue: Tongue, message: str, *windows: tuple[date, str]) -> str:
    """Write what of one's times goes, is new or stays, as the card says it."""
    return tongue(message, times="; ".join(f"{tongue.day(day)}, {hours}" for day, hours in windows))


async def open_times(person: Person, tongue: Tongue) -> None:
    await person.say("/profile")
    await person.press(tongue.label("Meeting times"), await person.expect_card(tongue(SELF)))
    await person.expect_card(tongue(HEAD))


async def save(person: Person, tongue: Tongue, then: str) -> Message:
    await person.press(tongue.label("Save"), await person.expect_card(tongue(UNSAVED)))
    return await person.expect_card(tongue(then))


async def times_of(st: Stage, name: str) -> list[str]:
    async with st.database.reading() as uow:
        person = await uow.participants.get(st.ids[name])
    assert person is not None
    local = [(st.event.local(one.start), st.event.local(one.end)) for one in person.windows]
    return [f"{start:%a %H:%M}-{end:%H:%M}" for start, end in local]


@in_every_language()
async def test_times_that_nobody_asked_for_are_shown_and_kept_on_a_tap(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        await ioana.say(TOLD[tongue.code])
        shown = await ioana.expect_card(tongue(UNSAVED))
        assert "15:20" in [button.label for button in shown.buttons]  # and no tick
        assert await times_of(st, "Ioana Pop") == ["Thu 14:30-17:00"]
        await ioana.press(tongue.label("Save"), shown)
        await ioana.expect_card(tongue(SELF))
        assert await times_of(st, "Ioana Pop") == ["Thu 14:30-15:15", "Thu 15:45-17:00"]

        director = await st.join("Andrei Kelemen", tongue.code)
        await director.say("Vreau să primesc pe oricine joi după-masă, dar nu la 15:20")  # whichever he chose
        shown = await director.expect_card(tongue(UNSAVED))
        assert "15:20" in [button.label for button in shown.buttons]


@in_every_language()
async def test_day_that_is_written_changes_alone_and_what_goes_is_said_before_saving(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        await open_times(ioana, tongue)
        await ioana.say(FRIDAY_ONLY[tongue.code])
        card = await ioana.expect_card(tongue(UNSAVED))
        assert changed(tongue, "New: {times}", ALL_FRIDAY) in card.text
        assert changed(tongue, "Stays: {times}", ALL_THURSDAY) in card.text
        assert changed(tongue, "Goes: {times}", ALL_THURSDAY) not in card.text
        assert tongue(NO_DAY) not in card.text
        assert "✓ 09:00" in [button.label for button in card.buttons]  # the day that was written about
        await ioana.press(tongue.label("Save"), card)
        await ioana.expect_card(tongue(SELF))
        assert await times_of(st, "Ioana Pop") == ["Thu 14:30-17:00", "Fri 09:00-12:00"]

        await open_times(ioana, tongue)
        await ioana.say(LESS[tongue.code])
        card = await ioana.expect_card(tongue(UNSAVED))
        assert changed(tongue, "Goes: {times}", (THURSDAY, "14:30–15:15")) in card.text
        stays = changed(tongue, "Stays: {times}", (THURSDAY, "15:20–17:00"), ALL_FRIDAY)
        assert stays in card.text
        assert await times_of(st, "Ioana Pop") == ["Thu 14:30-17:00", "Fri 09:00-12:00"]
        await ioana.press(tongue.label("Undo"), card)
        await ioana.expect_card(tongue(HEAD))

        await ioana.say(ONLY[tongue.code])
        card = await ioana.expect_card(changed(tongue, "Goes: {times}", ALL_THURSDAY))
        assert changed(tongue, "Stays: {times}", ALL_FRIDAY) in card.text
        await ioana.press(tongue.label("Save"), card)
        await ioana.expect_card(tongue(SELF))
        assert await times_of(st, "Ioana Pop") == ["Fri 09:00-12:00"]


@in_every_language()
async def test_hours_without_a_day_count_for_every_day_only_after_saying_so(
    database_url: str, tongue: Tongue
) -> None:
    event = make_event()
    thursday = event.blocks[0]
    both = replace(event, blocks=(thursday, replace(thursday, name="Friday meetings", date=FRIDAY)))
    rows = (DIRECTOR, row("Ioana Pop", THURSDAY_WINDOW))
    async with stage(database_url, *rows, event=both) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        await open_times(ioana, tongue)
        await ioana.say("14:30-15:40")
        card = await ioana.expect_card(tongue(NO_DAY))
        assert changed(tongue, "Goes: {times}", (THURSDAY, "15:45–17:00")) in card.text
        assert changed(tongue, "New: {times}", (FRIDAY, "14:30–15:40")) in card.text
        assert await times_of(st, "Ioana Pop") == ["Thu 14:30-17:00"]
        await ioana.press(tongue.label("Save"), card)
        await ioana.expect_card(tongue(SELF))
        assert await times_of(st, "Ioana Pop") == ["Thu 14:30-15:40", "Fri 14:30-15:40"]


@in_every_language()
async def test_times_are_tapped_written_and_kept_together(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        await open_times(ioana, tongue)
        await ioana.press("✓ 15:20")
        await ioana.expect_card(tongue(UNSAVED))
        assert await times_of(st, "Ioana Pop") == ["Thu 14:30-17:00"]
        await st.stop()
        await st.start()
        await ioana.press(tongue.label("‹ My profile"))
        await ioana.expect_card(tongue(LEFT))
        await ioana.press(tongue.label("Meeting times"))
        await ioana.expect_card(tongue(UNSAVED))
        await ioana.say("Kelemen?")  # no times, but a question
        await ioana.expect_card("Executive Director")
        await open_times(ioana, tongue)
        await ioana.press(tongue.label("Save"))
        await ioana.expect_card(tongue(SELF))
        assert await times_of(st, "Ioana Pop") == ["Thu 14:30-15:15", "Thu 15:45-17:00"]

        director = await st.join("Andrei Kelemen", tongue.code)
        await director.say("/find ioana")
        await director.press(tongue.label("See free times"), await director.expect_card("Paper Kite Labs"))
        await director.expect_card("Ioana Pop")
        shown = [button.label for button in director.card.buttons]
        assert "14:55" in " ".join(shown)
        assert "15:20" not in " ".join(shown)

        await open_times(ioana, tongue)
        await ioana.press(tongue.label("None"))
        await ioana.expect_card(tongue("You take no meetings, but may ask for them."))
        await ioana.say(WRITTEN[tongue.code])
        await ioana.expect_card("15:45–17:00")
        assert tongue(UNSAVED) not in ioana.card.text  # which is what the others see already
        await ioana.say("xyzzy")
        await ioana.expect_card(tongue.label("“{window}” cannot be read as times", window="xyzzy"))


@in_every_language(cheap=True)
async def test_what_is_no_time_is_read_as_usual_and_a_wrong_time_is_refused(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        refused = tongue("<b>I cannot read these times:</b>")
        await ioana.say("/times")
        await ioana.expect_card(tongue(HEAD))
        await ioana.say("kelemen 15:20")
        await ioana.expect_card(lambda text: "Andrei Kelemen" in text and refused not in text)
        await ioana.say("director")
        await ioana.expect_card("Executive Director")
        for wrong in ("25:00-26:00", "17:00-14:30"):
            await ioana.say(wrong)
            card = await ioana.expect_card(refused)
            assert tongue.label("⌂ Home") in [button.label for button in card.buttons]
        await ioana.say(WRITTEN[tongue.code])  # what is asked stays asked
        await ioana.expect_card(tongue(UNSAVED))


@in_every_language()
async def test_what_lies_outside_new_times_is_listed_and_dealt_with_first(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        stefan = await st.join("Ştefan Mureşan", tongue.code)
        host = st.ids["Andrei Kelemen"]
        await ioana.forge(actions.Send(host, actions.to_minute(at("Thu 14:30"))).pack())
        await director.press(
            tongue.label("Accept"),
            await director.expect_card(tongue("<b>Somebody would like to meet you</b>")),
        )
        await stefan.forge(actions.Send(host, actions.to_minute(at("Thu 14:55"))).pack())
        await st.settled()

        await open_times(director, tongue)
        await director.press("✓ 14:30")
        await director.press("✓ 14:55", await director.expect_card(tongue(UNSAVED)))
        await director.press(tongue.label("Save"), await director.expect_card(tongue(UNSAVED)))
        listed = await director.expect_card(tongue(OUTSIDE))
        assert "Ioana Pop" in listed.text
        assert "Ştefan Mureşan" in listed.text
        assert await times_of(st, "Andrei Kelemen") == ["Thu 14:30-17:00"]

        await director.press(tongue.label("End it"), listed)
        await director.press(tongue.label("Yes, end it"), await director.expect_card("Ştefan Mureşan"))
        listed = await director.expect_card(tongue(OUTSIDE))
        assert "Ştefan Mureşan" not in listed.text
        await director.press(tongue.label("Cancel"), listed)
        await director.press(tongue.label("Yes, cancel it"), await director.expect_card("Ioana Pop"))
        await director.expect_card(tongue(SELF))  # nothing is left outside, so they are kept
        assert await times_of(st, "Andrei Kelemen") == ["Thu 15:20-17:00"]
        await ioana.expect(tongue("<b>Meeting cancelled</b>"))
        await stefan.expect("Andrei Kelemen")


@in_every_language()
async def test_meeting_outside_new_times_is_moved_to_one_of_the_nearest_of_them(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        await meet(ioana, director, tongue)
        await open_times(director, tongue)
        await director.press("✓ 14:30")
        await director.press("✓ 15:20", await director.expect_card(tongue(UNSAVED)))
        listed = await save(director, tongue, OUTSIDE)
        old = next(one.callback_data or "" for one in listed.buttons if one.label == FIRST)
        await director.press(FIRST, listed)
        card = await director.expect_card(tongue(NEAREST))
        assert free(director) == starts(["14:55", "15:45", "16:10"], tongue)
        await director.press(tongue.label("Another time"), card)  # the ordinary card, with every time
        await director.expect_card(tongue("Now: {time}", time=f"{tongue.day(THURSDAY)}, {SLOT}"))
        assert {"15:20–15:40", "16:35–16:55"} <= set(free(director))

        await open_times(director, tongue)
        await director.press(FIRST, await save(director, tongue, OUTSIDE))
        await director.press(starts(["14:55"], tongue)[0], await director.expect_card(tongue(NEAREST)))
        ioana.forget()
        await director.press(tongue.label("Ask to move"), await director.expect_card("14:55–15:15"))
        await ioana.press(tongue.label("Agree to the new time"), await ioana.expect_card("14:55–15:15"))
        await director.expect_card("14:55–15:15")
        await open_times(director, tongue)
        await save(director, tongue, SELF)  # nothing is outside any more
        assert await times_of(st, "Andrei Kelemen") == ["Thu 14:55-15:15", "Thu 15:45-17:00"]

        # What is pressed too late, of a list that is true no more, shows the meeting.
        await director.forge(old)
        await director.expect_card(tongue("<b>This has changed meanwhile.</b>"))


@in_every_language()
async def test_proposal_to_move_that_lies_outside_new_times_ends_and_both_are_told(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        await meet(ioana, director, tongue)
        await propose(ioana, director, tongue)

        await open_times(director, tongue)
        await director.press("✓ 15:45")
        ioana.forget()
        await director.press(tongue.label("Save"), await director.expect_card(tongue(UNSAVED)))
        await director.expect_card(tongue(SELF))
        assert await times_of(st, "Andrei Kelemen") == ["Thu 14:30-15:40", "Thu 16:10-17:00"]
        new, stays = f"{tongue.day(THURSDAY)}, {NEW}", f"{tongue.day(THURSDAY)}, {SLOT}"
        for person, other in ((director, "Ioana Pop"), (ioana, "Andrei Kelemen")):
            gone = tongue("The time {new} with {name} is no longer free.", new=new, name=other)
            card = await person.expect_card(gone)
            assert tongue("It stays on <b>{time}</b>.", time=stays) in card.text
        assert await seats(st) == {"Ioana Pop": [("14:30", True)], "Andrei Kelemen": [("14:30", True)]}


@pytest.mark.parametrize("back", ["Undo", "Keep earlier times"])
async def test_earlier_times_are_kept_on_a_tap(database_url: str, back: str) -> None:
    async with stage(database_url) as st:
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        await ioana.forge(actions.Send(st.ids["Andrei Kelemen"], actions.to_minute(at("Thu 14:30"))).pack())
        await director.expect_card("Somebody would like to meet you")
        await director.say("/profile")
        await director.press("Meeting times", await director.expect_card(SELF))
        await director.press("None", await director.expect_card("Your meeting times"))
        shown = await director.expect_card("Not saved yet:")
        if back != "Undo":
            await director.press("Save", shown)
            shown = await director.expect_card("Nothing is saved yet")
        await director.press(back, shown)
        card = await director.expect_card("Your meeting times")
        assert "Not saved yet" not in card.text
        assert "14:30–17:00" in card.text
