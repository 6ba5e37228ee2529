"""Blocking somebody, who is never told; unblocking; reporting him to the organizers."""

from __future__ import annotations

from bot.screens.safety_actions import Reports
from tests.support.bookings import SLOT, meet
from tests.support.people import Person
from tests.support.stage import stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY, at

NOT_AVAILABLE = "This person is not available. You can look for somebody else."


async def block(person: Person, tongue: Tongue, query: str, name: str) -> None:
    await person.say(f"/find {query}")
    await person.press(tongue.label("More…"), await person.expect_card(name))
    told = "<b>Block</b>: you two are never shown or offered to each other again. {name} is not told."
    await person.press(tongue.label("Block"), await person.expect_card(tongue(told, name=name)))
    card = await person.expect_card(tongue("<b>Block {name}?</b>", name=name))
    await person.press(tongue.label("Yes, block"), card)
    await person.expect_card(tongue("<b>{name}</b> is blocked, and is not told.", name=name))


@in_every_language()
async def test_block_ends_the_meeting_and_neither_finds_the_other_until_it_is_taken_back(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop", tongue.code)
        director = await st.join("Andrei Kelemen", tongue.code)
        await director.say("/find ioana")
        old = await director.expect_card("Paper Kite Labs")
        await meet(ioana, director, tongue)
        await ioana.say("/find kelemen")
        await ioana.press(tongue.label("More…"), await ioana.expect_card("Executive Director"))
        await ioana.press(tongue.label("Block"), await ioana.expect_card("Executive Director"))
        when = f"{tongue.day(THURSDAY)}, {SLOT}"
        ends = tongue("This ends as well: {what}.", what=tongue("your meeting, {time}", time=when))
        card = await ioana.expect_card(ends)
        director.forget()
        await ioana.press(tongue.label("Yes, block"), card)
        blocked = "<b>{name}</b> is blocked, and is not told."
        await ioana.expect_card(tongue(blocked, name="Andrei Kelemen"))
        seen = await director.expect_card(tongue("<b>Meeting cancelled</b>"))
        assert tongue.label("Block") not in seen.text

        await director.say("/find")
        page = await director.expect_card("Andrei Kelemen")
        assert "Ioana Pop" not in page.text
        await director.say("/find ioana")
        await director.expect_card(lambda text: "Paper Kite Labs" not in text)
        await director.say("Ioana Pop")
        await director.expect_card(lambda text: "Paper Kite Labs" not in text)
        await director.press(tongue.label("See free times"), old)
        await director.expect_card(tongue(NOT_AVAILABLE))
        await ioana.say("/find kelemen")
        await ioana.expect_card(lambda text: "Executive Director" not in text)

        await ioana.say("/privacy")
        await ioana.press(tongue.label("People I blocked"), await ioana.expect_card("privacy@example.org"))
        await ioana.expect_card(tongue("<b>People you have blocked</b>"))
        await ioana.press(tongue.label("Unblock {name}", name="Andrei Kelemen"))
        await ioana.expect_card(tongue("Nobody."))
        await director.say("/find ioana")
        await director.expect_card("Paper Kite Labs")


async def test_blocked_people_are_not_offered_by_time_or_free_now(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana, director = await st.join("Ioana Pop"), await st.join("Andrei Kelemen")
        stefan = await st.join("Ştefan Mureşan")
        await block(ioana, tongue, "kelemen", "Andrei Kelemen")
        for person in (ioana, director):
            await person.say("who is free on Thursday at 14:30?")
            card = await person.expect_card("1 person is free for you then.")
            assert card.buttons[0].label == "14:30–14:50 · Ştefan Mureşan"
        st.move_to(at("Thu 14:00"))
        for person in (director, stefan):
            await person.say("/now")
            await person.press("I am free at 14:30", await person.expect_card("14:30"))
            await person.expect_card("You are shown as free")
        await ioana.say("/now")
        card = await ioana.expect_card("Mureşan")
        assert "Kelemen" not in card.text


async def ask_to_report(person: Person, tongue: Tongue) -> None:
    await person.say("/find kelemen")
    await person.press(tongue.label("More…"), await person.expect_card("Executive Director"))
    await person.press(tongue.label("Report"), await person.expect_card("Executive Director"))
    await person.expect_card("500")


@in_every_language()
async def test_report_reaches_the_organizers_who_deal_with_it(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        olga = st.organizer(tongue.code)
        await olga.say("/start")
        ioana = await st.join("Ioana Pop", tongue.code)
        director = await st.join("Andrei Kelemen", tongue.code)
        await ask_to_report(ioana, tongue)
        director.forget()
        await ioana.say({"en": "Never mind", "ro": "Mai bine nu", "hu": "Inkább mégsem"}[tongue.code])
        await ioana.expect_card(tongue("Stopped."))
        await st.settled()
        assert "Andrei Kelemen" not in "".join(one.text for one in olga.seen())
        await ask_to_report(ioana, tongue)
        await ioana.say("x" * 501)
        await ioana.expect_card("501")
        await ioana.say("Rude <b>words</b> & more")
        thanks = "<b>Thank you.</b> The organizers are told, {name} is not."
        await ioana.expect_card(tongue(thanks, name="Andrei Kelemen"))

        news = await olga.expect_card("Rude <b>words</b> & more")
        assert "Ioana Pop" in news.text
        assert "Andrei Kelemen" in news.text
        await st.settled()
        assert not list(director.seen())
        every = lambda button: (button.callback_data or "").startswith("or:")  # noqa: E731 - in any language
        await olga.press(every, news)
        page = await olga.expect_card(tongue("<b>{event}: open reports</b>", event=st.event.name))
        await olga.press("Andrei Kelemen", page)
        await olga.press(tongue.label("Dealt with"), await olga.expect_card(tongue("Not dealt with yet.")))
        await olga.expect_card(tongue("Dealt with."))
        await olga.say("/organizer")
        desk = await olga.expect_card(tongue("<b>{event}</b>: organizer", event=st.event.name))
        await olga.press(tongue.label("Reports ({n} open)", n=0), desk)
        closed = "<b>{event}: reports that are dealt with</b>"
        await olga.press("Andrei Kelemen", await olga.expect_card(tongue(closed, event=st.event.name)))
        await olga.press(tongue.label("Open it again"), await olga.expect_card(tongue("Dealt with.")))
        await olga.expect_card(tongue("Not dealt with yet."))
        await ioana.forge(Reports(st.event.id).pack())
        await ioana.expect_card(tongue("That is for organizers only."))
