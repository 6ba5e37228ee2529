"""Edits that nobody asked for: in place of their message, beside all sends, and paused on their own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.screens.screen import Screen
from bot.usecases.outbox import Note, Priority
from tests.support.post_office import PostOffice, post_office
from tests.support.virtual_time import run_virtual

Scene = Callable[[PostOffice], Awaitable[None]]
CARDS, IN_FLIGHT = 60, 8


def play(database_url: str, scene: Scene) -> None:
    async def main() -> None:
        async with post_office(database_url) as office:
            office.people(CARDS)
            office.alarm.start(office.dispatcher.recover)
            try:
                await scene(office)
            finally:
                await office.alarm.stop()

    run_virtual(main())


async def card(office: PostOffice, chat_id: int) -> int:
    """Send somebody a pinned card; gives its number."""
    office.screens["card"] = Screen("a card", pinned=True)
    await office.add(office.note(chat_id, "card"))
    await office.until_states("sent")
    (message,) = office.api.messages(chat_id)
    return message.message_id


def edit_of(office: PostOffice, chat_id: int) -> Note:
    return Note("edit", chat_id, office.clock.now(), priority=Priority.BROADCAST)


def test_edit_takes_the_place_of_its_message_and_can_unpin_it(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        number = await card(office, 1)
        assert office.api.account(1).chat.pinned == [number]
        office.screens["edit"] = Screen("over", edits=number, pinned=False)
        await office.add(edit_of(office, 1))
        await office.until_states("sent", "sent")
        assert office.texts() == ["over"]
        assert office.api.account(1).chat.pinned == []
        assert await office.rows("message_id") == [number, number]

    play(database_url, scene)


def test_edit_of_a_message_that_is_gone_is_dropped_and_one_whose_reply_was_lost_is_made_again(
    database_url: str,
) -> None:
    async def scene(office: PostOffice) -> None:
        number = await card(office, 1)
        office.screens["edit"] = Screen("news", edits=number)
        office.api.faults.drop_reply("editMessageText")
        await office.add(edit_of(office, 1))
        await office.until_states("sent", "sent")
        assert len(office.api.calls_of("editMessageText")) == 2
        office.screens["edit"] = Screen("lost", edits=number + 1)
        await office.add(edit_of(office, 1))
        await office.until_states("sent", "sent", "dropped")
        assert office.texts() == ["news"]

    play(database_url, scene)


def test_many_edits_delay_no_reminder_and_a_pause_of_edits_stops_only_them(database_url: str) -> None:
    async def scene(office: PostOffice) -> None:
        everybody = range(1, CARDS + 1)
        office.screens["card"] = Screen("a card")
        await office.add(*(office.note(one, "card") for one in everybody))
        await office.until_states(*["sent"] * CARDS)
        for one in everybody:
            (message,) = office.api.messages(one)
            office.screens[f"edit {one}"] = Screen("news", edits=message.message_id)
        await asyncio.sleep(2)
        office.api.faults.fail("editMessageText", retry_after=20)
        begun, now = asyncio.get_running_loop().time(), office.clock.now()
        await office.add(
            *(Note(f"edit {one}", one, now, priority=Priority.BROADCAST) for one in everybody),
            *(Note("reminder", one, now, priority=Priority.REMINDER) for one in everybody[:30]),
        )
        await office.until_states(*["sent"] * (CARDS + CARDS + 30))
        sends = [call.at - begun for call in office.api.calls_of("sendMessage")][CARDS:]
        edits = sorted(call.at - begun for call in office.api.calls_of("editMessageText"))
        assert len(sends) == 30
        assert max(sends) < 2  # thirty a second, as if there were no edits
        at_once = [one for one in edits if one < 20]
        assert 0 < len(at_once) <= IN_FLIGHT  # what was under way with the one that was refused
        assert len(edits) == CARDS + 1

    play(database_url, scene)
