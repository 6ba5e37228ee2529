"""Moving an agreed meeting: nothing changes until the other side agrees, then everything does."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from bot.emulator import Message
from bot.i18n import load_languages
from storage import tables as t
from tests.e2e.test_journey_agenda import calendar
from tests.support.bookings import GRID, SLOT, WHY_CANCEL, ask, free, meet, starts
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, THIRD, Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import FRIDAY, FRIDAY_WINDOW, THURSDAY, THURSDAY_WINDOW, at, make_event, row

EVA = row("Eva Blake", THURSDAY_WINDOW)
NEW = "15:45–16:05"
PROPOSED = "<b>Another time is proposed for your meeting</b>"
MOVED = "<b>Your meeting is moved.</b> Its calendar file takes the place of the old entry."
ZONE = "<i>Times are local to the event ({zone}).</i>"  # on the card with the times
STAYS = "It stays on <b>{time}</b>."
CHANGED = "<b>This has changed meanwhile.</b>"


async def two(st: Stage, tongue: Tongue) -> tuple[Person, Person]:
    director, ioana = await st.join("Andrei Kelemen", tongue.code), await st.join("Ioana Pop", tongue.code)
    await meet(ioana, director, tongue)
    return ioana, director


async def propose(person: Person, other: Person, tongue: Tongue, slot: str = NEW) -> None:
    """Let a side propose another time from the meeting's card; the other has been told."""
    await person.press(tongue.label("Open the meeting"))
    await person.press(
        tongue.label("Move the meeting"), await person.expect_card(tongue("Your meeting with"))
    )
    await person.press(slot, await person.expect_card(tongue(ZONE, zone="Europe/Bucharest")))
    other.forget()
    look = await person.expect_card(tongue("New: <b>{time}</b>", time=on(tongue, slot)))
    await person.press(tongue.label("Ask to move"), look)
    await person.expect_card(tongue("Your meeting with"))
    await other.expect_card(tongue(PROPOSED))


def on(tongue: Tongue, slot: str) -> str:
    return f"{tongue.day(THURSDAY)}, {slot}"


def data(message: Message, label: str) -> str:
    """Give what a button carries, to press it once it is no longer shown."""
    return next(one.callback_data or "" for one in message.buttons if one.label == label)


async def seats(st: Stage) -> dict[str, list[tuple[str, bool]]]:
    """Give who has which seats, with whether they are for good."""
    names = {number: name for name, number in st.ids.items()}
    async with st.database.reading() as uow:
        rows = (await uow.connection.execute(select(t.seat).order_by(t.seat.c.starts_at))).mappings().all()
    found: dict[str, list[tuple[str, bool]]] = {}
    for one in rows:
        start = f"{st.event.local(one['starts_at']):%H:%M}"
        found.setdefault(names[one["participant_id"]], []).append((start, one["confirmed"]))
    return found


@in_every_language()
async def test_meeting_is_moved_when_the_other_side_agrees(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana, director = await two(st, tongue)
        method, before = await calendar(ioana, tongue.label("Calendar file"))
        await ioana.press(tongue.label("Open the meeting"))
        await ioana.press(tongue.label("Move the meeting"), await ioana.expect_card("@andrei_kelemen"))
        card = await ioana.expect_card(tongue("Now: {time}", time=on(tongue, SLOT)))
        offered = [button.label for button in card.buttons][:5]
        assert offered == GRID[1:]  # the meeting itself is not in the way, and not offered
        await ioana.press(NEW, card)
        await ioana.expect_card(tongue("New: <b>{time}</b>", time=on(tongue, NEW)))
        director.forget()
        await ioana.press(tongue.label("Ask to move"))
        assert ioana.toasted(tongue.label("Proposed"))
        await ioana.expect_card(on(tongue, SLOT))
        news = await director.expect_card(tongue(PROPOSED))
        assert on(tongue, SLOT) in news.text
        assert on(tongue, NEW) in news.text
        assert await seats(st) == {
            "Ioana Pop": [("14:30", True), ("15:45", False)],
            "Andrei Kelemen": [("14:30", True)],
        }
        for person in (ioana, director):  # it stands in the agenda and among the requests
            await person.say("/agenda")
            card = await person.expect_card(tongue("A move to {time} is proposed.", time=on(tongue, NEW)))
            assert SLOT in card.text
            await person.say("/requests")
            await person.expect_card(tongue("New: <b>{time}</b>", time=on(tongue, NEW)))

        ioana.forget()
        await director.press("Ioana Pop")
        await director.press(tongue.label("Agree to the new time"), await director.expect_card("@ioana_pop"))
        assert director.toasted(tongue.label("Moved"))
        card = await director.expect_card(tongue(MOVED))
        assert on(tongue, NEW) in card.text
        news = await ioana.expect_card(tongue(MOVED))
        assert on(tongue, NEW) in news.text
        assert tongue("Table <b>{table}</b>", table=1) in news.text
        assert await seats(st) == {"Ioana Pop": [("15:45", True)], "Andrei Kelemen": [("15:45", True)]}
        method, after = await calendar(ioana, tongue.label("Calendar file"))
        assert (method, after["UID"], after["SEQUENCE"]) == ("PUBLISH", before["UID"], 1)
        assert after.decoded("DTSTART") == at("Thu 15:45")

        ioana.forget()
        st.move_to(at("Thu 14:15"))  # nothing comes at the old time
        await st.settled()
        assert not any("15" in seen.text for seen in ioana.seen() if tongue.label("On my way") in seen.text)
        st.move_to(at("Thu 15:30"))
        begins = tongue.n(
            "<b>Your meeting begins in {n} minute</b>", "<b>Your meeting begins in {n} minutes</b>", 15
        )
        for person in (ioana, director):
            await person.expect_card(begins)


@in_every_language()
async def test_move_is_declined_or_taken_back_and_the_meeting_stays(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, director = await two(st, tongue)
        await propose(director, ioana, tongue)
        news = await ioana.expect_card(tongue(PROPOSED))
        agree = data(news, tongue.label("Agree to the new time"))
        director.forget()
        await ioana.press(tongue.label("Keep the time"), news)
        await ioana.expect_card(on(tongue, SLOT))
        told = await director.expect_card(tongue(STAYS, time=on(tongue, SLOT)))
        assert on(tongue, NEW) in told.text
        await ioana.forge(agree)  # an old button
        await ioana.expect_card(tongue(CHANGED))

        await propose(director, ioana, tongue)
        news = await ioana.expect_card(tongue(PROPOSED))
        ioana.forget()
        await director.press(tongue.label("Do not move it"))
        await director.expect_card(on(tongue, SLOT))
        await ioana.expect_card(tongue(STAYS, time=on(tongue, SLOT)))
        await ioana.press(tongue.label("Agree to the new time"), news)
        await ioana.expect_card(tongue(CHANGED))
        both = {"Ioana Pop": [("14:30", True)], "Andrei Kelemen": [("14:30", True)]}
        assert await seats(st) == both


@in_every_language()
async def test_yet_another_time_is_proposed_and_agreed(database_url: str, tongue: Tongue) -> None:
    people = (
        row("Ágnes Kovács", THURSDAY_WINDOW, FRIDAY_WINDOW, organization="Tündér Kft"),
        row("Ioana Pop", THURSDAY_WINDOW, FRIDAY_WINDOW),
    )
    async with stage(database_url, *people) as st:
        agnes, ioana = await st.join("Ágnes Kovács", tongue.code), await st.join("Ioana Pop", tongue.code)
        await meet(ioana, agnes, tongue)
        await propose(ioana, agnes, tongue)
        await agnes.press(tongue.label("Another time"), await agnes.expect_card(tongue(PROPOSED)))
        times = await agnes.expect_card(tongue(ZONE, zone="Europe/Bucharest"))
        await agnes.press(tongue.short_day(FRIDAY), times)
        await agnes.press("09:25–09:45", await agnes.expect_card(tongue.day(FRIDAY)))
        ioana.forget()
        await agnes.press(tongue.label("Ask to move"), await agnes.expect_card("09:25–09:45"))
        news = await ioana.expect_card(tongue(PROPOSED))
        assert f"{tongue.day(FRIDAY)}, 09:25–09:45" in news.text
        holds = {"Ioana Pop": [("14:30", True)], "Ágnes Kovács": [("14:30", True), ("09:25", False)]}
        assert await seats(st) == holds
        agnes.forget()
        await ioana.press(tongue.label("Agree to the new time"), news)
        for person in (ioana, agnes):
            card = await person.expect_card(tongue(MOVED))
            assert f"{tongue.day(FRIDAY)}, 09:25–09:45" in card.text
            assert "Sala Polivalentă" in card.text  # no tables on Friday


@in_every_language()
async def test_proposal_is_nudged_runs_out_and_goes_with_the_meeting(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, director = await two(st, tongue)
        st.move_to(at("Thu 11:00"))
        await propose(ioana, director, tongue)
        news = await director.expect_card(tongue(PROPOSED))
        until = tongue.moment(datetime(2026, 11, 26, 12, 45))  # noqa: DTZ001 - half of what is left
        assert until in news.text
        director.forget()
        st.move_to(at("Thu 11:53"))
        await director.expect_card(tongue("<b>Still waiting for your answer</b>"))
        ioana.forget()
        st.clock.set(at("Thu 12:45"))  # nothing was told to look at the rows again
        await director.press(tongue.label("Agree to the new time"), news)
        card = await director.expect_card(tongue("This request ran out without an answer."))
        assert on(tongue, SLOT) in card.text
        await ioana.expect_card(tongue(STAYS, time=on(tongue, SLOT)))

        await propose(ioana, director, tongue)
        agree = data(await director.expect_card(tongue(PROPOSED)), tongue.label("Agree to the new time"))
        await director.press(tongue.label("Cancel the meeting"), await opened(director, tongue))
        await director.press(
            tongue.label("Cancel without a reason"), await director.expect_card(tongue(WHY_CANCEL))
        )
        card = await director.expect_card(tongue("You cancelled the meeting with"))
        assert NEW not in card.text
        assert await seats(st) == {}
        await director.forge(agree)
        await director.expect_card(tongue(CHANGED))


async def opened(person: Person, tongue: Tongue) -> Message:
    await person.press(tongue.label("Open the meeting"))
    return await person.expect_card(tongue("Your meeting with"))


@in_every_language()
async def test_time_that_was_taken_meanwhile_is_said_with_the_nearest(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, EVA) as st:
        ioana, director = await two(st, tongue)
        stefan = await st.join("Ştefan Mureşan", tongue.code)
        await st.join("Eva Blake", tongue.code)
        await ioana.press(tongue.label("Open the meeting"))
        await ioana.press(tongue.label("Move the meeting"), await ioana.expect_card("@andrei_kelemen"))
        await ioana.press(NEW, await ioana.expect_card(tongue(ZONE, zone="Europe/Bucharest")))
        look = await ioana.expect_card(NEW)
        await meet(stefan, director, tongue, NEW)
        await ioana.press(tongue.label("Ask to move"), look)
        await ioana.expect_card(tongue("That time has just been taken."))
        # Just taken comes as a toast as well, where the answer is quick enough to carry one.
        assert ioana.toasted(tongue.label("Just taken. Here are the nearest free times."))
        assert free(ioana) == starts([GRID[1], GRID[2], GRID[4], GRID[5]], tongue)
        await ioana.press(f"{tongue.short_day(THURSDAY)} 15:20")
        director.forget()
        await ioana.press(tongue.label("Ask to move"), await ioana.expect_card("15:20–15:40"))
        await director.expect_card(tongue(PROPOSED))

        # What the other side has asked for himself gives way, named before the tap.
        await ask(director, tongue, "15:20–15:40", "blake")
        await director.say("/requests")
        await director.press("Ioana Pop", await director.expect_card(tongue("<b>Your answer is awaited</b>")))
        await director.press(tongue.label("Agree to the new time"), await director.expect_card("@ioana_pop"))
        await director.expect_card("Eva Blake")
        await director.press(tongue.label("Agree all the same"))
        await director.expect_card(tongue(MOVED))


async def test_meeting_is_not_moved_shortly_before_and_only_where_a_table_is(database_url: str) -> None:
    tongue = Tongue(load_languages().get("en"))
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, EVA, event=make_event(1)) as st:
        ioana, director = await two(st, tongue)
        stefan, eva = await st.join("Ştefan Mureşan"), await st.join("Eva Blake")
        await propose(ioana, director, tongue)
        news = await director.expect_card(tongue(PROPOSED))
        await meet(stefan, eva, tongue, NEW)  # takes the only table
        await director.press("Agree to the new time", news)
        await director.expect_card("All tables are taken at that time.")
        assert NEW[:5] not in " ".join(free(director))
        await director.press(f"{tongue.short_day(THURSDAY)} 15:20")
        await director.press("Ask to move", await director.expect_card("15:20–15:40"))
        news = await ioana.expect_card(tongue(PROPOSED))
        st.clock.set(at("Thu 14:01"))
        await ioana.press("Agree to the new time", news)
        card = await ioana.expect_card("This request ran out without an answer.")
        assert "Move the meeting" not in [button.label for button in card.buttons]
        await ioana.press("Cannot come")
        card = await ioana.expect_card("Tell Andrei Kelemen that you cannot come")
        assert "Move the meeting" not in [button.label for button in card.buttons]


@in_every_language()
async def test_who_cannot_come_may_move_the_meeting_while_there_is_time(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, director = await two(st, tongue)
        await ioana.say("/settings")
        await ioana.press("60", await ioana.expect_card("15"))
        await ioana.expect_card("60")
        st.move_to(at("Thu 13:30"))
        reminder = await ioana.expect_card(
            tongue.n(
                "<b>Your meeting begins in {n} minute</b>", "<b>Your meeting begins in {n} minutes</b>", 60
            )
        )
        await ioana.press(tongue.label("Cannot come"), reminder)
        await ioana.press(
            tongue.label("Move the meeting"),
            await ioana.expect_card(tongue.label("Andrei Kelemen")),
        )
        await ioana.press(NEW, await ioana.expect_card(tongue(ZONE, zone="Europe/Bucharest")))
        director.forget()
        await ioana.press(
            tongue.label("Ask to move"),
            await ioana.expect_card(tongue("New: <b>{time}</b>", time=on(tongue, NEW))),
        )
        await director.press(
            tongue.label("Agree to the new time"), await director.expect_card(tongue(PROPOSED))
        )
        await ioana.expect_card(tongue(MOVED))


def any_on(tongue: Tongue, *slots: str) -> str:
    return f"{tongue.day(THURSDAY)}, {tongue.language.choice(slots)}"


@in_every_language()
async def test_any_of_several_times_is_proposed_answered_by_several_others_and_one_is_taken(
    database_url: str, tongue: Tongue
) -> None:
    first, second, third = GRID[2], GRID[3], GRID[4]
    new = "New: <b>{time}</b>"
    async with stage(database_url) as st:
        ioana, director = await two(st, tongue)
        await ioana.press(tongue.label("Move the meeting"), await opened(ioana, tongue))
        await ioana.press(first, await ioana.expect_card(tongue(ZONE, zone="Europe/Bucharest")))
        look = await ioana.expect_card(tongue(new, time=on(tongue, first)))
        await ioana.press(tongue.label("Add another time"), look)
        await ioana.press(third, await ioana.expect_card(tongue.day(THURSDAY)))
        look = await ioana.expect_card(tongue(new, time=any_on(tongue, first, third)))
        assert tongue("{name} chooses one of these times.", name="Andrei Kelemen") in look.text
        await ioana.press(tongue.label("Change the times"), look)
        await ioana.press(second, await ioana.expect_card(tongue.day(THURSDAY)))
        three = any_on(tongue, first, second, third)
        director.forget()
        await ioana.press(tongue.label("Ask to move"), await ioana.expect_card(tongue(new, time=three)))
        card = await ioana.expect_card(tongue("Your meeting with"))
        assert three in card.text
        news = await director.expect_card(tongue(PROPOSED))
        assert three in news.text
        held = [(slot[:5], False) for slot in (first, second, third)]
        assert await seats(st) == {
            "Ioana Pop": [("14:30", True), *held],
            "Andrei Kelemen": [("14:30", True)],
        }
        await director.say("/requests")
        await director.expect_card(tongue(new, time=three))

        # Two others instead, none of which was proposed; the holds pass to their side.
        await director.press(tongue.label("Another time"), news)
        choice = await director.expect_card(tongue(ZONE, zone="Europe/Bucharest"))
        assert [one.label for one in choice.buttons if one.label in GRID] == [GRID[1], GRID[5]]
        await director.press(GRID[1], choice)
        await director.press(
            tongue.label("Add another time"),
            await director.expect_card(tongue(new, time=on(tongue, GRID[1]))),
        )
        await director.press(GRID[5], await director.expect_card(tongue.day(THURSDAY)))
        others = any_on(tongue, GRID[1], GRID[5])
        ioana.forget()
        await director.press(
            tongue.label("Ask to move"), await director.expect_card(tongue(new, time=others))
        )
        news = await ioana.expect_card(tongue(PROPOSED))
        assert others in news.text
        assert await seats(st) == {
            "Ioana Pop": [("14:30", True)],
            "Andrei Kelemen": [("14:30", True), ("14:55", False), ("16:35", False)],
        }

        director.forget()
        await ioana.press(agree_at(tongue, GRID[5]), news)
        for person in (ioana, director):
            assert on(tongue, GRID[5]) in (await person.expect_card(tongue(MOVED))).text
        assert await seats(st) == {"Ioana Pop": [("16:35", True)], "Andrei Kelemen": [("16:35", True)]}


def agree_at(tongue: Tongue, slot: str) -> str:
    return tongue.label("Agree to {time}", time=f"{tongue.short_day(THURSDAY)} {slot[:5]}")


@in_every_language()
async def test_one_of_several_proposed_times_that_is_gone_drops_out_and_both_hear(
    database_url: str, tongue: Tongue
) -> None:
    first, second = GRID[2], GRID[4]
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, EVA) as st:
        ioana, director = await two(st, tongue)
        stefan = await st.join("Ştefan Mureşan", tongue.code)
        await ioana.press(tongue.label("Move the meeting"), await opened(ioana, tongue))
        await ioana.press(first, await ioana.expect_card(tongue(ZONE, zone="Europe/Bucharest")))
        await ioana.press(tongue.label("Add another time"), await ioana.expect_card(first))
        await ioana.press(second, await ioana.expect_card(tongue.day(THURSDAY)))
        both = any_on(tongue, first, second)
        look = await ioana.expect_card(tongue("New: <b>{time}</b>", time=both))
        director.forget()
        await ioana.press(tongue.label("Ask to move"), look)
        news = await director.expect_card(tongue(PROPOSED))

        ioana.forget()
        await meet(stefan, director, tongue, first)
        gone = tongue(
            "The time {new} with {name} is no longer free.", new=on(tongue, first), name="Andrei Kelemen"
        )
        told = await ioana.expect_card(gone)
        assert tongue("What is still proposed: {times}", times=on(tongue, second)) in told.text
        await director.press(agree_at(tongue, first), news)  # on the older card it still stands
        await director.expect_card(tongue(CHANGED))
        ioana.forget()
        await director.press(tongue.label("Agree to the new time"))
        await director.expect_card(tongue(MOVED))
        assert on(tongue, second) in (await ioana.expect_card(tongue(MOVED))).text
