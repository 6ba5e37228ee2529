"""Updates from the emulated server to a handler: in order, once, whatever fails on the way."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import text as sql
from telegram import Update
from telegram.error import NetworkError

from bot.botapi.turn import Turn
from bot.emulator import EmulatedBotApi
from bot.screens.screen import Screen
from bot.usecases.inbox import UPDATE_FAILED, InboxRow
from bot.usecases.outbox import Note
from bot.usecases.ports import DatabaseUnavailableError
from tests.support.front_desk import FrontDesk, Handler, front_desk
from tests.support.virtual_time import run_virtual

Scene = Callable[[FrontDesk], Awaitable[None]]


def play(database_url: str, handler: Handler, scene: Scene) -> None:
    async def main() -> None:
        async with front_desk(database_url, handler) as desk:
            await scene(desk)

    run_virtual(main())


class Diary:
    """A handler that writes down who said what, and does what it is told to for some texts."""

    def __init__(self) -> None:
        self.entries: list[tuple[int, str]] = []
        self.tricks: dict[str, Callable[[Turn], Awaitable[None]]] = {}

    async def __call__(self, update: Update, turn: Turn) -> None:
        text = (update.effective_message.text or "") if update.effective_message else "?"
        self.entries.append((turn.sender, text))
        if trick := self.tricks.get(text):
            await trick(turn)

    def texts(self, sender: int) -> list[str]:
        return [text for who, text in self.entries if who == sender]


def test_updates_are_stored_handled_and_done(database_url: str) -> None:
    diary = Diary()

    async def scene(desk: FrontDesk) -> None:
        desk.api.account(1).say("one")
        await desk.start()
        desk.api.account(2).say("two")
        await asyncio.sleep(1)
        assert diary.entries == [(1, "one"), (2, "two")]
        assert sorted((await desk.inbox()).values()) == ["done", "done"]

    play(database_url, diary, scene)


def test_one_person_is_served_in_order_while_others_go_on(database_url: str) -> None:
    diary = Diary()

    async def slowly(_turn: Turn) -> None:
        await asyncio.sleep(10)

    diary.tricks["slow"] = slowly

    async def scene(desk: FrontDesk) -> None:
        await desk.start()
        for text in ("slow", "second", "third"):
            desk.api.account(1).say(text)
        desk.api.account(2).say("hello")
        await asyncio.sleep(5)
        assert diary.entries == [(1, "slow"), (2, "hello")]
        await asyncio.sleep(10)
        assert diary.texts(1) == ["slow", "second", "third"]

    play(database_url, diary, scene)


def test_failing_update_is_retried_then_given_up_and_the_person_told(database_url: str) -> None:
    diary, times = Diary(), list[float]()

    async def fail(_turn: Turn) -> None:
        times.append(asyncio.get_running_loop().time())
        raise NetworkError("down")

    diary.tricks["bad"] = fail

    async def scene(desk: FrontDesk) -> None:
        await desk.start()
        desk.api.account(1).say("bad")
        desk.api.account(1).say("good")
        desk.api.account(2).say("hello")
        await asyncio.sleep(0.5)
        assert diary.texts(2) == ["hello"]
        await asyncio.sleep(60)
        assert [round(time - times[0]) for time in times] == [0, 1, 6, 36]
        assert diary.texts(1) == [*["bad"] * 4, "good"]
        assert sorted((await desk.inbox()).values()) == ["dead", "done", "done"]
        assert await desk.outbox() == [(UPDATE_FAILED, "new")]

    play(database_url, diary, scene)


def test_handler_that_hangs_is_ended(database_url: str) -> None:
    diary = Diary()

    async def hang(_turn: Turn) -> None:
        await asyncio.Event().wait()

    diary.tricks["bad"] = hang

    async def scene(desk: FrontDesk) -> None:
        await desk.start()
        desk.api.account(1).say("bad")
        desk.api.account(1).say("good")
        await asyncio.sleep(300)
        assert diary.texts(1)[-1] == "good"

    play(database_url, diary, scene)


def test_failure_after_the_commit_is_not_repeated(database_url: str) -> None:
    diary = Diary()

    async def commit_and_fail(turn: Turn) -> None:
        async with turn.transaction() as uow:
            await uow.outbox.add(Note("booked", 1, turn.clock.now()))
        raise NetworkError("down")

    diary.tricks["book"] = commit_and_fail

    async def scene(desk: FrontDesk) -> None:
        await desk.start()
        desk.api.account(1).say("book")
        await asyncio.sleep(60)
        assert diary.texts(1) == ["book"]
        assert await desk.outbox() == [("booked", "new")]

    play(database_url, diary, scene)


def test_update_that_comes_again_has_no_second_effect(database_url: str) -> None:
    diary = Diary()

    async def book(turn: Turn) -> None:
        async with turn.transaction() as uow:
            await uow.outbox.add(Note("booked", 1, turn.clock.now()))

    diary.tricks["book"] = book

    async def scene(desk: FrontDesk) -> None:
        desk.api.account(1).say("book")
        await desk.start()
        await asyncio.sleep(1)
        (update_id,) = await desk.inbox()
        message = {
            "message_id": 1,
            "date": 0,
            "text": "book",
            "chat": {"id": 1, "type": "private"},
            "from": {"id": 1, "is_bot": False, "first_name": "P1"},
        }
        payload = json.dumps({"update_id": update_id, "message": message})
        desk.workers.accept([InboxRow(update_id, 1, payload)])
        await asyncio.sleep(1)
        assert diary.texts(1) == ["book", "book"]
        assert await desk.outbox() == [("booked", "new")]

    play(database_url, diary, scene)


def test_update_whose_end_cannot_be_written_for_long_is_not_passed_over(sqlite_url: str) -> None:
    """Whatever it is that refuses, a person's next update waits, and his answer comes once more at most."""

    async def answer(update: Update, turn: Turn) -> None:
        await turn.send(Screen(f"Heard {update.effective_message.text if update.effective_message else '?'}"))

    async def scene(desk: FrontDesk) -> None:
        await desk.start()
        await execute(desk, "CREATE TRIGGER no BEFORE UPDATE ON inbox BEGIN SELECT RAISE(ABORT, 'no'); END")
        desk.api.account(1).say("one")
        desk.api.account(1).say("two")
        await asyncio.sleep(1200)
        assert desk.texts() == ["Heard one"]
        assert set((await desk.inbox()).values()) == {"new"}
        await execute(desk, "DROP TRIGGER no")
        await asyncio.sleep(120)
        assert desk.texts() == ["Heard one", "Heard one", "Heard two"]
        assert set((await desk.inbox()).values()) == {"done"}

    async def execute(desk: FrontDesk, statement: str) -> None:
        async with desk.database.writing() as uow:
            await uow.connection.execute(sql(statement))

    play(sqlite_url, answer, scene)


def test_updates_survive_a_stop_before_they_are_handled(database_url: str) -> None:
    diary = Diary()

    async def main() -> None:
        gate = asyncio.Event()

        async def wait(_update: Update, _turn: Turn) -> None:
            await gate.wait()

        async with EmulatedBotApi() as api:
            for number in (1, 2, 3):
                api.add_user(f"P{number}", user_id=number).chat.started = True
            async with front_desk(database_url, wait, api=api) as desk:
                await desk.start()
                for number in range(9):
                    api.account(number % 3 + 1).say(f"text {number}")
                await asyncio.sleep(5)
                assert set((await desk.inbox()).values()) == {"new"}
            await api.start()
            async with front_desk(database_url, diary, api=api) as desk:
                await desk.start()
                await asyncio.sleep(5)
                assert set((await desk.inbox()).values()) == {"done"}
        assert sorted(text for _, text in diary.entries) == [f"text {number}" for number in range(9)]
        assert diary.texts(1) == ["text 0", "text 3", "text 6"]

    run_virtual(main())


def test_update_that_cannot_be_read_holds_up_nobody(database_url: str) -> None:
    diary = Diary()

    async def scene(desk: FrontDesk) -> None:
        async with desk.database.writing() as uow:
            await uow.inbox.store(
                [InboxRow(1, 1, '{"update_id": 1, "message": 5}')], desk.application.bot_data.machine.now()
            )
        await desk.start()
        desk.api.account(2).say("hello")
        await asyncio.sleep(60)
        assert diary.texts(2) == ["hello"]
        assert (await desk.inbox())[1] == "dead"

    play(database_url, diary, scene)


@pytest.mark.parametrize("code", [401, 409, 500, 502])
def test_trouble_with_polling_is_said_once_and_survived(
    sqlite_url: str, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    diary = Diary()

    async def scene(desk: FrontDesk) -> None:
        desk.api.faults.fail("getUpdates", code, times=4)
        await desk.start()
        desk.api.account(1).say("hello")
        await asyncio.sleep(200)
        assert diary.texts(1) == ["hello"]

    play(sqlite_url, diary, scene)
    said = [record.levelno for record in caplog.records if record.name == "bot.intake.poller"]
    assert said == [logging.ERROR, logging.WARNING]


def test_pause_that_telegram_asks_for_is_kept_before_asking_for_updates_again(sqlite_url: str) -> None:
    diary = Diary()

    async def scene(desk: FrontDesk) -> None:
        desk.api.faults.fail("getUpdates", retry_after=50)
        await desk.start()
        desk.api.account(1).say("hello")
        await asyncio.sleep(45)
        assert diary.texts(1) == []
        await asyncio.sleep(10)
        assert diary.texts(1) == ["hello"]

    play(sqlite_url, diary, scene)


def test_database_that_refuses_is_waited_for_and_says_so_itself(
    sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    diary = Diary()

    async def refuse_twice(_turn: Turn) -> None:
        if len(diary.entries) < 3:
            raise DatabaseUnavailableError

    diary.tricks["hello"] = refuse_twice

    async def scene(desk: FrontDesk) -> None:
        await desk.start()
        desk.api.account(1).say("hello")
        await asyncio.sleep(10)
        assert diary.texts(1) == ["hello"] * 3
        assert list((await desk.inbox()).values()) == ["done"]

    play(sqlite_url, diary, scene)
    assert [record.message for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_process_that_polls_no_longer_has_no_trouble_with_polling(sqlite_url: str) -> None:
    async def scene(desk: FrontDesk) -> None:
        desk.api.faults.fail("getUpdates", 500, times=None)
        polling = desk.nursery.start(desk.poller.run(), "poller")
        await asyncio.sleep(5)
        assert desk.poller.trouble() == "updates cannot be fetched"
        polling.cancel()
        await asyncio.sleep(0)
        assert desk.poller.trouble() == ""

    play(sqlite_url, Diary(), scene)


def test_block_and_unblock_reach_the_handler(sqlite_url: str) -> None:
    changes: list[str] = []

    async def handler(update: Update, _turn: Turn) -> None:
        if update.my_chat_member:
            changes.append(update.my_chat_member.new_chat_member.status)

    async def scene(desk: FrontDesk) -> None:
        await desk.start()
        desk.api.account(1).block()
        await asyncio.sleep(1)
        desk.api.account(1).unblock()
        await asyncio.sleep(1)
        assert changes == ["kicked", "member"]

    play(sqlite_url, handler, scene)


def test_hundred_people_at_once_are_all_served(database_url: str) -> None:
    diary = Diary()

    async def scene(desk: FrontDesk) -> None:
        await desk.start()
        for number in range(100, 200):
            desk.api.add_user("X", user_id=number).say("hello")
        await asyncio.sleep(5)
        assert sorted(diary.entries) == [(number, "hello") for number in range(100, 200)]
        assert set((await desk.inbox()).values()) == {"done"}

    play(database_url, diary, scene)
