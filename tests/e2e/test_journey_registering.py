"""Self-registration: a stranger answers three questions, and is in, waits, or is sent to the organizer."""

from __future__ import annotations

from bot.domain.event import Registration
from bot.domain.links import MOST_WRONG_LINKS, registration_payload
from tests.support.organizers import ENGLISH, at_desk
from tests.support.people import Person
from tests.support.stage import Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY, make_event

OPEN, APPROVAL = (make_event(registration=one) for one in (Registration.OPEN, Registration.APPROVAL))
KNOWN = (
    "<b>You may be in the list of {event} already.</b>\n\nSomebody with this name or e-mail is. Please ask "
    "the organizer for your personal link; nothing was registered."
)
WAITS = (
    "<b>Your registration for {event} waits for an organizer.</b>\n\nYou will be told here as soon as it is "
    "decided."
)
NAME, FIRM = "What is your <b>name</b>, as on your badge?", "Which <b>organization</b> are you from?"
MAIL = "What is your <b>e-mail</b>? Others see it only after you have agreed to meet."
ADMITTED = (
    "<b>You are admitted to {event}.</b>\n\nComplete your profile, so that others find you, and look around."
)


def stranger(st: Stage, tongue: Tongue, name: str = "Nora New") -> Person:
    first, _, last = name.partition(" ")
    return Person.new(st.api, first, last, username=first.lower(), language_code=tongue.code)


async def answer(person: Person, tongue: Tongue, name: str, firm: str, mail: str) -> None:
    """Open the event's link, agree, and answer up to the last look."""
    await person.start(registration_payload("cluj-2026"))
    await person.press(tongue.label("I agree, register me"), await person.expect_card("Cluj Innovation Days"))
    await person.expect_card(tongue(NAME))
    await person.say(name)
    await person.expect_card(tongue(FIRM))
    await person.say(firm)
    await person.expect_card(tongue(MAIL))
    if mail:
        await person.say(mail)
    else:
        await person.press(tongue.label("Skip"))
    await person.expect_card(tongue("<b>Register for {event}</b>", event="Cluj Innovation Days"))


@in_every_language()
async def test_stranger_registers_and_is_in_at_once_where_the_event_is_open(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, event=OPEN) as st:
        nora = stranger(st, tongue)
        await nora.say("hello")
        await nora.expect_card("Bilateral")
        await nora.press(tongue.label("Register: {event}", event=st.event.name))
        await nora.expect_card(st.event.name)
        async with st.database.reading() as uow:
            assert await uow.persons.get(nora.id) is None  # nothing before consent
        await nora.press(tongue.label("I agree, register me"))
        await nora.expect_card(tongue(NAME))
        await st.stop()
        await st.start()
        await nora.say("2026")
        await nora.expect_card(tongue.label("there is no name"))
        await nora.say("Nora New")
        await nora.press(tongue.label("Skip"), await nora.expect_card(tongue(FIRM)))
        await nora.expect_card(tongue(MAIL))
        await nora.say("nora@new.example")
        look = await nora.expect_card("nora@new.example")
        await nora.press(tongue.label("Register"), look)
        await nora.expect_card(tongue("<b>You are in.</b>"))

        director = await st.join("Andrei Kelemen", tongue.code)
        await director.say("/find nora")
        await director.press(tongue.label("See free times"), await director.expect_card("Nora New"))
        times = await director.expect_card(tongue.day(THURSDAY))
        assert "14:55–15:15" in [button.label for button in times.buttons]


@in_every_language()
async def test_stranger_waits_until_an_organizer_admits_or_refuses(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, event=APPROVAL) as st:
        olga = await at_desk(st, tongue)
        nora, pete = stranger(st, tongue), stranger(st, tongue, "Pete Pending")
        await answer(nora, tongue, "Nora New", "New Ltd", "nora@new.example")
        await nora.press(tongue.label("Register"))
        await nora.expect_card(tongue(WAITS, event=st.event.name))
        asks = tongue("<b>Somebody would like to take part in {event}</b>", event=st.event.name)
        news = await olga.expect_card(asks)  # she never chose a language: Telegram told hers
        assert "@nora" in news.text
        await nora.say("where do I stand?")
        await nora.expect_card(tongue(WAITS, event=st.event.name))
        await nora.say("/find kelemen")  # and sees nobody meanwhile
        await nora.expect_card(tongue(WAITS, event=st.event.name))

        await olga.press(tongue.label("Admit"), news)
        await olga.expect_card(tongue("<b>{name}</b> is admitted and has been told.", name="Nora New"))
        admitted = await nora.expect_card(tongue(ADMITTED, event=st.event.name))
        await nora.press(tongue.label("My profile"), admitted)
        await nora.expect_card(tongue("This is you, as others see you."))
        await nora.press(tongue.label("⌂ Home"))
        await nora.expect_card(tongue("You have no coming meetings."))

        await answer(pete, tongue, "Pete Pending", "Pending Ltd", "")
        await pete.press(tongue.label("Register"))
        news = await olga.expect_card("Pete Pending")
        await olga.press(tongue.label("Refuse with a reason"), news)
        await olga.expect_card("/cancel")
        await olga.say("The hall is full")
        sure = await olga.expect_card(tongue("Refuse {name} with this reason?", name="Pete Pending"))
        assert "The hall is full" in sure.text
        pete.forget()
        await olga.press(tongue.label("Refuse with this reason"), sure)
        await olga.expect_card(tongue("<b>{name}</b> is refused and has been told.", name="Pete Pending"))
        refused = await pete.expect_card(
            tongue("<b>You were not admitted to {event}.</b>", event=st.event.name)
        )
        assert "The hall is full" in refused.text
        await pete.say("and now?")
        await pete.expect_card("The hall is full")


@in_every_language()
async def test_whoever_is_in_the_list_is_sent_to_the_organizer(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, event=OPEN) as st:
        mallory = stranger(st, tongue, "Mallory Moe")
        for name, mail in (("andrei KELEMEN", ""), ("Somebody Else", "Director@example.org")):
            await answer(mallory, tongue, name, "Cluj IT Cluster", mail)
            await mallory.press(tongue.label("Register"))
            await mallory.expect_card(tongue(KNOWN, event=st.event.name))
        async with st.database.reading() as uow:
            assert len(await uow.participants.of_event(st.event.id)) == len(st.ids)
            assert await uow.participants.of_person(mallory.id) == []


async def test_nobody_tries_names_and_addresses_for_long(database_url: str) -> None:
    async with stage(database_url, event=OPEN) as st:
        mallory = stranger(st, ENGLISH, "Mallory Moe")
        for _ in range(MOST_WRONG_LINKS):
            await answer(mallory, ENGLISH, "Andrei Kelemen", "x", "")
            await mallory.press("Register")
            await mallory.expect_card("You may be in the list")
        await mallory.start(registration_payload("cluj-2026"))
        await mallory.press("I agree, register me", await mallory.expect_card("Cluj Innovation Days"))
        await mallory.expect_card("Too many attempts came from this account.")


async def test_registration_is_taken_back_and_closed_events_take_none(database_url: str) -> None:
    async with stage(database_url, event=APPROVAL) as st:
        olga = await at_desk(st)
        nora = stranger(st, ENGLISH)
        await answer(nora, ENGLISH, "Nora New", "New Ltd", "")
        await nora.press("Register")
        news = await olga.expect_card("Nora New")
        await nora.press("Take it back", await nora.expect_card("waits for an organizer"))
        await nora.expect_card("is taken back and erased")
        await olga.press("Admit", news)
        await olga.expect_card("That is no longer there.")
        async with st.database.writing() as uow:
            await uow.events.save(make_event())
        await nora.start(registration_payload("cluj-2026"))
        await nora.expect_card("Nobody can register for Cluj Innovation Days here any more.")
        await nora.start(registration_payload("no-such-event"))
        await nora.expect_card("personal link")
