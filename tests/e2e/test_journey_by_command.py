"""Commands for what a button of a card does, where the button itself is not at hand any more."""

from __future__ import annotations

from bot.domain.booking import MeetingState, RequestState
from tests.e2e.test_journey_events import invite
from tests.e2e.test_journey_reminders import COMING, LATE, both, later
from tests.support.bookings import GRID, SLOT, WHY_DECLINE, ask, meet
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, THIRD, Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import THURSDAY, at, row

NOTHING = "No request and no proposal waits for your answer."
NOTHING_OF_THAT = "Nothing of that waits for your answer."
WHICH = "<b>Which one do you mean?</b>"
ASKS = "{name} would like to meet you:"
LATE_BECAUSE = {
    "en": "sorry, I'll be 12 minutes late, stuck in a broken taxi",
    "ro": "ajung cu 12 minute mai târziu, taxiul are pană",
    "hu": "12 percet kések, lerobbant a taxi",
}
HAND_IT_OVER = {
    "en": "hand my meeting with Ioana over to a colleague",
    "ro": "predă întâlnirea cu Ioana unui coleg",
    "hu": "átadom az Ioana találkozót egy kollégának",
}
RUNNING_LATE = {"en": "I'm running late", "ro": "întârzii 5 minute", "hu": "késni fogok"}
TOO_EARLY = (
    "That can be said from {since} until the meeting ends. Before that it can still be moved, handed over "
    "or cancelled."
)
COLLEAGUE = row("Maria Dinu", organization="Cluj IT Cluster", role="Deputy")


def choice(tongue: Tongue, slot: str, name: str) -> str:
    return f"{tongue.short_day(THURSDAY)} {slot} · {name}"


async def states(st: Stage) -> list[RequestState]:
    """Give the states of the director's requests."""
    async with st.database.reading() as uow:
        return [one.state for one in await uow.requests.all_of(st.ids["Andrei Kelemen"])]


async def seen(person: Person, command: str, said: str) -> None:
    await person.say(command)
    await person.expect_card(said)


@in_every_language(cheap=True)
async def test_command_leads_to_the_only_request_and_accepts_nothing_by_itself(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, director = await both(st, tongue)
        for command in ("/accept", "/decline"):
            await seen(director, command, tongue(NOTHING))
        await ask(ioana, tongue)
        await seen(ioana, "/accept", tongue(NOTHING))  # the answer is not hers
        await director.say("/accept")
        card = await director.expect_card(tongue(ASKS, name="Ioana Pop"))
        assert await states(st) == [RequestState.PENDING]
        await director.press(tongue.label("Accept"), card)
        await director.expect_card(tongue("<b>Your meeting is confirmed.</b>"))
        await seen(director, "/accept", tongue(NOTHING))


@in_every_language()
async def test_one_of_several_is_declined_after_the_question_which(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana, director = await both(st, tongue)
        stefan = await st.join("Ştefan Mureşan", tongue.code)
        await ask(ioana, tongue)
        await ask(stefan, tongue, GRID[2])
        await director.say("/accept")
        card = await director.expect_card(tongue(WHICH))
        await director.press(choice(tongue, GRID[2], "Ştefan Mureşan"), card)
        await director.expect_card(tongue(ASKS, name="Ştefan Mureşan"))
        await seen(director, "/accept Mureşan", tongue(ASKS, name="Ştefan Mureşan"))

        await director.say("/decline")
        card = await director.expect_card(tongue(WHICH))
        await director.press(choice(tongue, SLOT, "Ioana Pop"), card)
        card = await director.expect_card(tongue(WHY_DECLINE, name="Ioana Pop"))
        assert await states(st) == [RequestState.PENDING] * 2
        await director.press(tongue.label("Decline without a reason"), card)
        await director.expect_card(tongue("This request was declined."))
        await seen(director, "/decline Pop", tongue(NOTHING_OF_THAT))
        await director.say("/decline")
        await director.expect_card(tongue(WHY_DECLINE, name="Ştefan Mureşan"))
        await director.say("Too far to walk")  # the reason
        sure = await director.expect_card("Too far to walk")
        await director.press(tongue.label("Decline with this reason"), sure)
        await director.expect_card(tongue("This request was declined."))
        await stefan.expect_card("Too far to walk")


@in_every_language()
async def test_proposals_for_a_meeting_are_answered_by_command(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, COLLEAGUE) as st:
        ioana, director = await both(st, tongue)
        maria = await st.join("Maria Dinu", tongue.code)
        await meet(ioana, director, tongue)

        await ioana.say("/move Kelemen")
        await ioana.press(GRID[2], await ioana.expect_card(SLOT))
        await ioana.press(tongue.label("Ask to move"), await ioana.expect_card(GRID[2]))
        await ioana.expect_card("14:30")
        await st.settled()
        await director.say("/accept")
        await director.press(tongue.label("Keep the time"), await director.expect_card(GRID[2]))
        await st.settled()
        await seen(director, "/decline", tongue(NOTHING))

        await director.say(HAND_IT_OVER[tongue.code])
        card = await director.expect_card(tongue("Who shall come instead of you?"))
        await director.press("Maria Dinu · Deputy", card)
        await director.press(tongue.label("Ask both"), await director.expect_card("Maria Dinu, Deputy"))
        await st.settled()
        await seen(director, "/accept", tongue(NOTHING))
        asked = tongue("<b>{leaver} asks you to take this meeting over:</b>", leaver="Andrei Kelemen")
        await maria.say("/decline")
        await maria.press(tongue.label("Agree"), await maria.expect_card(asked))
        await ioana.say("/accept")
        await ioana.press(tongue.label("Agree"), await ioana.expect_card("Maria Dinu"))
        came = "<b>{colleague} comes to your meeting instead of {leaver}:</b>"
        await ioana.expect_card(tongue(came, colleague="Maria Dinu", leaver="Andrei Kelemen"))


@in_every_language()
async def test_meeting_to_hand_over_is_asked_for_or_it_is_said_why_not(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, COLLEAGUE) as st:
        ioana, director = await both(st, tongue)
        stefan = await st.join("Ştefan Mureşan", tongue.code)
        await seen(director, "/handover", tongue("You have no coming meetings."))
        await meet(ioana, director, tongue)
        await meet(stefan, director, tongue, GRID[2])
        whom = tongue("Who shall come instead of you?")
        nobody = tongue("Nobody of your organization who has joined is free then.")
        await director.say("/handover")
        card = await director.expect_card(tongue(WHICH))
        await director.press(choice(tongue, GRID[2], "Ştefan Mureşan"), card)
        card = await director.expect_card(lambda text: whom in text or nobody in text)
        assert GRID[2] in card.text
        st.move_to(at("Thu 14:10"))  # the first can no longer be handed over
        await director.say("/handover")
        card = await director.expect_card(lambda text: whom in text or nobody in text)
        assert GRID[2] in card.text
        st.move_to(at("Thu 14:55"))
        await director.say("/handover")
        card = await director.expect_card(tongue("Your meeting with"))
        assert GRID[2] in card.text
        minutes = tongue.n(
            "A meeting can be moved or cancelled up to {n} minute before it. "
            "You can still say that you cannot come.",
            "A meeting can be moved or cancelled up to {n} minutes before it. "
            "You can still say that you cannot come.",
            30,
        )
        assert minutes in card.text


@in_every_language(cheap=True)
async def test_what_one_says_before_a_meeting_can_be_written_from_then_until_it_ends(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, director = await both(st, tongue)
        commands = ("/onmyway", "/late", "/cannotcome")
        for command in commands:
            await seen(ioana, command, tongue("You have no coming meetings."))
        await meet(ioana, director, tongue)
        st.move_to(at("Thu 13:59"))
        since = tongue.moment(st.event.local(at("Thu 14:00")))
        for command in (*commands, RUNNING_LATE[tongue.code]):
            await ioana.say(command)
            card = await ioana.expect_card(tongue(TOO_EARLY, since=since))
            assert "Andrei Kelemen" in card.text
        await ioana.press(tongue.label("Open the meeting"), card)
        await ioana.expect_card(tongue("Your meeting with"))

        await later(st, "Thu 14:49", ioana, director)
        for said in (RUNNING_LATE, LATE_BECAUSE):  # nothing is said to the other side before a tap
            ioana.forget()
            await ioana.say(said[tongue.code])
            card = await ioana.expect_card(tongue("Your meeting with"))
            assert tongue.label("5 min late") in [button.label for button in card.buttons]
        facts = {"name": "Ioana Pop", "time": f"{tongue.day(THURSDAY)}, {SLOT}"}
        await seen(ioana, "/late", tongue("You said: 5 minutes late."))
        await director.expect_card(tongue(LATE, **facts))
        await seen(ioana, "/onmyway", tongue("You said: on my way."))
        await director.expect_card(tongue(COMING, **facts))
        await ioana.say("/cannotcome")  # is asked once more
        card = await ioana.expect_card("Andrei Kelemen")
        async with st.database.reading() as uow:
            [found] = await uow.meetings.of(st.ids["Ioana Pop"])
        assert found.state is MeetingState.CONFIRMED
        await ioana.press(tongue.label("Yes, I cannot come"), card)
        await ioana.expect_card(tongue("You cancelled the meeting with"))


@in_every_language()
async def test_which_of_two_meetings_at_hand_is_asked_and_the_event_is_said(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana, director = await both(st, tongue)
        stefan = await st.join("Ştefan Mureşan", tongue.code)
        await meet(ioana, director, tongue)
        await meet(ioana, stefan, tongue, GRID[1])
        await later(st, "Thu 14:45", ioana, director, stefan)
        await ioana.say("/late")
        card = await ioana.expect_card(tongue(WHICH))
        stefan.forget()
        await ioana.press(choice(tongue, GRID[1], "Ştefan Mureşan"), card)
        card = await ioana.expect_card(tongue("You said: 5 minutes late."))
        assert "Ştefan Mureşan" in card.text
        facts = {"name": "Ioana Pop", "time": f"{tongue.day(THURSDAY)}, {GRID[1]}"}
        await stefan.expect_card(tongue(LATE, **facts))

        await later(st, "Thu 14:50", ioana, director, stefan)  # the first is over
        await seen(ioana, "/onmyway", tongue("You said: on my way."))
        await stefan.expect_card(tongue(COMING, **facts))
        await invite(st, ioana, tongue)
        await ioana.expect_card("Timişoara Expo")
        await ioana.say("/late")
        there = tongue("This is at another event of yours: {events}.", events=st.event.name)
        card = await ioana.expect_card(there)
        assert tongue("Did you mean this one?") in card.text
        await ioana.press(f"Ştefan Mureşan · {st.event.name}", card)
        await ioana.expect_card(tongue("You said: 5 minutes late."))
