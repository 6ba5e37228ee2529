"""What a handler can do in its turn: cards, toasts, confirmations, and all their failures."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

import pytest
from telegram import Update

from bot.botapi.turn import Turn
from bot.emulator import CallbackQuery
from bot.screens.callbacks import Action
from bot.screens.screen import Attachment, AttachmentKind, Button, Screen
from bot.usecases.outbox import Note
from tests.support.front_desk import FrontDesk, front_desk
from tests.support.virtual_time import run_virtual

Scene = Callable[[FrontDesk], Awaitable[None]]
React = Callable[[Turn], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Go(Action):
    code: ClassVar[str] = "go"


CARD = Screen("A <b>card</b>", ((Button("Go", Go()), Button("Site", url="https://example.org/")),))


def play(database_url: str, on_press: React, scene: Scene) -> None:
    """Answer texts with a card, presses with ``on_press``."""

    async def handler(update: Update, turn: Turn) -> None:
        await (on_press(turn) if update.callback_query else turn.show(CARD))

    async def main() -> None:
        async with front_desk(database_url, handler) as desk:
            await desk.start()
            desk.api.account(1).say("hello")
            await asyncio.sleep(0.1)
            await desk.idle()
            await scene(desk)

    run_virtual(main())


async def press(desk: FrontDesk, *, wait: float = 0.1) -> CallbackQuery:
    card = next(message for message in desk.api.messages(1) if message.from_bot)
    query = desk.api.account(1).press(card, "go")
    await asyncio.sleep(wait)
    await desk.idle()
    return query


async def nothing(_turn: Turn) -> None:
    """Do nothing."""


def test_card_has_its_buttons_and_no_preview(sqlite_url: str) -> None:
    async def scene(desk: FrontDesk) -> None:
        (call,) = desk.api.calls_of("sendMessage")
        card = desk.api.messages(1)[-1]
        assert [(button.label, button.callback_data, button.url) for button in card.buttons] == [
            ("Go", "go", None),
            ("Site", None, "https://example.org/"),
        ]
        assert call.params["link_preview_options"] == {"is_disabled": True}

    play(sqlite_url, nothing, scene)


def test_press_edits_its_card(sqlite_url: str) -> None:
    async def scene(desk: FrontDesk) -> None:
        await press(desk)
        assert desk.texts() == ["Next"]
        assert desk.api.messages(1)[-1].buttons == []

    play(sqlite_url, lambda turn: turn.show(Screen("Next")), scene)


def test_card_that_stays_as_it_is_brings_no_new_message(sqlite_url: str) -> None:
    async def scene(desk: FrontDesk) -> None:
        await press(desk)
        assert desk.texts() == ["A card"]

    play(sqlite_url, lambda turn: turn.show(CARD), scene)


@pytest.mark.parametrize("said", ["message can't be edited", "message to edit not found"])
def test_card_that_cannot_be_edited_is_followed_by_a_new_message(sqlite_url: str, said: str) -> None:
    async def scene(desk: FrontDesk) -> None:
        desk.api.faults.fail("editMessageText", 400, f"Bad Request: {said}")
        await press(desk)
        assert desk.texts() == ["A card", "Next"]

    play(sqlite_url, lambda turn: turn.show(Screen("Next")), scene)


def test_file_comes_as_a_new_message(sqlite_url: str) -> None:
    file = Attachment(AttachmentKind.DOCUMENT, "a.txt", b"text")

    async def scene(desk: FrontDesk) -> None:
        await press(desk)
        assert desk.texts() == ["A card", "Here"]

    play(sqlite_url, lambda turn: turn.show(Screen("Here", attachment=file)), scene)


def test_toast_in_time_is_the_answer(sqlite_url: str) -> None:
    async def react(turn: Turn) -> None:
        await asyncio.sleep(0.4)
        turn.toast("Done", alert=True)
        turn.toast("Not this one")

    async def scene(desk: FrontDesk) -> None:
        query = await press(desk, wait=2)
        assert (query.answered, query.text, query.alert) == (True, "Done", True)
        assert len(desk.api.calls_of("answerCallbackQuery")) == 1

    play(sqlite_url, react, scene)


def test_late_toast_leaves_an_empty_answer_after_half_a_second(sqlite_url: str) -> None:
    async def react(turn: Turn) -> None:
        await asyncio.sleep(2)
        turn.toast("Done")

    async def scene(desk: FrontDesk) -> None:
        query = await press(desk, wait=3)
        (answer,) = desk.api.calls_of("answerCallbackQuery")
        assert query.text == ""
        assert answer.at - query.pressed_at == pytest.approx(0.5, abs=0.1)

    play(sqlite_url, react, scene)


def test_press_without_a_toast_is_answered_at_once(sqlite_url: str) -> None:
    async def scene(desk: FrontDesk) -> None:
        query = await press(desk)
        assert (query.answered, query.text) == (True, "")

    play(sqlite_url, nothing, scene)


def test_retried_press_is_answered_once(sqlite_url: str) -> None:
    attempts = 0

    async def react(_turn: Turn) -> None:
        nonlocal attempts
        attempts += 1
        if attempts < 3:
            raise OSError

    async def scene(desk: FrontDesk) -> None:
        await press(desk, wait=30)
        assert attempts == 3
        assert len(desk.api.calls_of("answerCallbackQuery")) == 1

    play(sqlite_url, react, scene)


def test_answer_that_fails_does_not_abort_the_action(sqlite_url: str) -> None:
    async def react(turn: Turn) -> None:
        turn.toast("Done")
        await asyncio.sleep(0.1)
        await turn.show(Screen("Next"))

    async def scene(desk: FrontDesk) -> None:
        desk.api.faults.fail("answerCallbackQuery", 400, "Bad Request: query is too old")
        await press(desk, wait=1)
        assert desk.texts() == ["Next"]

    play(sqlite_url, react, scene)


async def confirm(turn: Turn) -> None:
    async with turn.transaction() as uow:
        await turn.confirm(uow, Note("booked", turn.sender, turn.clock.now()))
    await turn.deliver(Screen("Booked"))


def test_confirmation_is_the_card_itself(database_url: str) -> None:
    async def scene(desk: FrontDesk) -> None:
        await press(desk)
        assert desk.texts() == ["Booked"]
        assert await desk.outbox() == [("booked", "sent")]

    play(database_url, confirm, scene)


@pytest.mark.parametrize(("code", "state"), [(502, "new"), (403, "dead")])
def test_confirmation_that_cannot_be_shown_is_left_to_the_dispatcher(
    database_url: str, code: int, state: str
) -> None:
    async def scene(desk: FrontDesk) -> None:
        desk.api.faults.fail("editMessageText", code)
        await press(desk)
        assert await desk.outbox() == [("booked", state)]

    play(database_url, confirm, scene)


def test_confirmation_whose_reply_is_lost_is_in_doubt_once(database_url: str) -> None:
    async def scene(desk: FrontDesk) -> None:
        desk.api.faults.drop_reply("editMessageText")
        await press(desk, wait=1)
        assert await desk.outbox() == [("booked", "new")]
        assert desk.texts() == ["Booked"]

    play(database_url, confirm, scene)


def test_confirmation_that_was_never_delivered_goes_to_the_dispatcher(database_url: str) -> None:
    async def react(turn: Turn) -> None:
        async with turn.transaction() as uow:
            await turn.confirm(uow, Note("booked", turn.sender, turn.clock.now()))
        raise ValueError("no such screen")

    async def scene(desk: FrontDesk) -> None:
        await press(desk)
        assert await desk.outbox() == [("booked", "new")]

    play(database_url, react, scene)


def test_rolled_back_confirmation_is_gone(database_url: str) -> None:
    async def react(turn: Turn) -> None:
        try:
            async with turn.transaction() as uow:
                await turn.confirm(uow, Note("booked", turn.sender, turn.clock.now()))
                raise LookupError  # noqa: TRY301 - as a use case does
        except LookupError:
            await turn.show(Screen("Taken"))

    async def scene(desk: FrontDesk) -> None:
        await press(desk)
        assert await desk.outbox() == []
        assert desk.texts() == ["Taken"]
        assert set((await desk.inbox()).values()) == {"done"}

    play(database_url, react, scene)


def test_rolled_back_confirmation_leaves_the_next_one_with_its_number_alone(sqlite_url: str) -> None:
    async def react(turn: Turn) -> None:
        with suppress(LookupError):
            async with turn.transaction() as uow:
                await turn.confirm(uow, Note("booked", turn.sender, turn.clock.now()))
                raise LookupError
        async with turn.database.writing() as uow:
            await uow.outbox.add_sending(Note("other", 2, turn.clock.now()), turn.clock.now())

    async def scene(desk: FrontDesk) -> None:
        await press(desk)
        assert await desk.outbox() == [("other", "sending")]

    play(sqlite_url, react, scene)


def test_lost_reply_to_an_answer_brings_no_second_copy(sqlite_url: str) -> None:
    async def scene(desk: FrontDesk) -> None:
        desk.api.faults.drop_reply("sendMessage")
        await press(desk, wait=60)
        assert desk.texts() == ["A card", "Next"]

    play(sqlite_url, lambda turn: turn.send(Screen("Next")), scene)
