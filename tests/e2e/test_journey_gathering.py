"""News that would pile up in a chat become one message, and what is out of date goes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.support.bookings import GRID, SLOT, ask, meet
from tests.support.organizers import ENGLISH
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, THIRD, Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY, THURSDAY_WINDOW, at, row

SOMEBODY = "<b>Somebody would like to meet you</b>"
GUESTS = ("Ioana Pop", "Ştefan Mureşan", "Vera Fourth")


async def host_and_guests(st: Stage, code: str = "en") -> tuple[Person, list[Person]]:
    director = await st.join("Andrei Kelemen", code)
    guests = [await st.join(name, code) for name in GUESTS]
    director.forget()
    return director, guests


def news(person: Person) -> list[str]:
    """Give what came since he last did anything and still stands in his chat."""
    return list(dict.fromkeys(one.text for one in person.seen() if one in person.received))


async def withdraw(guest: Person, tongue: Tongue, slot: str) -> None:
    """Let a guest take back what he asked the director for."""
    await guest.say("/requests")
    await guest.press(lambda button: "Kelemen" in button.label, await guest.expect_card("Kelemen"))
    await guest.press(tongue.label("Withdraw"), await guest.expect_card(slot))
    await guest.expect_card(slot)


async def asked_by_all(st: Stage, tongue: Tongue) -> tuple[Person, list[Person]]:
    """Let three guests ask the director, who has looked at something else since."""
    director, guests = await host_and_guests(st, tongue.code)
    for guest, slot in zip(guests, GRID, strict=False):
        await ask(guest, tongue, slot)
        await director.expect_card(guest.account.user.name)
        await st.settled()
    st.clock.move(timedelta(hours=1))
    await director.say("/help")
    await director.expect_card("/find")
    director.forget()
    return director, guests


@in_every_language()
async def test_requests_within_a_minute_each_keep_their_buttons(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD) as st:
        director, ioana = (
            await st.join("Andrei Kelemen", tongue.code),
            await st.join("Ioana Pop", tongue.code),
        )
        stefan = await st.join("Ştefan Mureşan", tongue.code)
        director.forget()
        await ask(ioana, tongue, GRID[0])
        first = await director.expect_card("Ioana Pop")
        await st.settled()
        await ask(stefan, tongue, GRID[1])
        second = await director.expect_card("Ştefan Mureşan")
        await st.settled()
        assert [first.deleted, second.deleted, second.silent] == [False, False, False]
        await withdraw(stefan, tongue, GRID[1])  # mere news about another one fold none of them away
        gone = await director.expect_card(lambda text: GRID[1] in text and tongue(SOMEBODY) not in text)
        await st.settled()
        assert [first.deleted, second.deleted, gone.deleted] == [False, True, False]
        await ask(stefan, tongue, GRID[2])
        again = await director.expect_card(GRID[2])
        await st.settled()
        assert [first.deleted, gone.deleted, again.deleted] == [False, True, False]
        await director.press(tongue.label("Accept"), first)
        await director.expect_card(tongue("<b>Your meeting is confirmed.</b>"))


@in_every_language()
async def test_news_within_a_minute_are_one_message_that_leads_to_each(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, row("Vera Fourth", THURSDAY_WINDOW)) as st:
        director, guests = await asked_by_all(st, tongue)
        for guest, slot in reversed(list(zip(guests, GRID, strict=False))):
            await withdraw(guest, tongue, slot)
            await st.settled()
            st.clock.move(timedelta(seconds=10))
        (told,) = news(director)
        head = tongue.n("<b>{n} piece of news</b>", "<b>{n} pieces of news</b>", 3)
        assert told.startswith(f"{head}\n\n1. ")
        card = director.card
        assert card.silent  # the first of them was heard a moment ago
        labels = [button.label for button in card.buttons]
        named = list(zip(reversed(GUESTS), reversed(GRID[:3]), strict=True))
        assert labels[:3] == [f"{n}. {name}, {slot[:5]}" for n, (name, slot) in enumerate(named, 1)]
        assert all(f"{tongue.day(THURSDAY)}, {slot}" in told for slot in GRID[:3])

        await director.press("2. Ştefan Mureşan", card)
        await director.expect_card(tongue("This request was withdrawn."))


async def test_what_comes_later_or_after_he_did_anything_is_a_message_of_its_own(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, row("Vera Fourth", THURSDAY_WINDOW)) as st:
        director, (ioana, stefan, vera) = await host_and_guests(st)
        await ask(ioana, tongue, GRID[0])
        first = await director.expect_card("Ioana Pop")
        await st.settled()
        st.clock.move(timedelta(seconds=60))
        await ask(stefan, tongue, GRID[1])
        second = await director.expect_card("Ştefan Mureşan")
        await st.settled()
        assert [first.deleted, second.deleted, second.silent] == [False, False, False]

        await director.press("See the profile", second)
        await director.expect_card("Öböl Kft")
        await ask(vera, tongue, GRID[2])
        third = await director.expect_card("Vera Fourth")
        assert [second.deleted, third.silent] == [False, False]
        assert "pieces of news" not in third.text


@in_every_language()
async def test_newer_news_about_the_same_take_the_place_of_what_is_out_of_date(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        director, ioana = (
            await st.join("Andrei Kelemen", tongue.code),
            await st.join("Ioana Pop", tongue.code),
        )
        director.forget()
        await ask(ioana, tongue, SLOT)
        asked = await director.expect_card(tongue(SOMEBODY))
        accept = next(one for one in asked.buttons if one.label == tongue.label("Accept"))
        await st.settled()
        st.clock.move(timedelta(hours=3))
        await ioana.say("/requests")
        await ioana.press(lambda button: "Kelemen" in button.label, await ioana.expect_card("Kelemen"))
        await ioana.press(tongue.label("Withdraw"), await ioana.expect_card(SLOT))
        time = f"{tongue.day(THURSDAY)}, {SLOT}"
        gone = tongue("{name} no longer asks for {time}. Nothing for you to do.", name="Ioana Pop", time=time)
        told = await director.expect_card(gone)
        await st.settled()
        assert (asked.deleted, told.silent, news(director)) == (True, False, [gone])

        # The old button may have been on his screen until this very moment.
        await director.forge(accept.callback_data or "", asked)
        await director.expect_card(lambda text: "Ioana Pop" in text and text != gone)
        async with st.database.reading() as uow:
            assert await uow.meetings.of(st.ids["Ioana Pop"]) == []


async def test_what_is_about_the_next_two_hours_is_heard_even_in_the_same_minute(
    sqlite_url: str, tongue: Tongue
) -> None:
    async with stage(sqlite_url, DIRECTOR, DELEGATE, THIRD, row("Vera Fourth", THURSDAY_WINDOW)) as st:
        st.move_to(at("Thu 13:00"))
        director, (ioana, stefan, vera) = await host_and_guests(st)
        await ask(ioana, tongue, GRID[0])
        await ask(stefan, tongue, GRID[3])
        await ask(vera, tongue, GRID[4])
        await st.settled()
        await withdraw(vera, tongue, GRID[4])
        await st.settled()
        await withdraw(ioana, tongue, GRID[0])
        both = await director.expect_card("2 ")
        assert "2 pieces of news" in both.text
        assert not both.silent


@pytest.mark.parametrize("trouble", ["reply lost", "not deleted"])
async def test_nothing_is_lost_when_the_list_or_the_end_of_the_last_message_fails(
    sqlite_url: str, tongue: Tongue, trouble: str
) -> None:
    async with stage(sqlite_url) as st:
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        stefan = await st.join("Ştefan Mureşan")
        await ask(ioana, tongue, GRID[0])
        await ask(stefan, tongue, GRID[1])
        await st.settled()
        await withdraw(stefan, tongue, GRID[1])
        first = await director.expect_card("no longer asks")
        await st.settled()
        if trouble == "reply lost":
            to_him = str(director.id)
            st.api.faults.drop_reply("sendMessage", when=lambda params: params.text("chat_id") == to_him)
        else:
            st.api.faults.fail("deleteMessage", 400)
        await withdraw(ioana, tongue, GRID[0])
        await director.expect_card("2 pieces of news")
        await st.settled()
        st.move(timedelta(seconds=2))
        await st.settled()
        standing = [one.text for one in director.received]
        assert sum("Ioana Pop" in text and "Ştefan Mureşan" in text for text in standing) >= 1
        assert first.deleted is (trouble == "reply lost")
        await director.press("⌂ Home", director.card)
        await director.expect_card("You have no coming meetings.")


async def test_meeting_that_is_cancelled_right_away_is_told_once(sqlite_url: str, tongue: Tongue) -> None:
    async with stage(sqlite_url) as st:
        director, ioana = await st.join("Andrei Kelemen"), await st.join("Ioana Pop")
        await meet(ioana, director, tongue)
        await st.settled()
        confirmed = ioana.card
        await director.say("/agenda")
        await director.press(lambda button: "14:30" in button.label, await director.expect_card("Ioana Pop"))
        await director.press("Cancel the meeting", await director.expect_card("Ioana Pop"))
        await director.press("Cancel without a reason", await director.expect_card("Cancel the meeting"))
        told = await ioana.expect_card("Meeting cancelled")
        await st.settled()
        assert (confirmed.deleted, told.deleted) == (True, False)


@in_every_language()
async def test_card_of_a_request_that_was_sent_gives_way_to_what_became_of_it(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        director = await st.join("Andrei Kelemen", tongue.code)
        ioana = await st.join("Ioana Pop", tongue.code)
        await ask(ioana, tongue, SLOT)
        sent = await ioana.expect_card(tongue("<b>Your request is sent.</b>"))
        await st.settled()
        await director.press(tongue.label("Accept"), await director.expect_card(tongue(SOMEBODY)))
        met = await ioana.expect_card(tongue("<b>Your meeting is confirmed.</b>"))
        await st.settled()
        assert [sent.deleted, met.deleted, met.silent] == [True, False, False]


async def test_card_of_a_request_stays_beside_news_about_another_one_and_what_was_done_since(
    database_url: str,
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD) as st:
        director, ioana, stefan = [
            await st.join(name) for name in ("Andrei Kelemen", "Ioana Pop", "Ştefan Mureşan")
        ]
        await ask(ioana, ENGLISH, SLOT)
        sent = await ioana.expect_card("Your request is sent.")
        await st.settled()
        await stefan.say(f"Ioana Thursday {GRID[2][:5]}")
        await stefan.press("Send the request", await stefan.expect_card("Ioana Pop"))
        asked = await ioana.expect_card("Ştefan Mureşan")
        await st.settled()
        assert [sent.deleted, asked.deleted, "pieces of news" in asked.text] == [False, False, False]
        await ioana.say("/agenda")
        await ioana.expect_card("not confirmed")
        await director.press("Accept", await director.expect_card("Ioana Pop"))
        await ioana.expect_card("Your meeting is confirmed.")
        await st.settled()
        assert not sent.deleted
