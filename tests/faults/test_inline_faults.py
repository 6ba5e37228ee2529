"""Inline queries that cannot be answered: nothing is kept of them, and the next letter asks again."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest
from telegram import Update
from telegram.error import BadRequest

from bot.botapi.turn import Turn
from bot.intake.passing import PassersBy
from bot.usecases.ports import DatabaseUnavailableError
from tests.support.front_desk import front_desk
from tests.support.virtual_time import run_virtual

_MOST = 1000  # people whose queries wait


def query(who: int, text: str) -> dict[str, Any]:
    sender = {"id": who, "is_bot": False, "first_name": f"P{who}"}
    return {"update_id": who, "inline_query": {"id": f"{who}", "from": sender, "query": text, "offset": ""}}


async def too_late() -> None:
    await asyncio.sleep(60)


async def refused() -> None:
    raise BadRequest("Query is too old and response timeout expired")


async def without_database() -> None:
    raise DatabaseUnavailableError


async def broken() -> None:
    raise LookupError("nobody")


@pytest.mark.parametrize(
    ("fault", "level", "words"),
    [
        (too_late, logging.INFO, "too late"),
        (refused, logging.INFO, "not answered"),
        (without_database, None, ""),  # which the database has said itself
        (broken, logging.ERROR, "An inline query failed"),
    ],
)
def test_query_that_is_not_answered_is_said_in_the_log_and_the_next_one_is(
    sqlite_url: str, caplog: pytest.LogCaptureFixture, fault: Any, level: int | None, words: str
) -> None:
    answered: list[str] = []

    async def handler(update: Update, _turn: Turn) -> None:
        assert update.inline_query is not None
        if update.inline_query.query == "h":
            await fault()
        answered.append(update.inline_query.query)

    async def main() -> None:
        async with front_desk(sqlite_url, handler) as desk:
            passing = PassersBy(desk.application, desk.nursery)
            passing.ask(query(1, "h"))
            await asyncio.sleep(6)
            passing.ask(query(1, "ha"))
            await asyncio.sleep(1)
            assert await desk.inbox() == {}

    with caplog.at_level(logging.INFO, "bot.intake.passing"):
        run_virtual(main())
    assert answered == ["ha"]
    said = [(one.levelno, one.getMessage()) for one in caplog.records if one.name == "bot.intake.passing"]
    assert [one for one, _ in said] == ([level] if level else [])
    assert all(words in text for _, text in said)


def test_search_in_a_crowd_becomes_no_queue(sqlite_url: str) -> None:
    answered: list[int] = []

    async def handler(update: Update, _turn: Turn) -> None:
        assert update.effective_user is not None
        answered.append(update.effective_user.id)

    async def main() -> None:
        async with front_desk(sqlite_url, handler) as desk:
            passing = PassersBy(desk.application, desk.nursery)
            for who in range(1, _MOST + 21):
                passing.ask(query(who, "h"))
            passing.ask(query(1, "ha"))  # who waits already
            await desk.nursery.settle(60)
            assert sorted(answered) == [*range(1, _MOST + 1)]
            passing.ask(query(_MOST + 1, "ha"))
            await desk.nursery.settle(60)
            assert answered[-1] == _MOST + 1

    run_virtual(main())
