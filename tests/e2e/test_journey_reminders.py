"""Reminders, digests, nudges and quiet hours: each at its time, once, and only while it is of use."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from bot.domain.event import ReminderRules
from bot.emulator import Message
from bot.usecases.outbox import Note, Priority
from tests.support.bookings import SLOT, WHY_CANCEL, ask, meet
from tests.support.people import Person
from tests.support.stage import Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY, at, make_event

TIME = "{name} has not answered your request for {time} in time."
LATE = "<b>{name}</b> will be 5 minutes late for your meeting, {time}."
COMING = "<b>{name}</b> is on the way to your meeting, {time}."


async def both(st: Stage, tongue: Tongue) -> tuple[Person, Person]:
    """Let the delegate and the director join."""
    return await st.join("Ioana Pop", tongue.code), await st.join("Andrei Kelemen", tongue.code)


async def later(st: Stage, when: str, *people: Person) -> None:
    """Move the clock; what was seen before counts no more. Waits until all that was due is sent."""
    await st.settled()
    for person in people:
        person.forget()
    st.move_to(at(when))
    await st.settled()


def arrived(person: Person, text: str) -> list[Message]:
    """Give the messages with a text that stand in somebody's chat."""
    return [message for message in person.received if text in message.text]


def reminder(tongue: Tongue, minutes: int) -> str:
    """Give the first line of a reminder."""
    one, many = "<b>Your meeting begins in {n} minute</b>", "<b>Your meeting begins in {n} minutes</b>"
    return tongue.n(one, many, minutes)


@in_every_language(cheap=True)
async def test_both_are_reminded_on_the_eve_in_the_morning_and_before(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, director = await both(st, tongue)
        await meet(ioana, director, tongue)
        table = tongue("Table <b>{table}</b>", table=1)
        eve = tongue.n("<b>Tomorrow you have {n} meeting</b>", "<b>Tomorrow you have {n} meetings</b>", 1)
        morning = tongue.n("<b>Today you have {n} meeting</b>", "<b>Today you have {n} meetings</b>", 1)
        for when, head in (
            ("Wed 18:00", eve),
            ("Thu 07:30", morning),
            ("Thu 14:15", reminder(tongue, 15)),
        ):
            await later(st, when, ioana, director)
            for person, other in ((ioana, "Andrei Kelemen"), (director, "Ioana Pop")):
                card = await person.expect_card(head)
                assert other in card.text
                assert SLOT in card.text
                assert table in card.text
                assert not card.silent
                assert len(arrived(person, head)) == 1
        await later(st, "Thu 14:45")
        for person in (ioana, director):
            assert len(arrived(person, reminder(tongue, 15))) == 1
        await director.press(tongue.label("My agenda"), arrived(director, morning)[0])
        await director.expect_card(f"{SLOT}\nIoana Pop")


@in_every_language()
async def test_what_one_says_before_a_meeting_reaches_the_other_once(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, director = await both(st, tongue)
        await meet(ioana, director, tongue)
        await later(st, "Thu 14:15", ioana, director)
        facts = {"name": "Ioana Pop", "time": f"{tongue.day(THURSDAY)}, {SLOT}"}
        card = await ioana.expect_card(reminder(tongue, 15))

        await ioana.press(tongue.label("5 min late"), card)
        assert ioana.toasted(tongue.label("{name} knows.", name="Andrei Kelemen"))
        await ioana.expect_card(tongue("You said: 5 minutes late."))
        told = await director.expect_card(tongue(LATE, **facts))
        assert tongue("Table <b>{table}</b>", table=1) in told.text
        await ioana.press(tongue.label("5 min late"))
        await ioana.press(tongue.label("On my way"))
        await director.expect_card(tongue(COMING, **facts))
        await st.settled()
        assert len(arrived(director, tongue(LATE, **facts))) == 1
        await director.press(tongue.label("Open the meeting"))
        await director.expect_card(tongue("{name} is on the way.", name="Ioana Pop"))

        st.move_to(at("Thu 14:49"))  # the buttons work until the slot ends
        ioana.forget()
        await director.press(tongue.label("Cannot come"))
        await director.press(tongue.label("Yes, I cannot come"), await director.expect_card("Ioana Pop"))
        card = await director.expect_card(tongue("You cancelled the meeting with"))
        assert tongue("{name} is on the way.", name="Ioana Pop") not in card.text
        cancelled = tongue(
            "{name} cannot come to your meeting, {time}.", **facts | {"name": "Andrei Kelemen"}
        )
        await ioana.expect_card(cancelled)
        await ioana.press(tongue.label("On my way"))  # a button of before
        await ioana.expect_card(tongue("This meeting was cancelled by"))


@in_every_language()
async def test_nobody_is_reminded_of_what_is_cancelled_or_was_just_confirmed(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, director = await both(st, tongue)
        await meet(ioana, director, tongue)
        await ioana.press(tongue.label("Open the meeting"))
        await ioana.press(tongue.label("Cancel the meeting"), await ioana.expect_card("Executive Director"))
        await ioana.press(
            tongue.label("Cancel without a reason"), await ioana.expect_card(tongue(WHY_CANCEL))
        )
        await ioana.expect_card(tongue("You cancelled the meeting with"))
        for when in ("Wed 18:00", "Thu 07:30", "Thu 14:15"):
            await later(st, when, ioana, director)
            for person in (ioana, director):
                assert list(person.seen()) == []

        await meet(ioana, director, tongue, "14:55–15:15")
        await later(st, "Thu 14:40", ioana, director)
        assert len(arrived(ioana, reminder(tongue, 15))) == 1
        assert len(arrived(director, reminder(tongue, 15))) == 1


@in_every_language()
async def test_request_is_nudged_once_then_runs_out(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana, director = await both(st, tongue)
        sent = st.clock.now()
        await ask(ioana, tongue)
        asked = await director.expect_card(tongue("<b>Somebody would like to meet you</b>"))
        nudge = tongue("<b>Still waiting for your answer</b>")
        for hours in (11, 12, 13, 22):  # half time is at 22:00, when it is quiet; then it waits for 7:30
            st.move_to(sent + timedelta(hours=hours))
            await st.settled()
            expected = 1 if hours == 22 else 0
            assert len(arrived(director, nudge)) == expected
        [nudged] = arrived(director, nudge)
        assert [button.label for button in nudged.buttons][:1] == [tongue.label("Accept")]

        ioana.forget()
        st.move_to(sent + timedelta(hours=24))
        expired = tongue(TIME, name="Andrei Kelemen", time=f"{tongue.day(THURSDAY)}, {SLOT}")
        card = await ioana.expect_card(expired)
        assert tongue("The nearest free times for you and {name}:", name="Andrei Kelemen") in card.text
        assert asked.deleted  # the nudge took its place; its button may still be on somebody's screen
        await director.forge(asked.buttons[0].callback_data or "", asked)
        await director.expect_card(tongue("This request ran out without an answer."))
        assert len(arrived(director, nudge)) == 1
        assert len(arrived(ioana, expired)) == 1


@in_every_language()
async def test_answer_after_the_deadline_counts_as_none_even_before_the_sweep(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, director = await both(st, tongue)
        await ask(ioana, tongue)
        asked = await director.expect_card(tongue("<b>Somebody would like to meet you</b>"))
        st.clock.move(timedelta(hours=24))  # nothing was told to look at the rows again
        await director.press(tongue.label("Accept"), asked)
        await director.expect_card(tongue("This request ran out without an answer."))
        await ioana.expect_card(tongue(TIME, name="Andrei Kelemen", time=f"{tongue.day(THURSDAY)}, {SLOT}"))


@in_every_language()
async def test_quiet_hours_hush_news_but_not_what_is_near(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana, director = await both(st, tongue)
        st.move_to(at("Wed 21:00"))
        await ask(ioana, tongue)
        asked = await director.expect_card(tongue("<b>Somebody would like to meet you</b>"))
        assert asked.silent
        ioana.forget()
        await director.press(tongue.label("Accept"), asked)
        assert (await ioana.expect_card(tongue("<b>Your meeting is confirmed.</b>"))).silent
        await later(st, "Thu 07:30", director)
        morning = tongue.n("<b>Today you have {n} meeting</b>", "<b>Today you have {n} meetings</b>", 1)
        assert not (await director.expect_card(morning)).silent


@in_every_language()
async def test_news_about_the_next_two_hours_is_heard_also_in_quiet_hours(
    database_url: str, tongue: Tongue
) -> None:
    siesta = ReminderRules(quiet_start=time(13), quiet_end=time(14))
    async with stage(database_url, event=replace(make_event(), reminders=siesta)) as st:
        ioana, director = await both(st, tongue)
        stefan = await st.join("Ştefan Mureşan", tongue.code)
        st.move_to(at("Thu 13:10"))
        await ask(ioana, tongue)
        near = await director.expect_card("Ioana Pop")
        await ask(stefan, tongue, "16:10–16:30")
        far = await director.expect_card("Ştefan Mureşan")
        assert (near.silent, far.silent) == (False, True)


async def test_card_that_is_owed_for_two_presses_comes_once(database_url: str, tongue: Tongue) -> None:
    """As after a crash that left the answers to both presses in doubt."""
    async with stage(database_url) as st:
        ioana, director = await both(st, tongue)
        await meet(ioana, director, tongue)
        await st.settled()
        await st.stop()
        ioana.forget()
        async with st.database.writing() as uow:
            (meeting,) = await uow.meetings.of(st.ids["Ioana Pop"])
            params = {"to": st.ids["Ioana Pop"], "meeting": meeting.id}
            await uow.outbox.add(
                *(
                    Note("card.meeting", ioana.id, st.clock.now(), params, Priority.CONFIRMATION)
                    for _ in range(2)
                )
            )
        await st.start()
        await st.settled()
        assert len([seen for seen in ioana.seen() if tongue("Your meeting with") in seen.text]) == 1
