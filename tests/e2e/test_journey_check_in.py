"""Check-in at the door: by somebody's own code or by name, once; who is awaited; walk-ins."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.event import Registration
from bot.domain.links import card_payload, registration_payload
from bot.files.qr import qr_png
from tests.e2e.test_journey_steward import steward_of
from tests.support.organizers import at_desk
from tests.support.people import Person
from tests.support.stage import Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import at, make_event

NOT_YET, ARRIVED = "Not checked in yet.", "Checked in: {time}"


def moment(st: Stage, tongue: Tongue, when: str) -> str:
    """Give the line that says when somebody was checked in."""
    return tongue(ARRIVED, time=tongue.moment(st.event.local(at(when))))


@in_every_language()
async def test_steward_checks_people_in_by_their_own_code_once_and_takes_it_back(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        director, ioana = [await st.join(name, tongue.code) for name in ("Andrei Kelemen", "Ioana Pop")]
        stella = await steward_of(st, tongue)
        st.move_to(at("Thu 14:00"))
        await stella.start(card_payload(st.ids["Andrei Kelemen"]))  # the code that he shows at the door
        card = await stella.expect_card("Andrei Kelemen, Executive Director, Cluj IT Cluster")
        assert tongue(NOT_YET) in card.text
        await stella.press(tongue.label("Check in"))
        await stella.expect_card(moment(st, tongue, "Thu 14:00"))
        st.move(timedelta(minutes=3))
        await stella.start(st.payload("Andrei Kelemen"))  # a badge may show the link that he has used
        await stella.expect_card(moment(st, tongue, "Thu 14:00"))
        await stella.press(tongue.label("Undo the check-in"))
        again = await stella.expect_card(tongue(NOT_YET))
        await stella.press(tongue.label("Check in"), again)
        await stella.expect_card(moment(st, tongue, "Thu 14:03"))

        await ioana.start(card_payload(st.ids["Andrei Kelemen"]))  # to anybody else it is his card
        await ioana.expect_card("Andrei Kelemen\nExecutive Director")
        await ioana.start(st.payload("Andrei Kelemen"))
        refused = await ioana.expect_card("privacy@example.org")
        assert "Kelemen" not in refused.text
        assert tongue.label("Check in") not in ioana.buttons
        assert director.id != ioana.id


@in_every_language()
async def test_organizer_sees_how_many_have_arrived_and_who_is_awaited(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        stella = await steward_of(st, tongue)
        await stella.say("/steward")
        await stella.press(tongue.label("Not checked in"), await stella.expect_card(st.event.name))
        many = ("<b>{n} person has not arrived yet</b>", "<b>{n} people have not arrived yet</b>")
        card = await stella.expect_card(tongue.n(*many, 3))
        assert card.text.index("Andrei Kelemen") < card.text.index("Ioana Pop") < card.text.index("Ştefan")
        await stella.press("Ioana Pop")
        await stella.press(tongue.label("Check in"), await stella.expect_card(tongue(NOT_YET)))
        await stella.expect_card("Ioana Pop")

        olga = await at_desk(st, tongue)
        await olga.press(tongue.label("Figures"))
        await olga.expect_card(tongue("Checked in: {n}", n=1))
        await olga.press(tongue.label("Not checked in ({n})", n=2))
        card = await olga.expect_card(tongue.n(*many, 2))
        assert "Ioana Pop" not in card.text
        for name in ("Andrei Kelemen", "Ştefan Mureşan"):
            await olga.press(name)
            await olga.press(tongue.label("Check in"), await olga.expect_card(tongue(NOT_YET)))
            await olga.press(tongue.label("‹ The hall"), await olga.expect_card(name))
            await olga.press(tongue.label("Not checked in"), await olga.expect_card(st.event.name))
            await olga.expect_card(tongue("Checked in: {n}", n=2 if name.startswith("Andrei") else 3))
        assert tongue("<b>Everybody has arrived.</b>") in olga.card.text


@in_every_language()
async def test_walk_in_registers_by_the_code_that_a_steward_shows_and_an_organizer_admits(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, event=make_event(registration=Registration.APPROVAL)) as st:
        stella = await steward_of(st, tongue)
        await stella.say("/steward")
        await stella.press(tongue.label("Walk-in"), await stella.expect_card(st.event.name))
        link = f"https://t.me/{st.api.bot.username}?start={registration_payload(st.event.slug)}"
        shown = await stella.expect_card(link)
        assert stella.download(shown) == qr_png(link)
        nora = Person.new(st.api, "Nora", language_code=tongue.code)
        await nora.start(registration_payload(st.event.slug))
        await nora.press(tongue.label("I agree, register me"), await nora.expect_card(st.event.name))
        for said in ("Nora New", "New Ltd", "nora@example.org"):
            await nora.say(said)
            await nora.expect("")
        await nora.press(tongue.label("Register"), await nora.expect_card("nora@example.org"))
        await nora.expect_card(st.event.name)
        await stella.press(tongue.label("‹ The hall"), shown)
        await stella.expect_card(tongue("Tables taken: {n} of {tables}", n=0, tables=12))
        await stella.say("/registrations")  # admitting stays with organizers
        await stella.expect_card(tongue("That is for organizers only."))

        olga = await at_desk(st, tongue)
        await olga.press(tongue.label("Registration ({n})", n=1))
        await olga.press("Nora New", await olga.expect_card(link))
        await olga.press(tongue.label("Admit"), await olga.expect_card("Nora New"))
        await olga.expect_card(tongue("Waiting for a decision: {n}", n=0))
        await stella.say("Nora")
        await stella.press(tongue.label("Check in"), await stella.expect_card("Nora New, New Ltd"))
        await stella.expect_card("Nora New, New Ltd")


@in_every_language()
async def test_walk_in_is_sent_to_an_organizer_where_nobody_can_register(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        stella = await steward_of(st, tongue)
        await stella.say("/steward")
        await stella.press(tongue.label("Walk-in"), await stella.expect_card(st.event.name))
        closed = (
            "Nobody can register for {event} by themselves now. Please take whoever walks in to an "
            "organizer, who can put them into the list."
        )
        card = await stella.expect_card(tongue(closed, event=st.event.name))
        assert "start=" not in card.text
