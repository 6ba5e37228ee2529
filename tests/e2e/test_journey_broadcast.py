"""A message to everybody: written, previewed, confirmed, followed, stopped, reported."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.domain.broadcasts import Broadcast, BroadcastState, Tally
from bot.emulator import Message
from bot.screens import organizer_actions
from bot.usecases.outbox import OutboxState
from tests.support.elsewhere import join_elsewhere
from tests.support.organizers import ENGLISH, at_desk
from tests.support.people import NotSeenError, Person
from tests.support.stage import Stage, stage
from tests.support.tongues import Tongue, in_every_language
from tests.support.world import at, row

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)


async def written(olga: Person, text: str, *, bold: int = 0) -> None:
    """Write a message, its first characters in bold."""
    content: dict[str, Any] = {"text": text}
    if bold:
        content["entities"] = [{"type": "bold", "offset": 0, "length": bold}]
    olga.forget()
    olga.account._post(content)


async def prompted(st: Stage, tongue: Tongue = ENGLISH) -> Person:
    """Let an organizer get as far as the question what to send."""
    olga = await at_desk(st, tongue)
    await olga.press(tongue.label("Message to everybody"))
    await olga.expect_card(tongue("<b>Message to everybody at {event}</b>", event=st.event.name))
    return olga


def got(person: Person, text: str) -> list[Message]:
    return [message for message in person.received if text in message.text]


@in_every_language()
async def test_text_is_previewed_counted_sent_and_reported(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana, andrei = await st.join("Ioana Pop"), await st.join("Andrei Kelemen")
        olga = await prompted(st, tongue)
        assert tongue.n("It goes to {n} person.", "It goes to {n} people.", 2) in olga.card.text
        await written(olga, "Lunch at noon & <more>", bold=5)
        card = await olga.expect_card(
            tongue("<b>This is what everybody at {event} gets.</b>", event=st.event.name)
        )
        never = "{n} person has never opened the bot and does not get it."
        nevers = "{n} people have never opened the bot and do not get it."
        assert tongue.n(never, nevers, 1) in card.text
        shown = olga.received[-2]
        assert not got(ioana, "Lunch")

        await olga.press(tongue.label("Send to everybody"))
        for person in (ioana, andrei):
            await person.expect("Lunch at noon & <more>")
            (message,) = got(person, "Lunch")
            assert (message.text, message.entities) == (shown.text, shown.entities)
            assert message.entities == [{"type": "bold", "offset": 0, "length": 5}]
        await _settled(st)
        report = await olga.expect(
            lambda text: (
                text.startswith(
                    tongue("<b>The message to everybody at {event} is sent.</b>", event=st.event.name)
                )
                and tongue("Reached: {n}", n=2) in text
            )
        )
        assert tongue("Never opened the bot: {n}", n=1) in report.text
        assert not got(olga, "Lunch")[1:]


@in_every_language()
async def test_broadcast_can_be_discarded_or_written_anew(database_url: str, tongue: Tongue) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop")
        olga = await prompted(st, tongue)
        await olga.say("First try")
        await olga.expect_card(tongue("<b>This is what everybody at {event} gets.</b>", event=st.event.name))
        await olga.press(tongue.label("Write it anew"))
        await olga.expect_card(tongue("<b>Message to everybody at {event}</b>", event=st.event.name))
        await olga.say("Second try")
        old = await olga.expect_card(
            tongue("<b>This is what everybody at {event} gets.</b>", event=st.event.name)
        )
        send = next(b for b in old.buttons if b.label == tongue.label("Send to everybody")).callback_data
        await olga.press(tongue.label("Discard"))
        await olga.expect_card(tongue("The message was discarded, nobody got it."))
        assert send is not None
        await olga.forge(send, old)
        await olga.expect_card(tongue("That is no longer there. This is how things stand now."))
        assert not got(ioana, "try")


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_file_with_caption_arrives_as_it_was_sent(database_url: str, kind: str) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop")
        olga = await prompted(st)
        if kind == "photo":
            sent = await olga.send_photo(PNG, caption="The hall")
        else:
            sent = await olga.send_document("plan.pdf", b"%PDF", caption="The hall")
        await olga.expect_card("This is what everybody")
        await olga.press("Send to everybody")
        await ioana.expect("The hall")
        (message,) = got(ioana, "The hall")
        assert message.file_id == sent.file_id
        assert ioana.download(message) == (PNG if kind == "photo" else b"%PDF")


async def test_what_cannot_be_sent_is_refused_kindly_and_asked_again(database_url: str) -> None:
    async with stage(database_url) as st:
        await st.join("Ioana Pop")
        olga = await prompted(st)
        await olga.send_sticker()
        await olga.expect("I can send text, one photo or one document")
        await olga.send_photo(PNG, caption="x" * 1025)
        await olga.expect("A caption can have 1,024 characters at most")
        await olga.say("Text, then")
        await olga.expect_card("This is what everybody")


@in_every_language()
async def test_at_night_the_organizer_chooses_between_morning_and_now(
    database_url: str, tongue: Tongue
) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop")
        st.move_to(at("Wed 23:00"))
        olga = await prompted(st, tongue)
        await olga.say("Good morning")
        await olga.expect_card(
            tongue("It is night at the event. The message can wait until {time}.", time="07:30")
        )
        assert tongue.label("Send now") in olga.buttons
        await olga.press(tongue.label("Send at {time}", time="07:30"))
        moment = tongue.moment(st.event.local(at("Thu 07:30")))
        await olga.expect_card(tongue("Begins at {time}.", time=moment))
        assert not got(ioana, "Good morning")
        st.move_to(at("Thu 07:30"))
        await ioana.expect("Good morning")


async def test_broadcast_that_waits_can_be_stopped_and_reaches_nobody(database_url: str) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop")
        st.move_to(at("Wed 23:00"))
        olga = await prompted(st)
        await olga.say("Good morning")
        await olga.expect_card("It is night at the event.")
        await olga.press("Send at 07:30")
        await olga.expect_card("Begins at")
        await olga.press("Stop")
        await olga.expect_card("was stopped")
        st.move_to(at("Thu 07:31"))
        report = await olga.expect("Not sent, because it was stopped: 1")
        assert "Reached: 0" in report.text
        assert not got(ioana, "Good morning")


async def test_stop_in_the_middle_lets_what_is_on_its_way_arrive(database_url: str) -> None:
    names = [f"Guest {number}" for number in range(20)]
    async with stage(database_url, *(row(name) for name in names)) as st:
        guests = [await st.join(name) for name in names]
        olga = await prompted(st)
        await olga.say("Hello all")
        await olga.expect_card("It goes to 20 people.")
        st.api.faults.hang(
            "sendMessage", times=None, when=lambda params: params.integer("chat_id") != olga.id
        )
        await olga.press("Send to everybody")
        await olga.expect_card("Done: 0 of 20")
        await _begun(st)
        await olga.press("Stop")
        await olga.expect_card("Stopped; what is on its way still arrives.")
        st.api.faults.clear()
        stopped = await _settled(st)
        tally = await _tally(st, stopped)
        received = sum(len(got(guest, "Hello all")) for guest in guests)
        assert stopped.state is BroadcastState.STOPPED
        assert tally == Tally(reached=received, stopped=20 - received)
        assert 0 < received < 20


async def test_report_tells_blocked_failed_and_unconfirmed_apart(database_url: str) -> None:
    names = ("Reached", "Blocks", "Fails", "Silent", "Blocked before")
    async with stage(database_url, *(row(name) for name in names)) as st:
        people = {name: await st.join(name) for name in names}
        await people["Blocked before"].block()
        olga = await prompted(st)
        await olga.say("Hello all")
        card = await olga.expect_card("This is what everybody")
        assert "1 person has blocked the bot and does not get it." in card.text
        st.api.world.set_blocked(people["Blocks"].account.chat, blocked=True)
        async with st.database.writing() as uow:  # as if the bot had missed that
            await uow.persons.change(people["Blocks"].id, reachable=True)
        ids = {name: person.id for name, person in people.items()}
        st.api.faults.fail(
            "sendMessage",
            400,
            "Bad Request: chat not found",
            when=lambda p: p.integer("chat_id") == ids["Fails"],
        )
        st.api.faults.drop_reply("sendMessage", when=lambda p: p.integer("chat_id") == ids["Silent"])
        await olga.press("Send to everybody")
        assert (await _settled(st)).state is BroadcastState.FINISHED
        report = await olga.expect("is sent.")
        for line in ("Reached: 1", "Have blocked the bot: 2", "Failed: 1", "Unconfirmed: 1"):
            assert line in report.text.splitlines()
        assert len(got(people["Silent"], "Hello all")) == 1  # it had arrived, and was not sent again


async def test_who_is_in_several_events_reads_which_one_writes(database_url: str) -> None:
    async with stage(database_url) as st:
        ioana, andrei = await st.join("Ioana Pop"), await st.join("Andrei Kelemen")
        await join_elsewhere(st, "Ioana P.", ioana)
        olga = st.organizer()
        await olga.say("/organizer")
        await olga.expect_card("Which event do you want to organize?")
        await olga.press(st.event.name)
        await olga.expect_card("organizer")
        await olga.press("Message to everybody")
        await olga.expect_card("Message to everybody at")
        await olga.say("Lunch at noon")
        await olga.expect_card("It goes to 2 people.")
        await olga.press("Send to everybody")
        await olga.expect("is sent.")
        assert [message.text for message in got(ioana, "Lunch")] == [f"{st.event.name}\n\nLunch at noon"]
        assert [message.text for message in got(andrei, "Lunch")] == ["Lunch at noon"]


async def test_only_organizers_send_and_stop(database_url: str) -> None:
    async with stage(database_url) as st:
        ioana = await st.join("Ioana Pop")
        olga = await prompted(st)
        await olga.say("Hello all")
        await olga.expect_card("This is what everybody")
        for action in (
            organizer_actions.BroadcastSend(1),
            organizer_actions.BroadcastDiscard(1),
            organizer_actions.BroadcastStop(1),
        ):
            await ioana.say("/help")  # so that each refusal is a change to see
            await ioana.expect("What I can do")
            await ioana.forge(action.pack())
            await ioana.expect_card("That is for organizers only.")
        assert not got(ioana, "Hello all")
        await olga.press("Send to everybody")
        await ioana.expect("Hello all")


async def test_progress_card_is_the_one_that_was_pressed(database_url: str) -> None:
    async with stage(database_url) as st:
        await st.join("Ioana Pop")
        olga = await prompted(st)
        await olga.say("Hello all")
        card = await olga.expect_card("This is what everybody")
        await olga.press("Send to everybody")
        assert (await _settled(st)).state is BroadcastState.FINISHED
        assert "is sent." in card.text
        async with asyncio.timeout(5):
            while len(got(olga, "is sent.")) < 2:  # the card, and the report as a message that is heard
                await st.api.world.journal.changed()
        with pytest.raises(NotSeenError):
            await olga.press("Stop", card)


async def _begun(st: Stage) -> None:
    """Wait until something is on its way."""
    async with asyncio.timeout(15):
        while True:
            async with st.database.reading() as uow:
                if await uow.outbox.find((OutboxState.SENDING,), 1):
                    return
            await asyncio.sleep(0.05)


async def _settled(st: Stage) -> Broadcast:
    """Wait until nothing of the latest broadcast is left to send and that is noted."""
    async with asyncio.timeout(15):
        while True:
            st.bilateral.alarm.rearm()
            async with st.database.reading() as uow:
                broadcast = await uow.broadcasts.latest(st.event.id)
            if broadcast is not None and broadcast.finished_at is not None:
                return broadcast
            await asyncio.sleep(0.05)


async def _tally(st: Stage, broadcast: Broadcast) -> Tally:
    async with st.database.reading() as uow:
        return await uow.broadcasts.tally(broadcast.id)
