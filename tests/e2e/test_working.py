"""What a person sees while his update takes long: a card that says so, whose place the result takes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select
from telegram import Update

from bot.botapi.turn import Doing, Turn
from bot.emulator import EmulatedBotApi
from bot.screens.screen import Screen
from bot.usecases.outbox import Note
from storage import tables as t
from tests.support.front_desk import FrontDesk, Handler, front_desk
from tests.support.virtual_time import run_virtual

Work = Callable[[Turn], Awaitable[None]]
Scene = Callable[[FrontDesk], Awaitable[None]]
CARD, AT_IT, RESULT = Screen("A card"), Screen("I am at it"), Screen("Here you are")


def taking(seconds: float) -> Work:
    async def work(turn: Turn) -> None:
        async with turn.working(AT_IT):
            await asyncio.sleep(seconds)
        await turn.show(RESULT)

    return work


def play(database_url: str, work: Work, scene: Scene, *, press: bool = False, lasts: float = 60) -> None:
    """Write to a bot that works, or press its card."""

    async def handler(update: Update, turn: Turn) -> None:
        await (turn.show(CARD) if press and not update.callback_query else work(turn))

    async def main() -> None:
        async with front_desk(database_url, handler) as desk:
            await desk.start()
            desk.api.account(1).say("hello")
            await asyncio.sleep(1)
            if press:
                desk.api.account(1).press(desk.api.messages(1)[-1], "go")
            await asyncio.sleep(lasts)
            await scene(desk)

    run_virtual(main())


def texts_of(desk: FrontDesk, method: str) -> list[str]:
    return [call.params["text"] for call in desk.api.calls_of(method)]


def test_what_is_there_in_half_a_second_comes_at_once(sqlite_url: str) -> None:
    async def scene(desk: FrontDesk) -> None:
        assert texts_of(desk, "sendMessage") == ["Here you are"]
        assert desk.api.calls_of("sendChatAction") == []

    play(sqlite_url, taking(0.4), scene)


def test_result_takes_the_place_of_the_card_that_says_what_takes_long(database_url: str) -> None:
    async def scene(desk: FrontDesk) -> None:
        assert texts_of(desk, "sendMessage") == ["I am at it"]
        assert desk.texts() == ["Here you are"]
        (sent,), (edited,) = desk.api.calls_of("sendMessage"), desk.api.calls_of("editMessageText")
        assert edited.at - sent.at == pytest.approx(1.5, abs=0.1)
        assert set((await desk.inbox()).values()) == {"done"}

    play(database_url, taking(2), scene)


def test_chat_says_all_the_while_what_the_bot_is_doing(sqlite_url: str) -> None:
    async def work(turn: Turn) -> None:
        async with turn.working(doing=Doing.SENDING_FILE):
            await asyncio.sleep(10)
        await turn.send(RESULT)

    async def scene(desk: FrontDesk) -> None:
        done = desk.api.calls_of("sendChatAction")
        assert [call.params["action"] for call in done] == ["upload_document"] * 3
        assert [round(call.at - done[0].at, 1) for call in done] == pytest.approx([0, 4.5, 9], abs=0.1)
        assert texts_of(desk, "sendMessage") == ["Here you are"]

    play(sqlite_url, work, scene)


def test_pressed_card_says_it_itself(sqlite_url: str) -> None:
    async def scene(desk: FrontDesk) -> None:
        assert texts_of(desk, "editMessageText") == ["I am at it", "Here you are"]
        assert desk.texts() == ["Here you are"]
        assert len(desk.api.calls_of("answerCallbackQuery")) == 1

    play(sqlite_url, taking(2), scene, press=True)


def test_next_screens_are_messages_of_their_own(sqlite_url: str) -> None:
    async def work(turn: Turn) -> None:
        await taking(2)(turn)
        await turn.show(Screen("And more"))

    async def scene(desk: FrontDesk) -> None:
        assert desk.texts() == ["Here you are", "And more"]

    play(sqlite_url, work, scene)


def test_card_that_cannot_be_written_stops_nothing(sqlite_url: str) -> None:
    async def work(turn: Turn) -> None:
        desk_of[0].api.faults.fail("sendMessage", 502)
        await taking(2)(turn)

    desk_of: list[FrontDesk] = []

    async def main() -> None:
        async with front_desk(sqlite_url, lambda _update, turn: work(turn)) as desk:
            desk_of.append(desk)
            await desk.start()
            desk.api.account(1).say("hello")
            await asyncio.sleep(10)
            assert desk.texts() == ["Here you are"]

    run_virtual(main())


def test_another_attempt_takes_up_the_same_card(database_url: str) -> None:
    attempts = 0

    async def work(turn: Turn) -> None:
        nonlocal attempts
        attempts += 1
        async with turn.working(AT_IT):
            await asyncio.sleep(1)
            if attempts < 3:
                raise OSError
        await turn.show(RESULT)

    async def scene(desk: FrontDesk) -> None:
        assert texts_of(desk, "sendMessage") == ["I am at it"]
        assert desk.texts() == ["Here you are"]

    play(database_url, work, scene)


def test_what_is_given_up_takes_the_place_of_the_card(database_url: str) -> None:
    async def work(turn: Turn) -> None:
        async with turn.working(AT_IT):
            await asyncio.sleep(1)
            raise OSError

    async def scene(desk: FrontDesk) -> None:
        card = desk.api.messages(1)[-1]
        assert await params(desk) == [{"instead_of": card.message_id}]

    play(database_url, work, scene)


def test_confirmation_left_to_the_dispatcher_takes_the_place_of_the_card(database_url: str) -> None:
    async def work(turn: Turn) -> None:
        async with turn.working(AT_IT):
            await asyncio.sleep(1)
        async with turn.transaction() as uow:
            await turn.confirm(uow, Note("booked", turn.sender, turn.clock.now(), {"meeting": 7}))
        raise OSError

    async def scene(desk: FrontDesk) -> None:
        card = desk.api.messages(1)[-1]
        assert card.text == "I am at it"
        assert await params(desk) == [{"meeting": 7, "instead_of": card.message_id}]

    play(database_url, work, scene)


async def params(desk: FrontDesk) -> list[object]:
    async with desk.database.reading() as uow:
        return list((await uow.connection.execute(select(t.outbox.c.params))).scalars())


@pytest.mark.parametrize("seconds", [0.0, 2.0])
def test_next_process_takes_up_the_card_of_a_dead_one(database_url: str, seconds: float) -> None:
    async def die(_update: Update, turn: Turn) -> None:
        async with turn.working(AT_IT):
            await asyncio.Event().wait()

    async def finish(_update: Update, turn: Turn) -> None:
        await taking(seconds)(turn)

    async def live(api: EmulatedBotApi, handler: Handler) -> list[str]:
        await api.start()
        async with front_desk(database_url, handler, api=api) as desk:
            await desk.start()
            await asyncio.sleep(5)
            return desk.texts()

    async def main() -> None:
        api = EmulatedBotApi()
        async with api:
            api.add_user("P1", user_id=1).chat.started = True
        api.account(1).say("hello")
        assert await live(api, die) == ["I am at it"]
        assert await live(api, die) == ["I am at it"]
        assert await live(api, finish) == ["Here you are"]

    run_virtual(main())
