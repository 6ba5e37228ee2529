"""The agenda: meetings by day with their tables, cancelling by either side, and calendar files."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from icalendar import Calendar

from tests.support.bookings import GRID, SLOT, WHY_CANCEL, ask, asked_by, free, meet
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, THIRD, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import FRIDAY, FRIDAY_WINDOW, THURSDAY, THURSDAY_WINDOW, at, make_event, row

TOO_LATE = (
    "A meeting can be moved or cancelled up to {{n}} {} before it. You can still say that you cannot come."
)
CANCELLED = "{name} cannot come to your meeting, {time}."


async def calendar(person: Person, button: str) -> tuple[str, Any]:
    """Press the button that sends a calendar file; give its method and its only event."""
    await person.press(button)
    await person.expect_card(bool)
    parsed = Calendar.from_ical(person.download())
    [event] = parsed.walk("VEVENT")
    return str(parsed["METHOD"]), event


@in_every_language(cheap=True)
async def test_agenda_lists_each_day_with_tables_and_leads_to_the_meetings(
    database_url: str, tongue: Tongue
) -> None:
    people = (row("Ágnes Kovács", THURSDAY_WINDOW, FRIDAY_WINDOW), DIRECTOR, DELEGATE)
    async with stage(database_url, *people) as st:
        agnes, director = (
            await st.join("Ágnes Kovács", tongue.code),
            await st.join("Andrei Kelemen", tongue.code),
        )
        ioana = await st.join("Ioana Pop", tongue.code)
        await agnes.say("/agenda")
        await agnes.expect_card(tongue("<b>Your agenda is empty.</b>\n\nFind somebody and ask for a time."))

        await meet(ioana, agnes, tongue, "15:20–15:40")
        await meet(agnes, director, tongue)
        await agnes.say("/agenda")
        card = await agnes.expect_card(tongue.day(THURSDAY))
        table = tongue("Table <b>{table}</b>", table=1)
        assert f"{SLOT}\nAndrei Kelemen, Executive Director, Cluj IT Cluster\n{table}" in card.text
        assert f"15:20–15:40\nIoana Pop, Founder, Paper Kite Labs\n{table}" in card.text
        meetings = [button.label for button in card.buttons if " · " in button.label]
        assert meetings == ["14:30 · Andrei Kelemen", "15:20 · Ioana Pop"]
        await agnes.press("15:20 · Ioana Pop")
        await agnes.expect_card(f"{tongue.day(THURSDAY)}, 15:20–15:40")
        await agnes.press(tongue.label("My agenda"))
        await agnes.expect_card(f"{SLOT}\nAndrei Kelemen")
        await agnes.say("/start")
        home = await agnes.expect_card(tongue("Next meeting:"))
        assert f"{tongue.day(THURSDAY)}, {SLOT}\nAndrei Kelemen" in home.text


@in_every_language(cheap=True)
async def test_agenda_shows_open_requests_with_times_and_deadline_as_not_confirmed(
    database_url: str, tongue: Tongue
) -> None:
    event = replace(make_event(), venue_address="Aleea Stadionului 4")
    people = (row("Ágnes Kovács", THURSDAY_WINDOW, FRIDAY_WINDOW), DIRECTOR, DELEGATE, THIRD)
    async with stage(database_url, *people, event=event) as st:
        agnes, director, ioana, stefan = [
            await st.join(name, tongue.code)
            for name in ("Ágnes Kovács", "Andrei Kelemen", "Ioana Pop", "Ştefan Mureşan")
        ]
        await meet(ioana, agnes, tongue)
        await agnes.say("/find kelemen")
        await agnes.press(tongue.label("See free times"), await agnes.expect_card("14:30"))
        await agnes.press("15:20–15:40", await agnes.expect_card(tongue.day(THURSDAY)))
        await agnes.press(tongue.label("Add another time"), await agnes.expect_card("15:20–15:40"))
        await agnes.press("16:35–16:55", await agnes.expect_card(tongue.day(THURSDAY)))
        await agnes.press(tongue.label("Send the request"), await agnes.expect_card("16:35–16:55"))
        await agnes.expect_card(tongue("<b>Your request is sent.</b>"))
        agnes.forget()
        await ask(stefan, tongue, "16:10–16:30", "agnes")
        await asked_by(stefan, agnes, tongue, "16:10–16:30")

        by = tongue.moment(event.local(at("Thu 10:00")))
        due = tongue("Please answer by {deadline}.", deadline=by)
        waits = tongue("You wait for an answer until {deadline}.", deadline=by)
        either = tongue.language.choice(("15:20–15:40", "16:35–16:55"))
        await agnes.say("/agenda")
        card = await agnes.expect_card(f"{SLOT}\nIoana Pop")
        sent = f"{tongue('<b>{time}</b> – not confirmed', time=either)}\nAndrei Kelemen, Executive Director"
        assert f"{sent}, Cluj IT Cluster\n{waits}" in card.text
        received = tongue("<b>{time}</b> – not confirmed", time="16:10–16:30")
        assert f"{received}\nŞtefan Mureşan, Engineer, Öböl Kft\n{due}" in card.text
        assert card.text.count("Sala Polivalentă, Aleea Stadionului 4") == 1
        label = tongue.label("{time} · request · {name}", time="16:10", name="Ştefan Mureşan")
        await agnes.press(label, card)
        await agnes.expect_card(tongue("{name} would like to meet you:", name="Ştefan Mureşan"))

        # An agenda of open requests alone is not empty, neither for who asked nor for who is asked.
        for person, line in ((stefan, waits), (director, due)):
            await person.say("/agenda")
            card = await person.expect_card(tongue.day(THURSDAY))
            assert f"\n{line}" in card.text
            assert card.text.count("Sala Polivalentă") == 1
        st.move_to(at("Thu 10:00"))
        await agnes.say("/agenda")
        card = await agnes.expect_card(f"{SLOT}\nIoana Pop")
        assert "Kelemen" not in card.text
        assert "Mureşan" not in card.text
        await stefan.say("/agenda")
        await stefan.expect_card(tongue("<b>Your agenda is empty.</b>\n\nFind somebody and ask for a time."))


@in_every_language()
async def test_empty_slot_of_the_agenda_leads_to_whom_one_can_meet_then(
    database_url: str, tongue: Tongue
) -> None:
    people = (row("Ágnes Kovács", THURSDAY_WINDOW, FRIDAY_WINDOW), DIRECTOR, DELEGATE, THIRD)
    async with stage(database_url, *people) as st:
        agnes, ioana = await st.join("Ágnes Kovács", tongue.code), await st.join("Ioana Pop", tongue.code)
        await st.join("Andrei Kelemen", tongue.code)
        await agnes.say("/agenda")
        await agnes.press(
            tongue.label("Who is free when?"),
            await agnes.expect_card(
                tongue("<b>Your agenda is empty.</b>\n\nFind somebody and ask for a time.")
            ),
        )
        await agnes.expect_card(tongue("<b>Free at the same time as you</b>"))
        await meet(ioana, agnes, tongue)

        await agnes.say("/agenda")
        card = await agnes.expect_card(f"{SLOT}\nIoana Pop")
        rest = tongue.n("{time} – free, {n} slot", "{time} – free, {n} slots", 5, time="14:55–16:55")
        assert card.text.index(SLOT) < card.text.index(rest)
        labels = [button.label for button in card.buttons]
        assert labels[1:6] == [
            tongue.label("Who at {time}?", time=time)
            for time in ("14:55", "15:20", "15:45", "16:10", "16:35")
        ]
        await agnes.press(tongue.label("Who at {time}?", time="15:20"))
        page = await agnes.expect_card(tongue.n("{n} person fits", "{n} people fit", 1))
        assert "Ioana" not in page.text  # whom she meets already; and one has not joined
        await agnes.press(lambda button: button.label.startswith("15:20 · Andrei Kelemen · Cluj IT"))
        await agnes.press(tongue.label("Send the request"), await agnes.expect_card("15:20–15:40"))
        await agnes.expect_card(tongue("<b>Your request is sent.</b>"))

        await agnes.say("/agenda")  # what is asked for is not empty any more
        card = await agnes.expect_card(f"{SLOT}\nIoana Pop")
        assert tongue("{time} – free", time="14:55–15:15") in card.text
        assert (
            tongue.n("{time} – free, {n} slot", "{time} – free, {n} slots", 3, time="15:45–16:55")
            in card.text
        )
        assert tongue.label("Who at {time}?", time="15:20") not in [button.label for button in card.buttons]
        await agnes.press(tongue.short_day(FRIDAY))
        rest = tongue.n("{time} – free, {n} slot", "{time} – free, {n} slots", 7, time="09:00–11:50")
        await agnes.expect_card(rest)


@in_every_language()
async def test_second_day_of_the_agenda_is_a_button_away(database_url: str, tongue: Tongue) -> None:
    people = (
        row("Ágnes Kovács", THURSDAY_WINDOW, FRIDAY_WINDOW),
        row("Ioana Pop", THURSDAY_WINDOW, FRIDAY_WINDOW),
        THIRD,
    )
    async with stage(database_url, *people) as st:
        agnes, ioana = await st.join("Ágnes Kovács", tongue.code), await st.join("Ioana Pop", tongue.code)
        stefan = await st.join("Ştefan Mureşan", tongue.code)
        await meet(stefan, agnes, tongue)
        await ioana.say("/find agnes")
        await ioana.press(tongue.label("See free times"), await ioana.expect_card("Kovács"))
        await ioana.press(f"{tongue.short_day(FRIDAY)} (7)", await ioana.expect_card(tongue.day(THURSDAY)))
        await ioana.press("09:50–10:10", await ioana.expect_card(tongue.day(FRIDAY)))
        await ioana.press(tongue.label("Send the request"), await ioana.expect_card("09:50–10:10"))
        await agnes.press(tongue.label("Accept"), await agnes.expect_card("Ioana Pop"))
        await agnes.expect_card(tongue("<b>Your meeting is confirmed.</b>"))

        await agnes.say("/agenda")
        await agnes.press(tongue.short_day(FRIDAY), await agnes.expect_card(tongue.day(THURSDAY)))
        card = await agnes.expect_card(tongue.day(FRIDAY))
        assert "09:50–10:10\nIoana Pop" in card.text
        assert "Sala Polivalentă" in card.text  # no tables on Friday
        st.move_to(at("Fri 08:00"))
        await agnes.say("/agenda")
        await agnes.expect_card("09:50–10:10\nIoana Pop")


@in_every_language()
async def test_cancelled_meeting_is_told_with_the_reason_and_leaves_the_calendar(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        await meet(ioana, director, tongue)
        method, event = await calendar(ioana, tongue.label("Calendar file"))
        assert (method, event["STATUS"], event["SEQUENCE"]) == ("PUBLISH", "CONFIRMED", 0)
        assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (at("Thu 14:30"), at("Thu 14:50"))
        assert str(event["SUMMARY"]) == tongue.label("Meeting with {name}", name="Andrei Kelemen")
        assert tongue.label("Table {table}", table=1) in event["LOCATION"]
        assert [alarm["TRIGGER"].dt.total_seconds() for alarm in event.walk("VALARM")] == [-15 * 60]
        await ioana.expect_card(tongue("Open this file to put the meeting into your calendar."))

        await ioana.press(tongue.label("Open the meeting"))
        await ioana.press(tongue.label("Cancel the meeting"), await ioana.expect_card("@andrei_kelemen"))
        await ioana.expect_card(tongue(WHY_CANCEL))
        director.forget()
        await ioana.say("My train is late")
        asked = await ioana.expect_card("My train is late")
        await ioana.press(tongue.label("Cancel with this reason"), asked)
        card = await ioana.expect_card(tongue("You cancelled the meeting with"))
        assert "My train is late" in card.text
        assert "@andrei_kelemen" not in card.text
        time = f"{tongue.day(THURSDAY)}, {SLOT}"
        told = await director.expect_card(tongue(CANCELLED, name="Ioana Pop", time=time))
        assert "My train is late" in told.text
        method, gone = await calendar(director, tongue.label("Remove from my calendar"))
        assert (method, gone["STATUS"], gone["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
        assert gone["UID"] == event["UID"]

        await director.say("/agenda")
        await director.expect_card(
            tongue("<b>Your agenda is empty.</b>\n\nFind somebody and ask for a time.")
        )
        await ioana.say("/find kelemen")
        await ioana.press(tongue.label("See free times"), await ioana.expect_card("Executive Director"))
        await ioana.expect_card(tongue.day(THURSDAY))
        assert free(ioana) == GRID


@in_every_language()
async def test_host_cancels_without_a_reason_or_keeps_the_meeting(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        await meet(ioana, director, tongue)
        await director.press(tongue.label("Open the meeting"))
        await director.press(tongue.label("Cancel the meeting"), await director.expect_card("Ioana Pop"))
        await director.press(tongue.label("Keep the meeting"), await director.expect_card(tongue(WHY_CANCEL)))
        await director.expect_card(tongue("Your meeting with"))
        await director.press(tongue.label("Cancel the meeting"))
        ioana.forget()
        await director.press(
            tongue.label("Cancel without a reason"), await director.expect_card(tongue(WHY_CANCEL))
        )
        assert director.toasted(tongue.label("Cancelled"))
        told = await ioana.expect_card(tongue("<b>Meeting cancelled</b>"))
        assert tongue("Reason:") not in told.text
        await ioana.press(tongue.label("Other times"), told)
        await ioana.expect_card(tongue.day(THURSDAY))
        assert free(ioana) == GRID


@in_every_language()
async def test_shortly_before_only_cannot_come_is_left_and_it_is_asked_twice(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        await meet(ioana, director, tongue)
        await ioana.press(tongue.label("Open the meeting"))
        old = await ioana.expect_card(tongue("Your meeting with"))
        cancel = next(one for one in old.buttons if one.label == tongue.label("Cancel the meeting"))
        st.move_to(at("Thu 14:05"))
        await ioana.forge(cancel.callback_data or "", old)
        card = await ioana.expect_card(tongue.n(TOO_LATE.format("minute"), TOO_LATE.format("minutes"), 30))
        assert tongue.label("Cancel the meeting") not in [button.label for button in card.buttons]
        await ioana.press(tongue.label("Cannot come"), card)
        ask = "Tell {name} that you cannot come on {time}? The meeting is cancelled then."
        time = f"{tongue.day(THURSDAY)}, {SLOT}"
        await ioana.expect_card(tongue(ask, name="Andrei Kelemen", time=time))
        director.forget()
        await ioana.press(tongue.label("Yes, I cannot come"))
        await ioana.expect_card(tongue("You cancelled the meeting with"))
        await director.expect_card(tongue(CANCELLED, name="Ioana Pop", time=time))
