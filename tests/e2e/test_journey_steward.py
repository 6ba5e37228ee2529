"""Stewards: the link that makes one, the hall slot by slot, and where somebody is who is named."""

from __future__ import annotations

import re

from bot.domain.event import Registration
from bot.domain.people import Participant
from bot.screens import hall_actions
from bot.usecases.answering import accept
from bot.usecases.booking import Asked, ask
from tests.support.organizers import at_desk
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, THIRD, Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY_WINDOW, at, current, make_event, row

_PAYLOAD = re.compile(r"\?start=([\w-]{22})")
FOR_STAFF = "That is for the stewards and organizers of the event only."
HINT = "<i>Write a name, and I will tell you where they are; there you check people in, too.</i>"
NO_STEWARD = (
    "You are no longer a steward of <b>{event}</b>: the role was taken back. If that is a mistake, please "
    "ask whoever gave it to you."
)
TAKEN = "Tables taken: {n} of {tables}"


async def book(st: Stage, guest: str, host: str, slot: str) -> None:
    """Let two people who have joined agree to meet."""
    now = st.clock.now()
    async with st.database.writing() as uow:
        one, other = [await current(uow, st.people[name].id) for name in (guest, host)]
        asked = await ask(uow, one, other.id, at(slot), "", now)
        assert isinstance(asked, Asked)
        await accept(uow, other, asked.request.id, asked.request.version, now)


async def steward_of(st: Stage, tongue: Tongue, name: str = "Stella") -> Person:
    """Let a stranger become a steward by the link that an organizer gives out."""
    olga = await at_desk(st, tongue)
    await olga.press(tongue.label("Stewards"))
    card = await olga.expect_card(tongue("<b>Stewards of {event}</b>", event=st.event.name))
    found = _PAYLOAD.search(card.text)
    assert found is not None
    helper = Person.new(st.api, name, username=name.lower(), language_code=tongue.code)
    await helper.start(found[1])
    await helper.press(tongue.label("I take it on"), await helper.expect_card(st.event.name))
    welcome = "You are a steward of <b>{event}</b> from now on. /steward opens the hall at any time."
    await helper.expect_card(tongue(welcome, event=st.event.name))
    return helper


def menu_of(st: Stage, person: Person, tongue: Tongue) -> set[str]:
    listed = st.api.world.commands.for_person(person.id, tongue.code)
    return {str(command["command"]) for command in listed}


@in_every_language()
async def test_link_makes_a_steward_once_and_the_organizer_takes_the_role_away(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        olga = await at_desk(st, tongue)
        await olga.press(tongue.label("Stewards"))
        card = await olga.expect_card(tongue("There are no stewards yet."))
        void = _PAYLOAD.search(card.text)
        await olga.press(tongue.label("Cancel this link, give a new one"))
        renewed = await olga.expect_card(tongue("The link before this one no longer works."))
        payload = _PAYLOAD.search(renewed.text)
        assert void
        assert payload

        stella = Person.new(st.api, "Stella", username="stella", language_code=tongue.code)
        await stella.start(void[1])
        await stella.expect_card(
            tongue("This link is not known here. Was it cut in two, or is it from another event?")
        )
        await stella.say("/steward")
        await stella.expect_card("Bilateral")
        await stella.start(payload[1])
        await stella.press(tongue.label("I take it on"), await stella.expect_card(st.event.name))
        await stella.press(tongue.label("The hall"), await stella.expect_card("/steward"))
        await stella.expect_card(tongue("<b>{event}</b>: the hall", event=st.event.name))
        assert tongue.label("‹ Organizer") not in stella.buttons
        assert {"steward", "organizer"} & menu_of(st, stella, tongue) == {"steward"}
        await stella.say("/help")
        await stella.expect_card("/steward")
        await stella.say("/start")
        await stella.press(
            tongue.label("The hall"),
            await stella.expect_card(tongue("<b>Bilateral</b>\n\nYou are a steward here.")),
        )
        shown = await stella.expect_card(tongue(HINT))
        await stella.say("/organizer")
        await stella.expect_card(tongue("That is for organizers only."))

        late = Person.new(st.api, "Late", language_code=tongue.code)
        await late.start(payload[1])
        await late.expect_card(
            tongue("This link is not known here. Was it cut in two, or is it from another event?")
        )
        await late.say("/steward")
        await late.expect_card("Bilateral")

        await olga.say("/organizer")
        await olga.press(tongue.label("Stewards"), await olga.expect_card(st.event.name))
        await olga.press(tongue.label("Remove {name}", name="@stella"), await olga.expect_card("@stella"))
        await olga.expect_card(tongue("There are no stewards yet."))
        await stella.expect_card(tongue(NO_STEWARD, event=st.event.name))
        await stella.press(tongue.label("Refresh"), shown)
        await stella.expect_card("Bilateral")
        await stella.say("Kelemen")
        card = await stella.expect_card("Bilateral")
        assert "Cluj IT Cluster" not in card.text
        assert "steward" not in menu_of(st, stella, tongue)


@in_every_language()
async def test_hall_shows_who_sits_where_slot_by_slot_and_follows_the_clock(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, event=make_event(tables=12)) as st:
        for name in st.ids:
            await st.join(name, tongue.code)
        await book(st, "Ioana Pop", "Andrei Kelemen", "Thu 14:30")
        await book(st, "Ştefan Mureşan", "Andrei Kelemen", "Thu 14:55")
        stella = await steward_of(st, tongue)
        await stella.say("/steward")
        card = await stella.expect_card(tongue(TAKEN, n=1, tables=12))
        assert "14:30–14:50" in card.text
        assert tongue("This slot goes on now.") not in card.text
        first = tongue("Table <b>{table}</b>", table="1")
        assert f"{first}\nIoana Pop, Paper Kite Labs\nAndrei Kelemen, Cluj IT Cluster" in card.text
        assert tongue("Table <b>{table}</b>: free", table="2") in card.text
        assert tongue("Page {page} of {pages}", page=1, pages=2) in card.text

        await stella.press(tongue.label("More ›"))
        page = await stella.expect_card(tongue("Table <b>{table}</b>: free", table="12"))
        assert page.message_id == card.message_id
        assert "Ioana Pop" not in page.text

        await stella.press("14:55 ›")
        after = await stella.expect_card("14:55–15:15")
        assert "Ştefan Mureşan, Öböl Kft" in after.text
        await stella.press("‹ 14:30")
        await stella.expect_card("Ioana Pop")

        st.move_to(at("Thu 14:35"))
        await stella.press(tongue.label("Refresh"))
        await stella.expect_card(tongue("This slot goes on now."))
        st.move_to(at("Thu 14:52"))  # in the break the next slot is the one to prepare for
        await stella.press(tongue.label("Refresh"))
        await stella.expect_card("14:55–15:15")
        await stella.press("‹ 14:30")
        await stella.press(tongue.label("Now"), await stella.expect_card("14:30–14:50"))
        await stella.expect_card("14:55–15:15")
        st.move_to(at("Fri 08:00"))
        await stella.say("/steward")
        friday = await stella.expect_card(tongue("Nobody meets in this slot."))
        assert "09:00–09:20" in friday.text
        assert tongue("Meetings: {n}", n=0) in friday.text
        await stella.press("‹ ")
        await stella.expect_card("16:35–16:55")


@in_every_language()
async def test_name_that_is_written_leads_to_where_somebody_is(database_url: str, tongue: Tongue) -> None:
    hidden = row("Hedvig Hidden", THURSDAY_WINDOW)
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, hidden, row("Ana Pop")) as st:
        for name in st.ids:
            await st.join(name, tongue.code)
        await book(st, "Ioana Pop", "Andrei Kelemen", "Thu 14:30")
        await book(st, "Hedvig Hidden", "Andrei Kelemen", "Thu 15:20")
        async with st.database.writing() as uow:
            await uow.profiles.hide(await _participant(st, "Hedvig Hidden"), hidden=True)
        stella = await steward_of(st, tongue)
        await stella.say("/steward")
        await stella.expect_card(tongue(HINT))

        await stella.say("kelemen")
        card = await stella.expect_card("Andrei Kelemen, Executive Director, Cluj IT Cluster")
        assert "director@example.org" not in card.text
        assert tongue("With {name}", name="Ioana Pop, Paper Kite Labs") in card.text
        assert card.text.index("14:30–14:50") < card.text.index("15:20–15:40")
        assert tongue("Table <b>{table}</b>", table="1") in card.text
        assert tongue.label("Profile") not in [button.label for button in card.buttons]
        st.move_to(at("Thu 14:40"))
        await stella.say("Kelemn")  # a typing error
        now = await stella.expect_card("Andrei Kelemen")
        assert tongue("<b>Now</b>, {time}", time="").rstrip() in now.text

        await stella.say("pop")
        await stella.press("Ana Pop", await stella.expect_card(tongue("Whom do you mean?")))
        await stella.expect_card(tongue("There are no more meetings for this person."))
        await stella.say("hedvig")
        await stella.expect_card("Hedvig Hidden")
        await stella.say("Xylophon Qwerty")
        await stella.expect_card("Xylophon Qwerty")
        await stella.press(tongue.label("‹ The hall"))
        await stella.expect_card(tongue("This slot goes on now."))
        await stella.say("/start")  # whoever takes part in nothing himself need not open the hall first
        await stella.expect_card("Bilateral")
        await stella.say("Mureşan")
        await stella.expect_card("Öböl Kft")
        await stella.send_sticker()
        only_text = (
            "I cannot do anything with that yet: I read text only. Write a name or a time, or press a button."
        )
        await stella.press(tongue.label("The hall"), await stella.expect_card(tongue(only_text)))
        await stella.expect_card(tongue(HINT))


@in_every_language()
async def test_steward_who_takes_part_is_understood_as_anybody_once_the_hall_is_left(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        for name in st.ids:
            await st.join(name, tongue.code)
        ioana = st.people["Ioana Pop"]
        olga = await at_desk(st, tongue)
        await olga.press(tongue.label("Stewards"))
        found = _PAYLOAD.search((await olga.expect_card(tongue("There are no stewards yet."))).text)
        assert found
        await ioana.start(found[1])
        await ioana.press(tongue.label("I take it on"), await ioana.expect_card(st.event.name))
        await ioana.press(tongue.label("The hall"), await ioana.expect_card("/steward"))
        await ioana.expect_card(tongue(HINT))
        await ioana.say("Kelemen")
        await ioana.expect_card(tongue("There are no more meetings for this person."))
        await ioana.press(tongue.label("Profile"))
        await ioana.expect_card("Executive Director")
        await ioana.press(tongue.label("See free times"))
        await ioana.expect_card("Andrei Kelemen")
        await ioana.say("/steward")
        await ioana.expect_card(tongue(HINT))
        await ioana.say("Kelemen 15:20")  # more than a name
        await ioana.press(tongue.label("Send the request"), await ioana.expect_card("15:20–15:40"))
        await ioana.expect_card("15:20")
        await ioana.say("Kelemen")
        card = await ioana.expect_card("Kelemen")
        assert tongue("There are no more meetings for this person.") not in card.text


@in_every_language()
async def test_meeting_whose_table_cannot_be_used_gets_another_and_both_are_told(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, event=make_event(tables=3)) as st:
        for name in st.ids:
            await st.join(name, tongue.code)
        await book(st, "Ioana Pop", "Andrei Kelemen", "Thu 14:30")
        stella = await steward_of(st, tongue)
        st.move_to(at("Thu 14:31"))
        await st.settled()
        await stella.say("Kelemen")
        await stella.press(tongue.label("Another table"), await stella.expect_card("Andrei Kelemen"))
        asked = await stella.expect_card(tongue("Which table instead? Both are told at once."))
        assert [button.label for button in asked.buttons][:2] == ["2", "3"]
        before = asked.buttons[0].callback_data or ""
        ioana, andrei = st.people["Ioana Pop"], st.people["Andrei Kelemen"]
        for side in (ioana, andrei):
            side.forget()
        await stella.press("3")
        hall = await stella.expect_card(
            tongue("The meeting is at table <b>{table}</b> now; both are told.", table="3")
        )
        assert tongue("Table <b>{table}</b>: free", table="1") in hall.text
        assert f"{tongue('Table <b>{table}</b>', table='3')}\nIoana Pop" in hall.text
        told = "<b>Your meeting has another table: {table}</b>, instead of {left}."
        for side in (ioana, andrei):
            await side.expect_card(tongue(told, table="3", left="1"))
            await side.press(tongue.label("Open the meeting"))
            await side.expect_card(tongue("Table <b>{table}</b>", table="3"))

        await stella.forge(before)  # the meeting is another version now
        await stella.expect_card(tongue("That is no longer there. This is how things stand now."))


@in_every_language()
async def test_desk_and_hall_are_reached_in_ones_own_words(database_url: str, tongue: Tongue) -> None:
    said = {
        "en": (
            "Who is not connected yet?",
            "registrations",
            "how is it going?",
            "Kelemen has arrived",
            "thanks!",
        ),
        "ro": ("cine nu s-a conectat încă?", "înregistrări", "cum merge?", "a sosit Kelemen", "mulțumesc!"),
        "hu": (
            "kik nem csatlakoztak még?",
            "regisztrációk",
            "hogy állunk?",
            "Kelemen megérkezett",
            "köszönöm!",
        ),
    }
    absent, registrations, figures, arrived, thanks = said[tongue.code]
    async with stage(database_url, event=make_event(registration=Registration.APPROVAL)) as st:
        olga = st.organizer(tongue.code)
        await olga.say(absent)
        await olga.expect_card("Andrei Kelemen")
        await olga.say(registrations)
        await olga.expect_card("?start=join-")
        await olga.say("/steward")  # and while the hall is open
        await olga.expect_card(tongue(HINT))
        await olga.say(figures)
        await olga.expect_card(tongue("<b>{event}</b>: figures", event=st.event.name))
        await olga.say(arrived)
        card = await olga.expect_card(tongue("Not checked in yet."))
        assert "Andrei Kelemen" in card.text
        await olga.say(thanks)
        await olga.expect_card(tongue("Gladly! Write again whenever there is something."))
        await olga.say("Report Systems")
        await olga.expect_card("Report Systems")


async def test_nobody_else_reaches_the_hall_by_any_button(database_url: str) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop")
        event, person = st.event.id, st.ids["Andrei Kelemen"]
        for name in ("Andrei Kelemen", "Ştefan Mureşan"):
            await st.join(name)
        await book(st, "Ştefan Mureşan", "Andrei Kelemen", "Thu 14:30")
        async with st.database.reading() as uow:
            (found,) = await uow.meetings.of_event(event)
        meeting = found.id
        for action in (
            hall_actions.Hall(event),
            hall_actions.Hall(),
            hall_actions.Halls(),
            hall_actions.Whereabouts(person),
            hall_actions.CheckIn(person),
            hall_actions.CheckIn(person, arrived=False),
            hall_actions.Awaited(event),
            hall_actions.OtherTable(meeting),
            hall_actions.Reseat(meeting, 1, 2),
            hall_actions.WalkIn(event),
        ):
            await ioana.say("/help")  # so that each refusal is a change to see
            await ioana.expect("What I can do")
            await ioana.forge(action.pack())
            card = await ioana.expect_card(FOR_STAFF)
            assert "Kelemen" not in card.text.replace("“Kelemen Thursday 3pm”", "")


async def _participant(st: Stage, name: str) -> Participant:
    async with st.database.reading() as uow:
        found = await uow.participants.get(st.ids[name])
    assert found is not None
    return found
