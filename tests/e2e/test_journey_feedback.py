"""After the slot: one question to each side, answered with one tap, for organizers alone."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import time

from openpyxl import load_workbook

from bot.domain.booking import MeetingState
from bot.domain.event import BookingRules, ReminderRules
from bot.emulator import Message
from tests.support.bookings import GRID, SLOT, WHY_CANCEL, meet
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY, THURSDAY_WINDOW, at, make_event, row

ONLY_NEW = (
    "I read new messages only: what you change in one that you have sent does not reach me. "
    "Please write it once more."
)
WORDS = "=Talked <only> about the weather"


async def met(st: Stage, tongue: Tongue) -> tuple[Person, Person]:
    """Let two people agree on a meeting, and its slot end."""
    ioana, director = await st.join("Ioana Pop", tongue.code), await st.join("Andrei Kelemen", tongue.code)
    await meet(ioana, director, tongue)
    await over(st, ioana, director)
    return ioana, director


async def over(st: Stage, *people: Person, when: str = "Thu 14:50") -> None:
    """Let a time come; what was seen before counts no more."""
    await st.settled()
    for person in people:
        person.forget()
    st.move_to(at(when))


def questions(person: Person, tongue: Tongue) -> list[Message]:
    """Give the questions that stand in somebody's chat."""
    return [one for one in person.received if tongue("<b>How was your meeting?</b>") in one.text]


async def state(st: Stage) -> MeetingState:
    """Give what the database says of the only meeting."""
    async with st.database.reading() as uow:
        (meeting,) = await uow.meetings.all_of(st.ids["Ioana Pop"])
    return meeting.state


@in_every_language()
async def test_each_side_is_asked_once_after_the_slot_and_answers_with_one_tap(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, director = await met(st, tongue)
        for person, other in ((ioana, "Andrei Kelemen"), (director, "Ioana Pop")):
            card = await person.expect_card(tongue("<b>How was your meeting?</b>"))
            assert card.silent
            assert other in card.text
            assert f"{tongue.day(THURSDAY)}, {SLOT}" in card.text
        await ioana.press(tongue.label("Deal possible"))
        said = tongue("You said: <b>{answer}</b>", answer=tongue.label("Deal possible"))
        await ioana.expect_card(said)
        assert ioana.toasted(tongue.label("Thank you."))
        await ioana.press(tongue.label("Little interest"))
        await ioana.expect_card(tongue("You said: <b>{answer}</b>", answer=tongue.label("Little interest")))
        await ioana.press(tongue.label("Add a comment"))
        await ioana.expect_card("500")
        await ioana.say("x" * 501)
        await ioana.expect_card("501")
        words = await ioana.say("=Talkd <only>")
        await ioana.expect_card("=Talkd <only>")
        await ioana.edit(words, WORDS)
        card = await ioana.expect_card(tongue("<b>Your comment is changed.</b>"))
        assert WORDS in card.text
        await ioana.press(tongue.label("Little interest"), card)  # done with it: a later change is not read
        await ioana.expect_card(WORDS)
        await ioana.edit(words, "Too late")
        await ioana.expect_card(tongue(ONLY_NEW))

        seen = len(ioana.received)
        await over(st, when="Thu 15:30")
        await st.settled()
        assert (len(ioana.received), len(questions(director, tongue))) == (seen, 1)
        await ioana.say("/agenda")
        await ioana.press("14:30 · Andrei Kelemen", await ioana.expect_card("Andrei Kelemen"))
        await ioana.press(tongue.label("How was it?"), await ioana.expect_card(tongue("You met")))
        assert "Too late" not in (await ioana.expect_card(WORDS)).text
        await director.say("/agenda")
        await director.press("14:30 · Ioana Pop", await director.expect_card("Ioana Pop"))
        await director.press(tongue.label("How was it?"), await director.expect_card(tongue("You met")))
        mine = await director.expect_card(tongue("<b>How was your meeting?</b>"))
        assert tongue.label("Little interest") in [one.label for one in mine.buttons]  # nothing is marked
        assert not any(WORDS in one.text for one in director.received)
        assert await state(st) is MeetingState.DONE


@in_every_language()
async def test_meeting_was_not_held_when_both_say_so_and_one_can_take_that_back(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, director = await met(st, tongue)
        no, useful = tongue.label("Did not happen"), tongue.label("Useful")
        await ioana.press(no, await ioana.expect_card(tongue("<b>How was your meeting?</b>")))
        await ioana.expect_card(tongue("You said: <b>{answer}</b>", answer=no))
        assert await state(st) is MeetingState.DONE
        await director.press(no, await director.expect_card(tongue("<b>How was your meeting?</b>")))
        await director.expect_card(tongue("You said: <b>{answer}</b>", answer=no))
        assert await state(st) is MeetingState.NOT_HELD
        await director.press(tongue.label("Open the meeting"))
        card = await director.expect_card(tongue("This meeting was not held:"))
        assert tongue.label("Contact (vCard)") not in [one.label for one in card.buttons]

        await director.press(tongue.label("How was it?"), card)
        await director.press(useful, await director.expect_card(tongue("<b>How was your meeting?</b>")))
        await director.expect_card(tongue("You said: <b>{answer}</b>", answer=useful))
        assert await state(st) is MeetingState.DONE
        st.move_to(at("Fri 23:59"))
        await director.press(no)
        await director.expect_card(tongue("You said: <b>{answer}</b>", answer=no))
        assert await state(st) is MeetingState.NOT_HELD
        st.move_to(at("Sat 00:00"))  # settled
        await director.press(useful)
        await director.expect_card(tongue("You said: <b>{answer}</b>", answer=useful))
        assert await state(st) is MeetingState.NOT_HELD


@in_every_language()
async def test_meeting_that_was_not_held_leaves_its_place_to_another(
    database_url: str, tongue: Tongue
) -> None:
    event = replace(make_event(), booking=BookingRules(max_meetings=1))
    people = (DIRECTOR, DELEGATE, row("Eva Kiss", THURSDAY_WINDOW))
    async with stage(database_url, *people, event=event) as st:
        ioana, director = await met(st, tongue)
        await st.join("Eva Kiss", tongue.code)
        full = tongue.n(
            "You have {n} meeting, the most at this event.",
            "You have {n} meetings, the most at this event.",
            1,
        )
        await ioana.say("/find kiss")
        await ioana.expect_card(full)
        for person in (ioana, director):
            question = next(iter(questions(person, tongue)))
            await person.press(tongue.label("Did not happen"), question)
            await person.expect_card(
                tongue("You said: <b>{answer}</b>", answer=tongue.label("Did not happen"))
            )
        await ioana.say("/find kiss")
        card = await ioana.expect_card("Eva Kiss")
        assert full not in card.text
        await ioana.press(tongue.label("See free times"), card)
        await ioana.expect_card(tongue.day(THURSDAY))
        assert GRID[2] in ioana.buttons


@in_every_language()
async def test_organizers_see_figures_and_comments_and_take_them_as_a_file(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, _ = await met(st, tongue)
        organizer = st.organizer(tongue.code)
        await organizer.say("/organizer")
        await organizer.press(tongue.label("Feedback"), await organizer.expect_card("Cluj Innovation Days"))
        await organizer.expect_card(tongue("There are no comments yet."))

        useful = tongue.label("Useful")
        await ioana.press(useful, await ioana.expect_card(tongue("<b>How was your meeting?</b>")))
        said = tongue("You said: <b>{answer}</b>", answer=useful)
        await ioana.press(tongue.label("Add a comment"), await ioana.expect_card(said))
        await ioana.expect_card("500")
        await ioana.say(WORDS)
        await ioana.expect_card(WORDS)

        await organizer.say("/organizer")
        await organizer.press(tongue.label("Feedback"), await organizer.expect_card("Cluj Innovation Days"))
        card = await organizer.expect_card(WORDS)
        assert tongue("{answer}: {n}", answer=useful, n=1) in card.text
        assert tongue("{answer}: {n}", answer=tongue.label("Deal possible"), n=0) in card.text
        await organizer.press(tongue.label("As CSV"), card)
        await organizer.expect_card(
            tongue("What was said about the meetings of {event}, for organizers only.", event=st.event.name)
        )
        [head, line] = csv.reader(io.StringIO(organizer.download().decode()))
        assert head[-1] == tongue.label("Comment")
        assert line == ["2026-11-26 14:30", "Ioana Pop", "Andrei Kelemen", useful, f"'{WORDS}"]
        organizer.forget()
        await organizer.press(tongue.label("As Excel (XLSX)"), card)
        await organizer.expect_card(st.event.name)
        sheet = load_workbook(io.BytesIO(organizer.download())).active
        assert sheet is not None
        assert [cell.value for cell in sheet[2]] == line


async def test_nobody_is_asked_about_what_was_cancelled_or_in_quiet_hours(
    database_url: str, tongue: Tongue
) -> None:
    siesta = ReminderRules(quiet_start=time(14, 50), quiet_end=time(16))
    async with stage(database_url, event=replace(make_event(), reminders=siesta)) as st:
        ioana, director = await st.join("Ioana Pop"), await st.join("Andrei Kelemen")
        stefan = await st.join("Ştefan Mureşan")
        await meet(ioana, director, tongue)
        await meet(stefan, director, tongue, "14:55–15:15")
        await stefan.press("Open the meeting")
        await stefan.press("Cancel the meeting", await stefan.expect_card("Executive Director"))
        await stefan.press("Cancel without a reason", await stefan.expect_card(tongue(WHY_CANCEL)))
        await stefan.expect_card("You cancelled the meeting with")
        await over(st, ioana, director, stefan, when="Thu 15:20")
        await st.settled()
        assert [len(questions(one, tongue)) for one in (ioana, director, stefan)] == [0, 0, 0]
        st.move_to(at("Thu 16:00"))
        await ioana.expect_card("How was your meeting?")
        await director.expect_card("How was your meeting?")
        await st.settled()
        assert [len(questions(one, tongue)) for one in (ioana, director, stefan)] == [1, 1, 0]
