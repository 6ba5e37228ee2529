"""Updates that a dead process left: answered once more at most, and never passed over in silence."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from telegram import Update

from bot.botapi.turn import Turn
from bot.emulator import EmulatedBotApi
from bot.screens.screen import Screen
from bot.usecases.inbox import UPDATE_FAILED
from tests.support.front_desk import FrontDesk, Handler, front_desk
from tests.support.virtual_time import run_virtual

Scene = Callable[[FrontDesk], Awaitable[None]]


async def answer_and_die(_update: Update, turn: Turn) -> None:
    await turn.send(Screen("There you are"))
    await asyncio.Event().wait()


async def answer(_update: Update, turn: Turn) -> None:
    await turn.send(Screen("There you are"))


async def open_and_die(_update: Update, _turn: Turn) -> None:
    await asyncio.Event().wait()


def lives(database_url: str, *handlers: Handler, end: Scene, fault_in: int = -1) -> None:
    """Play one process after another on the same update; in one of them no message gets out."""

    async def main() -> None:
        api = EmulatedBotApi()
        async with api:
            for number in (1, 2, 3):
                api.add_user(f"P{number}", user_id=number).chat.started = True
        api.account(1).say("hello")
        for number, handler in enumerate(handlers):
            await api.start()
            if number == fault_in:
                api.faults.hang("sendMessage")
            async with front_desk(database_url, handler, api=api) as desk:
                await desk.start()
                await asyncio.sleep(5)
                if number == len(handlers) - 1:
                    await end(desk)

    run_virtual(main())


def test_left_update_is_answered(database_url: str) -> None:
    async def end(desk: FrontDesk) -> None:
        assert desk.texts() == ["There you are"]
        assert await desk.outbox() == []
        assert set((await desk.inbox()).values()) == {"done"}

    lives(database_url, open_and_die, open_and_die, open_and_die, answer, end=end)


def test_left_update_is_answered_twice_at_most(database_url: str) -> None:
    async def end(desk: FrontDesk) -> None:
        assert desk.texts() == ["There you are", "There you are"]
        assert await desk.outbox() == []

    lives(database_url, answer_and_die, answer_and_die, answer_and_die, answer, end=end)


def test_left_update_whose_last_answer_did_not_leave_is_said_to_have_failed(database_url: str) -> None:
    async def end(desk: FrontDesk) -> None:
        assert desk.texts() == ["There you are"]
        assert await desk.outbox() == [(UPDATE_FAILED, "new")]
        assert set((await desk.inbox()).values()) == {"done"}

    lives(database_url, answer_and_die, answer_and_die, answer, end=end, fault_in=1)
