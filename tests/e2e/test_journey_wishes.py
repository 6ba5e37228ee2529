"""Plain text that says what is wanted leads to the card where it is one tap away; nothing is done before."""

from __future__ import annotations

from datetime import datetime

from bot.domain.booking import MeetingState
from tests.support.bookings import WHY_CANCEL, ask, meet
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, THIRD, Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import FRIDAY, THURSDAY, THURSDAY_WINDOW, at, row

NAMESAKE = row("Andreea Kelemen", THURSDAY_WINDOW, organization="Second Example SRL")
MOVERS = row("Vlad Ionescu", THURSDAY_WINDOW, organization="Move Consulting")
NOTHING = "You have no coming meeting and no open request like that."
SLOT = "15:20–15:40"
BETWEEN = datetime(2026, 11, 26, 16, 0)  # noqa: DTZ001 - as people read it

CANCEL_HIM = {
    "en": "cancel my meeting with Kelemen",
    "ro": "anulează întâlnirea cu Kelemen",
    "hu": "mondd le a találkozót Kelemennel",
}
CANCEL_THEN = {
    "en": "please cancel my 15:20",
    "ro": "nu mai pot veni la 15:20",
    "hu": "lemondom a 15:20-as találkozót",
}
CANCEL_ANY = {"en": "cancel my meeting", "ro": "anulează întâlnirea", "hu": "mondd le a találkozót"}
CANCEL_NOT = {"en": "don't cancel my 15:20", "ro": "nu anula 15:20", "hu": "ne mondd le a 15:20-ast"}
MOVE = {
    "en": "move my meeting with Kelemen to 16:10",
    "ro": "mută întâlnirea cu Kelemen la 16:10",
    "hu": "tedd át a találkozót Kelemennel 16:10-re",
}
MOVE_THEN = {
    "en": "move my 15:20 to 16:10",
    "ro": "mută de la 15:20 la 16:10",
    "hu": "tedd át a 15:20-at 16:10-re",
}
MOVE_LATER = {
    "en": "I want to move Kelemen to later",
    "ro": "muta-l pe Kelemen mai tarziu",
    "hu": "tedd át Kelemen találkozóját későbbre",
}
MOVE_TO_FRIDAY = {
    "en": "move my meeting with Kelemen to Friday",
    "ro": "mută întâlnirea cu Kelemen vineri",
    "hu": "tedd át péntekre a találkozót Kelemennel",
}
MOVE_FROM = {"en": "move my 15:20", "ro": "mută întâlnirea mea, 15:20", "hu": "tedd át a 15:20-at"}
MOVE_BETWEEN = {
    "en": "move my meeting with Kelemen to 4",
    "ro": "mută întâlnirea cu Kelemen la ora 4",
    "hu": "tedd át a találkozót Kelemennel 4-re",
}
AGENDA = {"en": "my agenda", "ro": "agenda mea", "hu": "a napirendem"}
ON_THURSDAY = {"en": "what do I have on Thursday?", "ro": "ce am joi?", "hu": "mi van csütörtökön?"}
ON_FRIDAY = {"en": "what do I have on Friday?", "ro": "ce am vineri?", "hu": "mi van pénteken?"}
WITH_HIM = {
    "en": "when is my meeting with Kelemen?",
    "ro": "când am întâlnirea cu Kelemen?",
    "hu": "mikor van a találkozóm Kelemennel?",
}
FREE_THEN = {"en": "who is free at 15:20?", "ro": "cine e liber la 15:20?", "hu": "ki szabad 15:20-kor?"}
FREE = {"en": "who is free?", "ro": "cine e liber?", "hu": "ki szabad?"}
HELP = {"en": "help me please", "ro": "cum funcționează?", "hu": "mit tudsz?"}
FIND = {"en": "find Kelemen", "ro": "caută Kelemen", "hu": "keresd Kelement"}
TO_ANNA = {
    "en": "Thursday 15:20 with Anna",
    "ro": "joi la 15:20 cu Anna",
    "hu": "csütörtökön 15:20-kor Annával",
}
BOOK = {
    "en": "I want to meet Kelemen",
    "ro": "vreau să mă întâlnesc cu Kelemen",
    "hu": "szeretnék találkozni Kelemennel",
}


async def guest_and_host(st: Stage, tongue: Tongue) -> tuple[Person, Person]:
    host = await st.join("Andrei Kelemen", tongue.code)
    return await st.join("Ioana Pop", tongue.code), host


async def held(st: Stage, name: str) -> list[str]:
    """Give the starts of somebody's confirmed meetings."""
    async with st.database.reading() as uow:
        meetings = await uow.meetings.of(st.ids[name])
    return [
        f"{st.event.local(one.slot.start):%H:%M}" for one in meetings if one.state is MeetingState.CONFIRMED
    ]


@in_every_language(cheap=True)
async def test_wish_to_cancel_leads_to_the_meeting_and_cancels_nothing(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        guest, host = await guest_and_host(st, tongue)
        await guest.say(CANCEL_HIM[tongue.code])
        await guest.expect_card(tongue(NOTHING))
        assert "Andrei Kelemen" in " ".join(guest.buttons)
        await meet(guest, host, tongue, SLOT)
        for text in (CANCEL_HIM, CANCEL_THEN, CANCEL_ANY):
            guest.forget()
            await guest.say(text[tongue.code])
            card = await guest.expect_card(tongue("Your meeting with"))
            assert "Andrei Kelemen" in card.text
            assert SLOT in card.text
        assert await held(st, "Ioana Pop") == ["15:20"]
        await guest.press(tongue.label("Cancel the meeting"))
        await guest.press(
            tongue.label("Cancel without a reason"),
            await guest.expect_card(tongue(WHY_CANCEL)),
        )
        await guest.expect_card(tongue("You cancelled the meeting with"))
        assert await held(st, "Ioana Pop") == []
        await guest.say(CANCEL_HIM[tongue.code])
        await guest.expect_card(tongue(NOTHING))


@in_every_language()
async def test_wish_that_is_denied_is_none(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        guest, host = await guest_and_host(st, tongue)
        await meet(guest, host, tongue, SLOT)
        guest.forget()
        await guest.say(CANCEL_NOT[tongue.code])
        await guest.expect_card("/help")
        assert tongue.label("Cancel the meeting") not in guest.buttons
        await guest.press(tongue.label("Meeting times"))  # "not at 15:20" may be about those
        await guest.expect_card(tongue("<b>Your meeting times</b>"))


@in_every_language()
async def test_one_of_several_meetings_and_requests_is_chosen(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        guest, host = await guest_and_host(st, tongue)
        await st.join("Ştefan Mureşan", tongue.code)
        await meet(guest, host, tongue, SLOT)
        await ask(guest, tongue, "16:10–16:30", "mureșan")
        guest.forget()
        await guest.say(CANCEL_ANY[tongue.code])
        await guest.expect_card(tongue("<b>Which one do you mean?</b>"))
        named = [label.rpartition(" · ")[2] for label in guest.buttons[:2]]
        assert named == ["Andrei Kelemen", "Ştefan Mureşan"]
        await guest.press("Ştefan Mureşan")
        await guest.expect_card("16:10–16:30")
        assert tongue.label("Withdraw") in guest.buttons

        await guest.say(CANCEL_HIM[tongue.code])
        await guest.expect_card(SLOT)

        # The first of two times is the old one, though something begins at the other as well.
        await guest.say(MOVE_THEN[tongue.code])
        card = await guest.expect_card(tongue("You are not free at that time."))
        assert "Andrei Kelemen" in card.text


@in_every_language()
async def test_wish_to_move_leads_to_the_last_look_and_moves_nothing(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        guest, host = await guest_and_host(st, tongue)
        await meet(guest, host, tongue, SLOT)
        new = tongue("New: <b>{time}</b>", time=f"{tongue.day(THURSDAY)}, 16:10–16:30")
        for text in (MOVE, MOVE_THEN):
            guest.forget()
            await guest.say(text[tongue.code])
            card = await guest.expect_card(new)
            assert tongue("Now: {time}", time=f"{tongue.day(THURSDAY)}, {SLOT}") in card.text
            assert tongue.label("Ask to move") in guest.buttons
        assert await held(st, "Ioana Pop") == ["15:20"]
        # A time at which one is engaged is the old one: it is not where the meeting goes.
        for text in (MOVE_FROM, MOVE_LATER):
            guest.forget()
            await guest.say(text[tongue.code])
            card = await guest.expect_card(tongue("Now: {time}", time=f"{tongue.day(THURSDAY)}, {SLOT}"))
            assert [button.label for button in card.buttons][:2] == ["14:30–14:50", "14:55–15:15"]
        # A day on which nothing is free for both is said to be so before the times of another.
        await guest.say(MOVE_TO_FRIDAY[tongue.code])
        none = tongue("You have no free time in common on {day}.", day=tongue.day(FRIDAY))
        card = await guest.expect_card(none)
        assert [button.label for button in card.buttons][:2] == ["14:30–14:50", "14:55–15:15"]
        # Between two slots the nearest are offered, nearest to what was said.
        await guest.say(MOVE_BETWEEN[tongue.code])
        card = await guest.expect_card(tongue("No meeting begins on {time}.", time=tongue.moment(BETWEEN)))
        assert f"{tongue.short_day(THURSDAY)} 16:10" in [button.label for button in card.buttons]
        st.move_to(at("Thu 15:41"))
        await guest.say(MOVE[tongue.code])
        await guest.expect_card(tongue(NOTHING))


@in_every_language()
async def test_question_about_the_agenda_shows_the_day_or_says_that_it_is_free(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        guest, host = await guest_and_host(st, tongue)
        await guest.say(AGENDA[tongue.code])
        await guest.expect_card(tongue("<b>Your agenda is empty.</b>\n\nFind somebody and ask for a time."))
        await ask(guest, tongue, SLOT)
        await guest.say(ON_THURSDAY[tongue.code])  # what is only asked for is something, too
        await guest.expect_card(tongue("<b>{time}</b> – not confirmed", time=SLOT))
        await host.press(tongue.label("Accept"), await host.expect_card(SLOT))
        await guest.expect_card(tongue("<b>Your meeting is confirmed.</b>"))
        for text in (AGENDA, ON_THURSDAY):
            guest.forget()
            await guest.say(text[tongue.code])
            card = await guest.expect_card(tongue.day(THURSDAY))
            assert f"{SLOT}\nAndrei Kelemen" in card.text
        await guest.say(ON_FRIDAY[tongue.code])
        card = await guest.expect_card(tongue("You have no meetings then."))
        assert tongue.label("Meeting times") in [button.label for button in card.buttons]
        assert tongue.day(FRIDAY)[1:] in card.text
        await guest.say(WITH_HIM[tongue.code])
        await guest.expect_card(tongue("Your meeting with"))


@in_every_language()
async def test_question_who_is_free_is_answered_with_people(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        guest, host = await guest_and_host(st, tongue)
        await st.join("Ştefan Mureşan", tongue.code)
        two = tongue.n("{n} person is free for you then.", "{n} people are free for you then.", 2)
        one = tongue.n("{n} person is free for you then.", "{n} people are free for you then.", 1)
        await guest.say(FREE_THEN[tongue.code])
        await guest.expect_card(two)
        assert "15:20–15:40 · Andrei Kelemen" in guest.buttons
        # A meeting of one's own does not stand for the others' day.
        await meet(guest, host, tongue, SLOT)
        await guest.say(FREE[tongue.code])
        card = await guest.expect_card(one)
        assert tongue.day(THURSDAY)[1:] in card.text
        assert "Ştefan Mureşan" in " ".join(guest.buttons)


@in_every_language()
async def test_a_command_says_what_is_wanted_and_the_rest_whom_and_when(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, MOVERS) as st:
        guest, host = await guest_and_host(st, tongue)
        await guest.say("/book Kelemen")
        await guest.expect_card(tongue.day(THURSDAY))
        assert "14:30–14:50" in guest.buttons
        await guest.say("/move")
        await guest.expect_card(tongue("You have no coming meeting and no open request like that."))
        await meet(guest, host, tongue, SLOT)
        await guest.say("/write Kelemen")
        await guest.press(
            tongue.label("Write to {name}", name="Andrei Kelemen"), await guest.expect_card(lambda _: True)
        )
        await guest.expect_card("/cancel")
        await guest.say("/move Kelemen 16:10")
        await guest.expect_card("16:10–16:30")
        assert tongue.label("Ask to move") in guest.buttons
        await guest.say(f"/cancel {SLOT[:5]}")
        await guest.expect_card("Andrei Kelemen")
        await guest.press(tongue.label("Cancel the meeting"))


@in_every_language()
async def test_help_is_there_for_those_who_ask_in_words(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        guest, _ = await guest_and_host(st, tongue)
        await guest.say(HELP[tongue.code])
        await guest.expect_card(tongue("<b>What I can do</b>"))


@in_every_language()
async def test_finding_shows_the_person_and_booking_his_free_times(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, MOVERS) as st:
        guest, _ = await guest_and_host(st, tongue)
        await guest.say(FIND[tongue.code])
        await guest.expect_card("Executive Director")
        await guest.say(BOOK[tongue.code])
        await guest.press("15:20–15:40", await guest.expect_card(tongue.day(THURSDAY)))
        await guest.expect_card("15:20–15:40")
        # A name that is a word of a wish wins when it stands for somebody.
        await guest.say("Move Consulting")
        await guest.expect_card("Vlad Ionescu")
        await guest.say(f"{FIND[tongue.code].partition(' ')[0]} Qwxzv")
        await guest.expect_card("Qwxzv")


@in_every_language()
async def test_name_is_known_by_the_ending_that_the_language_gives_it(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, row("Anna Pap", THURSDAY_WINDOW)) as st:
        guest, _ = await guest_and_host(st, tongue)
        await st.join("Anna Pap", tongue.code)
        await guest.say(TO_ANNA[tongue.code])
        card = await guest.expect_card("15:20–15:40")
        assert "Anna Pap" in card.text


@in_every_language()
async def test_booking_with_one_of_several_of_a_name_asks_whom(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, NAMESAKE) as st:
        guest, _ = await guest_and_host(st, tongue)
        await guest.say(BOOK[tongue.code])
        await guest.expect_card(tongue("<b>Whom do you mean?</b>"))
        await guest.press("Andreea Kelemen")
        await guest.expect_card("Second Example SRL")


@in_every_language()
async def test_meeting_is_found_once_and_said_to_be_too_late_to_cancel(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        guest, host = await guest_and_host(st, tongue)
        await meet(guest, host, tongue, SLOT)
        guest.forget()
        await guest.say(MOVE[tongue.code])
        await guest.press(tongue.label("Ask to move"), await guest.expect_card("16:10–16:30"))
        await host.expect_card("16:10–16:30")
        await guest.say(CANCEL_HIM[tongue.code])  # of a meeting that is to move there is one all the same
        await guest.expect_card(SLOT)
        assert tongue.label("Cancel the meeting") in guest.buttons

        await st.settled()
        st.move_to(at("Thu 14:55"))
        await st.settled()
        guest.forget()
        await guest.say(CANCEL_HIM[tongue.code])
        late = tongue.n(
            "A meeting can be moved or cancelled up to {n} minute before it. "
            "You can still say that you cannot come.",
            "A meeting can be moved or cancelled up to {n} minutes before it. "
            "You can still say that you cannot come.",
            30,
        )
        card = await guest.expect_card(late)
        assert tongue.label("Cannot come") in [button.label for button in card.buttons]
