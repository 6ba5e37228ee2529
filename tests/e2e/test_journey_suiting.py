"""A text that says that a time suits leads to what waits, not to the list of who is free then."""

from __future__ import annotations

from tests.support.bookings import ask, asked_by, meet
from tests.support.elsewhere import join_elsewhere
from tests.support.people import Person
from tests.support.stage import Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY

SUITS = {
    "en": ("15:45 is fine", "15:45 works for me", "yes, 15:45 suits me"),
    "ro": ("15:45 merge", "e bine la 15:45", "îmi convine 15:45"),
    "hu": ("15:45 jó nekem", "jó a 15:45", "nekem megfelel 15:45-kor"),
}
QUESTION = {"en": "is 15:45 fine?", "ro": "e bine la 15:45?", "hu": "jó 15:45-kor?"}

ANOTHER = {
    "en": ("Good afternoon, I'd like a meeting at 15:45", "a meeting at 15:45 would be great"),
    "ro": ("Bună ziua, aș dori o întâlnire la 15:45", "Bună ziua, ora 15:45"),
    "hu": ("Jó napot kívánok, szeretnék egy találkozót 15:45-kor", "Jó napot, 15:45"),
}


async def both(st: Stage, tongue: Tongue) -> tuple[Person, Person]:
    host = await st.join("Andrei Kelemen", tongue.code)
    return await st.join("Ioana Pop", tongue.code), host


@in_every_language()
async def test_proposal_of_the_time_that_suits_is_shown_with_its_answer(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        guest, host = await both(st, tongue)
        await ask(guest, tongue, "15:45–16:05")
        for text in SUITS[tongue.code]:
            host.forget()
            await host.say(text)
            card = await host.expect_card(tongue("{name} would like to meet you:", name="Ioana Pop"))
            assert tongue.label("Accept") in [button.label for button in card.buttons]
        await guest.say(SUITS[tongue.code][0])  # who has asked for it himself
        await guest.expect_card(lambda text: text.startswith(tongue("You have asked:")))
        await host.say(QUESTION[tongue.code])  # which is about anybody
        await host.expect_card(tongue("There is nobody you could meet then."))


@in_every_language()
async def test_time_that_nobody_proposed_answers_the_request_that_waits(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        guest, host = await both(st, tongue)
        await ask(guest, tongue, "14:30–14:50")
        await host.say(SUITS[tongue.code][0])
        card = await host.expect_card("15:45–16:05")
        assert "Ioana Pop" in card.text
        await host.press(tongue.label("Send the proposal"), card)
        await guest.expect_card(tongue("<b>Another time is proposed to you</b>"))
        await guest.say(SUITS[tongue.code][1])
        card = await guest.expect_card(tongue("{name} proposes another time:", name="Andrei Kelemen"))
        await guest.press(tongue.label("Accept"), card)
        await guest.expect_card(tongue("<b>Your meeting is confirmed.</b>"))


@in_every_language()
async def test_own_request_for_another_time_is_shown_with_what_can_be_done(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        guest, _ = await both(st, tongue)
        await ask(guest, tongue, "14:30–14:50")
        guest.forget()
        await guest.say(SUITS[tongue.code][0])
        card = await guest.expect_card("14:30–14:50")
        at = f"{tongue.day(THURSDAY)}, 15:45"
        assert at in card.text
        labels = [button.label for button in card.buttons]
        assert tongue.label("Withdraw") in labels
        assert tongue.label("Write to {name}", name="Andrei Kelemen") in labels


@in_every_language()
async def test_meeting_can_be_moved_to_the_time_that_suits(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        guest, host = await both(st, tongue)
        await meet(guest, host, tongue, "14:30–14:50")
        guest.forget()
        await guest.say(SUITS[tongue.code][0])
        card = await guest.expect_card(
            tongue("New: <b>{time}</b>", time=f"{tongue.day(THURSDAY)}, 15:45–16:05")
        )
        host.forget()
        await guest.press(tongue.label("Ask to move"), card)
        await host.expect_card("15:45–16:05")
        await host.say(SUITS[tongue.code][0])
        card = await host.expect_card("15:45–16:05")
        assert tongue.label("Agree to the new time") in [button.label for button in card.buttons]


@in_every_language()
async def test_wish_for_a_meeting_with_a_greeting_moves_none(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        guest, host = await both(st, tongue)
        third = await st.join("Ştefan Mureşan", tongue.code)
        await meet(guest, host, tongue, "14:30–14:50")
        for text in ANOTHER[tongue.code]:
            guest.forget()
            await guest.say(text)
            card = await guest.expect_card("15:45")
            assert f"15:45–16:05 · {third.account.user.name}" in [button.label for button in card.buttons]


@in_every_language()
async def test_one_of_several_that_wait_is_chosen(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        host = await st.join("Andrei Kelemen", tongue.code)
        for name, slot in (("Ioana Pop", "14:30–14:50"), ("Ştefan Mureşan", "14:55–15:15")):
            guest = await st.join(name, tongue.code)
            host.forget()
            await ask(guest, tongue, slot)
            await asked_by(guest, host, tongue, slot)
        await host.say(SUITS[tongue.code][0])
        card = await host.expect_card(tongue("<b>Which one do you mean?</b>"))
        await host.press("Ştefan Mureşan", card)
        await host.expect_card("15:45–16:05")


@in_every_language()
async def test_proposal_at_another_event_is_named_with_it(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        guest, host = await both(st, tongue)
        await ask(guest, tongue, "15:45–16:05")
        await join_elsewhere(st, "Andrei K.", host)
        await host.say(SUITS[tongue.code][0])
        there = tongue("This is at another event of yours: {events}.", events=st.event.name)
        await host.press("Ioana Pop", await host.expect_card(there))
        card = await host.expect_card(tongue("{name} would like to meet you:", name="Ioana Pop"))
        assert tongue.label("Accept") in [button.label for button in card.buttons]
