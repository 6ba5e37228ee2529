"""Somebody in two events: the last link or button decides, and home has a switch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from bot.domain.event import Block
from bot.domain.links import link_payload
from tests.support.bookings import ask, meet
from tests.support.people import Person
from tests.support.stage import Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import SECRET, THURSDAY_WINDOW, at, make_event, row

OTHER_DAY = date(2026, 12, 3)


async def invite(st: Stage, person: Person, tongue: Tongue) -> None:
    """Bring a person into a second event by a second link."""
    block = Block("Expo meetings", OTHER_DAY, time(9), time(12))
    event = replace(make_event(), slug="expo-2026", name="Timişoara Expo", blocks=(block,))
    async with st.database.writing() as uow:
        saved = await uow.events.save(event)
        participant_id = await uow.participants.add(saved, row("Ioana Pop", THURSDAY_WINDOW))
    await person.start(link_payload(SECRET, saved.id, participant_id, 0))
    greeting = await person.expect_card(tongue("Welcome, <b>{name}</b>!", name="Ioana Pop"))
    assert "Timişoara Expo" in greeting.text
    await person.press(tongue.label("I agree, let’s start"), greeting)


@in_every_language(cheap=True)
async def test_events_are_switched_from_home_and_kept_apart(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        assert tongue.label("Switch event") not in ioana.buttons
        await meet(ioana, director, tongue)
        await invite(st, ioana, tongue)
        home = await ioana.expect_card("Timişoara Expo")
        assert "Andrei Kelemen" not in home.text
        await ioana.say("/find kelemen")
        nobody = "Nobody was found for “{query}”.\n\nTry fewer words, or a part of the name."
        await ioana.expect_card(tongue(nobody, query="kelemen"))

        await ioana.say("/start")
        await ioana.press(tongue.label("Switch event"), await ioana.expect_card("Timişoara Expo"))
        choice = await ioana.expect_card(tongue("Which event?"))
        assert [button.label for button in choice.buttons][:2] == ["Cluj Innovation Days", "Timişoara Expo"]
        await ioana.press("Cluj Innovation Days", choice)
        home = await ioana.expect_card(tongue("Next meeting:"))
        assert "Andrei Kelemen" in home.text
        await ioana.start(st.payload("Ioana Pop"))
        await ioana.expect_card("Cluj Innovation Days")


@in_every_language()
async def test_news_digests_and_reminders_name_the_event_to_somebody_who_is_in_two(
    database_url: str, tongue: Tongue
) -> None:
    name = "Cluj Innovation Days"
    async with stage(database_url) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        await ask(ioana, tongue)
        await director.expect_card(tongue("<b>Somebody would like to meet you</b>"))
        assert name not in director.card.text  # he is in one event alone
        await invite(st, ioana, tongue)
        await ioana.expect_card("Timişoara Expo")
        await director.press(tongue.label("Accept"), director.card)
        confirmed = await ioana.expect_card(tongue("<b>Your meeting is confirmed.</b>"))
        assert confirmed.text.startswith(name)

        tomorrow = tongue.n(
            "<b>Tomorrow you have {n} meeting</b>", "<b>Tomorrow you have {n} meetings</b>", 1
        )
        soon = tongue.n(
            "<b>Your meeting begins in {n} minute</b>", "<b>Your meeting begins in {n} minutes</b>", 15
        )
        for when, said in (("Wed 18:00", tomorrow), ("Thu 14:15", soon)):
            await st.settled()
            ioana.forget()
            director.forget()
            st.move_to(at(when))
            assert (await ioana.expect(said)).text.count(name) == 1
            there = await director.expect(said)
            assert (name in there.text) is (said == tomorrow)  # whose heading is the event and the day
