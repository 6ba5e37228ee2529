"""People whom nobody had asked to be shared: forged, stale, others'. Nothing changes or is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.domain.links import link_payload
from bot.screens.safety_actions import Block
from tests.e2e.test_journey_picking import CLOSED, KEY, NOBODY, OFFER, hand_over, two_who_meet
from tests.support.people import Person
from tests.support.stage import DELEGATE, DIRECTOR, THIRD, Stage, stage
from tests.support.tongues import Tongue
from tests.support.world import SECRET, THURSDAY_WINDOW, at, make_event, row

COLLEAGUE = row("Maria Dinu", organization="Cluj IT Cluster", role="Deputy")
NOT_ASKED = "That choice is not asked for any more. Nothing was changed."
EARLIER = "That choice was for an earlier question."


def asked(person: Person) -> int:
    """Give the number of the request of the only key that is shown."""
    (key,) = person.reply_keys
    return int(key.raw["request_users"]["request_id"])


async def proposals(st: Stage) -> list[Any]:
    async with st.database.reading() as uow:
        return await uow.handovers.all_of(st.ids["Andrei Kelemen"])


async def test_choice_counts_only_for_the_question_that_is_open(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, COLLEAGUE) as st:
        director, ioana = await two_who_meet(st, tongue)
        maria = await st.join("Maria Dinu")
        await director.share(1, maria.id)  # nobody asked
        await director.expect_card(NOT_ASKED)
        await director.expect_card(CLOSED)

        await hand_over(director, tongue)
        first = asked(director)
        await ioana.share(first, maria.id)  # another's question
        await ioana.expect_card(NOT_ASKED)
        await director.say("/cancel")
        await director.expect_card("Stopped.")
        await director.expect_card(CLOSED)
        await hand_over(director, tongue)
        second = asked(director)
        assert first != second
        for forged in (first, 0, -1, 2**31 - 1, -(2**31)):
            await director.share(forged, maria.id)
            await director.expect_card(EARLIER)
            assert director.reply_keys  # the question is as open as before
        for several in ((), (maria.id, ioana.id), (maria.id, maria.id)):
            await director.share(second, *several)
            await director.expect_card("Please choose one person, write a name, or /cancel.")
        for strange in (0, -1, 2**63, maria.id + 10_000, st.api.bot.id):
            await director.share(second, strange)
            await director.expect_card("I have found nobody who could come instead.")

        await director.pick(KEY, maria)
        await director.expect_card("Maria Dinu, Deputy")
        await director.expect_card(CLOSED)
        await director.share(second, maria.id)  # once more, after it was answered
        await director.expect_card(NOT_ASKED)
        assert await proposals(st) == []


async def test_choice_says_nothing_of_people_who_are_apart_or_of_another_event(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, COLLEAGUE) as st:
        async with st.database.writing() as uow:
            other = await uow.events.save(replace(make_event(), slug="other-2026", name="Another Event"))
            elsewhere = await uow.participants.add(
                other, row("Radu Ilie", THURSDAY_WINDOW, organization="Cluj IT Cluster")
            )
        director, _ = await two_who_meet(st, tongue)
        maria = await st.join("Maria Dinu")
        radu = Person.new(st.api, "Radu", "Ilie")
        await radu.start(link_payload(SECRET, other.id, elsewhere, 0))
        await radu.press(
            lambda button: (button.callback_data or "").startswith("j:"), await radu.expect_card("Radu")
        )
        await radu.expect_card(other.name)
        stranger = Person.new(st.api, "Nobody")

        await maria.forge(Block(st.ids["Andrei Kelemen"], sure=True).pack())
        await hand_over(director, tongue)
        told = set()
        for one in (stranger, radu, maria):
            await director.pick(KEY, one)
            told.add((await director.expect_card(tongue(NOBODY))).text)
        assert len(told) == 1
        assert await proposals(st) == []


async def test_choice_of_a_stranger_or_for_a_meeting_that_is_gone(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url, DIRECTOR, DELEGATE, THIRD, COLLEAGUE) as st:
        stranger = Person.new(st.api, "Nobody", "Known")
        await stranger.share(7, 1)
        await stranger.expect_card("personal link")
        await stranger.expect_card(CLOSED)

        director, ioana = await two_who_meet(st, tongue)
        maria = await st.join("Maria Dinu")
        await hand_over(director, tongue)
        await ioana.say("/agenda")
        await ioana.press("14:30 · Andrei Kelemen", await ioana.expect_card("Andrei Kelemen"))
        await ioana.press("Cancel the meeting", await ioana.expect_card("Your meeting with"))
        await ioana.press("Cancel without a reason", await ioana.expect_card("Write a short reason"))
        await ioana.expect_card("You cancelled the meeting with")
        await director.pick(KEY, maria)
        await director.expect_card("This has changed meanwhile.")
        await director.expect_card(CLOSED)
        assert director.reply_keys == []

        await director.say("/start")
        st.move_to(at("Thu 14:10"))
        await director.share(9, maria.id)
        await director.expect_card(NOT_ASKED)
        assert await proposals(st) == []
        assert not any(OFFER in message.text for message in director.received)
