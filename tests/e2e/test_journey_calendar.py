"""The agenda in people's calendars: one file for all of it, which a newer one brings up to date."""

from __future__ import annotations

from datetime import timedelta

from tests.support.bookings import SLOT, meet
from tests.support.calendar_store import CalendarApp, apps
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, THIRD, Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import at

MINUTES = timedelta(minutes=20)


async def move(st: Stage, meeting_id: int, start: str) -> None:
    """Move a meeting, as both sides may agree to."""
    begin = at(start)
    async with st.database.writing() as uow:
        meeting = await uow.meetings.get(meeting_id)
        assert meeting is not None
        await uow.meetings.change(
            meeting_id, starts_at=begin, ends_at=begin + MINUTES, version=meeting.version + 1
        )


async def whole_file(person: Person, tongue: Tongue) -> bytes:
    await person.say("/agenda")
    await person.press(tongue.label("Calendar file"), await person.expect_card(SLOT))
    card = await person.expect_card(lambda text: "Outlook" in text)
    return person.download(card)


def summary(tongue: Tongue, name: str) -> str:
    return tongue.label("Meeting with {name}", name=name)


@in_every_language()
async def test_whole_agenda_in_one_file_follows_a_move_and_a_cancellation(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana, stefan = await st.join("Ioana Pop", tongue.code), await st.join("Ştefan Mureşan", tongue.code)
        await meet(ioana, director, tongue)
        await meet(stefan, director, tongue, "15:20–15:40")
        calendars: list[CalendarApp] = apps()
        content = await whole_file(director, tongue)
        for app in calendars:
            app.open(content)
            assert [(start, who) for start, _, who in app.shown] == [
                (at("Thu 14:30"), summary(tongue, "Ioana Pop")),
                (at("Thu 15:20"), summary(tongue, "Ştefan Mureşan")),
            ]
            assert {one.alarms for one in app.entries.values()} == {(timedelta(minutes=-15),)}
            where = tongue.label("Table {table}", table=1) + ", Sala Polivalentă"
            assert {one.location for one in app.entries.values()} == {where}

        await move(st, 2, "Thu 16:10")
        await ioana.say("/agenda")
        await ioana.press("14:30 · Andrei Kelemen", await ioana.expect_card(SLOT))
        await ioana.press(tongue.label("Calendar file"), await ioana.expect_card(tongue("Your meeting with")))
        single = ioana.download(
            await ioana.expect_card(tongue("Open this file to put the meeting into your calendar."))
        )
        content = await whole_file(director, tongue)
        for app in calendars:
            app.open(content)
            assert [start for start, _, _ in app.shown] == [at("Thu 14:30"), at("Thu 16:10")]
            held = CalendarApp(app.reader)
            held.open(single)
            assert held.entries.keys() < app.entries.keys()  # one meeting has one UID, in whatever file

        await ioana.say("/agenda")
        await ioana.press("14:30 · Andrei Kelemen", await ioana.expect_card(SLOT))
        await ioana.press(
            tongue.label("Cancel the meeting"), await ioana.expect_card(tongue("Your meeting with"))
        )
        director.forget()
        await ioana.press(tongue.label("Cancel without a reason"), await ioana.expect_card("/cancel"))
        await director.expect_card(tongue("<b>Meeting cancelled</b>"))
        await director.say("/calendar")
        content = director.download(await director.expect_card(lambda text: "Outlook" in text))
        for app in calendars:
            app.open(content)
            assert [who for _, _, who in app.shown] == [summary(tongue, "Ştefan Mureşan")]
