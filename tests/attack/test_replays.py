"""What was true once: presses repeated, old cards, deleted messages, updates that come again."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from sqlalchemy import Table, select

from bot.domain.event import PendingHolds
from bot.emulator import CallbackQuery, Message
from storage import tables as t
from storage.desk_tables import role
from tests.attack.test_floods import all_answered
from tests.support.bookings import SLOT, ask
from tests.support.people import Person
from tests.support.stage import Stage, stage
from tests.support.tongues import Tongue
from tests.support.world import make_event

_STATE = (t.participant, t.request, t.meeting, t.seat, t.table_seat, t.attendance, t.wanted, role)


async def rows_of(play: Stage, *tables: Table) -> dict[str, list[tuple[Any, ...]]]:
    """Give all that people did, and what they are told."""
    async with play.database.reading() as uow:
        found = {
            one.name: sorted(map(tuple, await uow.connection.execute(select(one))), key=repr)
            for one in tables or _STATE
        }
        # Not the confirmations of one's own presses.
        told = select(t.outbox.c.kind, t.outbox.c.chat_id).where(~t.outbox.c.kind.startswith("card."))
        found["outbox"] = sorted(map(tuple, await uow.connection.execute(told)))
        return found


async def press_all(play: Stage, person: Person, message: Message, data: list[str]) -> None:
    queries: list[CallbackQuery] = [person.account.press(message, one) for one in data]
    await all_answered(play, queries)
    await play.settled()


def buttons(person: Person) -> list[tuple[Message, list[str]]]:
    """Give every button that ever stood in somebody's chat, with its message."""
    seen: dict[int, tuple[Message, list[str]]] = {}
    for event in person.api.world.journal.events:
        if event.chat_id == person.id and event.kind in ("message", "edit") and event.detail.from_bot:
            for button in event.detail.buttons:
                if button.callback_data:
                    seen.setdefault(event.detail.message_id, (event.detail, []))[1].append(
                        button.callback_data
                    )
    return [(message, list(dict.fromkeys(data))) for message, data in seen.values()]


@pytest.mark.parametrize("again", ["accept", "decline"])
async def test_every_button_of_old_cards_pressed_again_changes_nothing(
    sqlite_url: str, tongue: Tongue, again: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage(sqlite_url, event=make_event(pending_holds=PendingHolds.BOTH)) as play:
        ioana, director = await play.join("Ioana Pop"), await play.join("Andrei Kelemen")
        await ask(ioana, tongue, SLOT)
        card = await director.expect_card("Somebody would like to meet you")
        decided = [
            one.callback_data or "" for one in card.buttons if (one.callback_data or "")[:2] in ("a:", "x:")
        ]
        data = next(one for one in decided if one.startswith("a:" if again == "accept" else "x:"))
        await press_all(play, director, card, [data])
        if again == "decline":
            await director.say("On a train")
            await director.press("Decline with this reason", await director.expect_card("On a train"))
            await ioana.expect_card("On a train")
        else:
            await press_all(play, ioana, ioana.card, ["mx:1"])  # and the meeting is cancelled again
            await director.expect_card("cancelled")
        await play.settled()
        before = await rows_of(play)

        sent = ("q:", "n:")  # asking again is a request of its own, and somebody's right
        for person in (ioana, director):
            for message, every in buttons(person):
                old = [one for one in every if not one.startswith((*sent, "tm:", "l:", "j", "v"))]
                await press_all(play, person, message, old * 2)
        assert await rows_of(play) == before
        assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []


async def test_press_repeated_while_it_is_handled_counts_once(database_url: str) -> None:
    async with stage(database_url) as play:
        ioana, director = await play.join("Ioana Pop"), await play.join("Andrei Kelemen")
        await ioana.say("Kelemen Thursday 14:30")
        look = await ioana.expect_card("14:30–14:50")
        send = next(
            one.callback_data or "" for one in look.buttons if (one.callback_data or "").startswith("q:")
        )
        await press_all(play, ioana, look, [send] * 5)
        asked = await director.expect_card("Somebody would like to meet you")
        accept = next(
            one.callback_data or "" for one in asked.buttons if (one.callback_data or "").startswith("a:")
        )
        await press_all(play, director, asked, [accept] * 5)
        found = await rows_of(play)
        assert (len(found["request"]), len(found["meeting"]), len(found["seat"])) == (1, 1, 2)
        kinds = [kind for kind, chat in found["outbox"] if chat == director.id]
        assert (kinds.count("asked"), kinds.count("reminder")) == (1, 1), kinds


async def test_press_of_a_deleted_message_brings_a_new_card(sqlite_url: str) -> None:
    async with stage(sqlite_url) as play:
        ioana = await play.join("Ioana Pop")
        card, count = ioana.card, len(ioana.messages)
        card.deleted = True
        for data in ("h", "d:0", "rs", "zzz"):
            await ioana.forge(data, card)
            await ioana.expect_card("")
        assert len([one for one in ioana.messages if not one.deleted]) >= count + 3


async def test_updates_that_come_again_have_no_second_effect(
    database_url: str, tongue: Tongue, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage(database_url) as play:
        ioana, director = await play.join("Ioana Pop"), await play.join("Andrei Kelemen")
        await ask(ioana, tongue, SLOT)
        await director.press("Accept", await director.expect_card("Somebody would like to meet you"))
        await ioana.expect_card("Your meeting is confirmed.")
        await play.settled()
        before, sent = await rows_of(play), len(play.api.calls_of("sendMessage"))

        updates = play.api.world.updates
        for update_id in dict.fromkeys(one["update_id"] for one in updates.delivered):
            updates.repeat(update_id)
        updates.reverse_next()
        ioana.account.press(ioana.card, "h")  # comes behind all of them
        await play.api.bot_is_polling()
        await all_answered(play, [])
        assert await rows_of(play) == before
        assert len(play.api.calls_of("sendMessage")) == sent
        assert [one for one in caplog.records if one.levelno >= logging.ERROR] == []
